import { find, make } from '../dom.js';
import { megabytes } from '../figures.js';

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
 * A list of the models on the registry, and how the one that was chosen is getting on.
 *
 * @param {HTMLElement} root holds #model and #model-note
 * @param {import('../model-registry.js').ModelRegistry} registry
 * @param {(name: string) => void} onChoose
 * @returns {ModelChooser}
 */
export function createModelChooser(root, registry, onChoose) {
  const list = find(root, '#model', HTMLSelectElement);
  const note = find(root, '#model-note', HTMLElement);
  let inUse = '';

  function fill() {
    const options = registry.models.map(({ name }) => make('option', '', name));
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
    },
    ready: (words) => say('ready', words),
    begin: () => say('loading', 'Loading'),
    loading: (loadedBytes, totalBytes) =>
      say('loading', `Loading: ${megabytes(loadedBytes)} of ${megabytes(totalBytes)}`),
    checking: () => say('loading', "Checking it against Keras's numbers"),
    fail: (...reason) => say('failed', ...reason),
  };
}
