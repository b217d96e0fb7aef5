import { find } from '../dom.js';
import { megabytes } from '../figures.js';
import { modelWords, titleOf } from '../model-facts.js';

/** @typedef {import('../model-registry.js').ModelRegistry} ModelRegistry */
/**
 * @typedef {object} ModelChooser
 * @property {(name: string) => void} select marks the model that is in use
 * @property {(words: string) => void} ready says what it is
 * @property {() => void} begin
 * @property {(loadedBytes: number, totalBytes: number) => void} loading
 * @property {() => void} checking
 * @property {(...reason: (string | Node)[]) => void} fail
 */

/**
 * Which of the registry's models is in use. If one cannot be loaded, the previous one stays.
 *
 * @param {HTMLElement} root
 * @param {object} deps
 * @param {import('./digit-models.js').DigitModels} deps.models
 * @param {ModelRegistry} deps.registry
 * @param {import('./digit-models.js').FailureWords} deps.failureWords
 * @param {import('./status-view.js').StatusView} deps.status waits for the first model
 * @param {(model: import('./digit-models.js').DigitModel) => void} deps.onChosen
 * @returns {{choose: (name: string) => Promise<void>}} never rejects
 */
export function createChoice(root, { models, registry, failureWords, status, onChosen }) {
  const chooser = createModelChooser(root, registry, choose);
  let inUse = '';
  /** @type {object | null} */
  let newest = null;

  /** @param {string} name the newest choice wins, however long an older one takes to load */
  async function choose(name) {
    // An object, because the same name may be chosen twice, and only the newest of them counts.
    const choice = { name };
    newest = choice;
    chooser.select(name);
    // Before the first model there is no answer to hide; afterwards a small note beside the list
    // does.
    const report = inUse === '' ? status : chooser;
    report.begin();
    try {
      const model = await models.load(name, {
        onProgress: (loaded, total) => newest === choice && report.loading(loaded, total),
        onRead: () => newest === choice && report.checking(),
      });
      if (newest === choice) {
        inUse = name;
        chooser.ready(modelWords(model.built.artifact.metadata));
        onChosen(model);
      }
    } catch (error) {
      if (newest === choice) {
        newest = null; // the rest of its files may still come
        chooser.select(inUse || name);
        report.fail(...failureWords(name, error));
      }
    }
  }

  onNew(registry, choose);
  return { choose };
}

/**
 * Models that other tabs register were made there by the visitor, to be tried here.
 *
 * @param {ModelRegistry} registry
 * @param {(name: string) => void} onPut
 */
function onNew(registry, onPut) {
  const known = new Set(registry.models.map(({ source }) => source));
  registry.onChange(() => {
    const put = registry.models.find(({ source }) => !known.has(source));
    if (put !== undefined) {
      known.add(put.source);
      onPut(put.name);
    }
  });
}

/**
 * A list of the models on the registry, and how the one that was chosen is getting on.
 *
 * @param {HTMLElement} root holds #model, #model-about and #model-note
 * @param {import('../model-registry.js').ModelRegistry} registry
 * @param {(name: string) => void} onChoose
 * @returns {ModelChooser}
 */
export function createModelChooser(root, registry, onChoose) {
  const list = find(root, '#model', HTMLSelectElement);
  const about = find(root, '#model-about', HTMLButtonElement);
  const note = find(root, '#model-note', HTMLElement);
  let inUse = '';

  function fill() {
    const options = registry.models.map(({ name }) => new Option(titleOf(name), name));
    list.replaceChildren(...options);
    list.value = inUse;
  }

  /**
   * @param {'ready' | 'loading' | 'failed'} state
   * @param {(string | Node)[]} words
   */
  function say(state, ...words) {
    note.dataset.state = state;
    note.replaceChildren(...words);
  }

  fill();
  registry.onChange(fill);
  list.addEventListener('change', () => onChoose(list.value));
  return {
    select(name) {
      inUse = name;
      list.value = name;
      about.dataset.term = name;
    },
    ready: (words) => say('ready', words),
    begin: () => say('loading', 'Loading'),
    loading: (loadedBytes, totalBytes) =>
      say('loading', `Loading: ${megabytes(loadedBytes)} of ${megabytes(totalBytes)}`),
    checking: () => say('loading', "Checking it against Keras's numbers"),
    fail: (...reason) => say('failed', ...reason),
  };
}
