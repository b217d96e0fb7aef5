/** The digit models that were loaded so far, and whose turn it is to answer. */

import { createDigitClassifier } from '../../src/digits/digit-classifier.js';
import { ArtifactError, messageOf } from '../../src/errors.js';
import { createMutex } from '../../src/runtime/mutex.js';
import { make } from '../dom.js';
import { exportedModel, firstThere, foldersInListing, listingOf } from '../exported-model.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('../runtime.js').RuntimeModel} RuntimeModel */
/** @typedef {import('../../src/digits/digit-classifier.js').DigitClassifier} DigitClassifier */
/** @typedef {import('../model-registry.js').RegisteredModel['source']} Source */
/** @typedef {{name: string, source: Source, built: RuntimeModel, classifier: DigitClassifier}} DigitModel */
/** @typedef {Parameters<Runtime['load']>[1]} LoadOptions */
/** @typedef {(name: string, error: unknown) => (string | Node)[]} FailureWords words a load's failure */
/**
 * @typedef {object} DigitModels
 * @property {(name: string, options?: LoadOptions) => Promise<DigitModel>} load loads a model of the
 *   registry, once, and anew where the registry has another one of that name
 * @property {(name: string) => DigitModel | undefined} get the one that is loaded now
 * @property {<T>(name: string, task: (model: DigitModel) => Promise<T>) => Promise<T>} run lets a
 *   loaded model answer when no other task runs, and keeps the model until it is done
 * @property {<T>(name: string, task: (model: DigitModel) => Promise<T>) => Promise<T>} inspect the
 *   same, for tasks that are not answers and are not counted as such
 * @property {() => Promise<void>} rebuild builds all of them on the backend in use
 */

/**
 * @param {Runtime} runtime
 * @returns {DigitModels}
 */
export function createDigitModels(runtime) {
  /** @type {Map<string, DigitModel>} */
  const loaded = new Map();
  /** @type {Map<string, {source: Source, model: Promise<DigitModel>}>} */
  const loading = new Map();
  const inTurn = createMutex();

  /** @param {DigitModel} model the one of the same name is freed, when its task is done */
  function keep(model) {
    const former = loaded.get(model.name);
    loaded.set(model.name, model);
    // In its turn: a task that runs now may predict with the former one again.
    return inTurn(async () => former?.classifier.dispose());
  }

  /** @type {(name: string, source: Source, options?: LoadOptions) => Promise<DigitModel>} */
  async function open(name, source, options) {
    // A network that was trained here is in memory only, and has no address to be read from.
    const isRead = typeof source === 'object' && !(source instanceof URL);
    const built = await (isRead ? runtime.build(source) : runtime.load(source, options));
    const model = digitModel(name, source, built);
    await keep(model);
    return model;
  }

  /** @type {<T>(name: string, task: (model: DigitModel) => Promise<T>, as?: object) => Promise<T>} */
  function runOn(name, task, as = {}) {
    const model = loaded.get(name);
    if (model === undefined) {
      throw new Error(`page: the digit model "${name}" is not loaded.`);
    }
    return runtime.run({ ...model.built, ...as }, () => task(model));
  }

  return {
    get: (name) => loaded.get(name),
    async load(name, options) {
      const source = sourceOf(runtime, name);
      // The comparison and the chooser may ask for a model at the same time: it is loaded once.
      const same = [loaded.get(name), loading.get(name)].find((one) => one?.source === source);
      if (same !== undefined) {
        return 'model' in same ? await same.model : same;
      }
      const model = open(name, source, options);
      loading.set(name, { source, model });
      try {
        return await model;
      } finally {
        if (loading.get(name)?.source === source) {
          loading.delete(name);
        }
      }
    },
    run: (name, task) => inTurn(async () => runOn(name, task)),
    // The load log knows no model without a label.
    inspect: (name, task) => inTurn(async () => runOn(name, task, { label: '' })),
    rebuild: () =>
      inTurn(async () => {
        for (const { name, source, built, classifier } of loaded.values()) {
          loaded.set(name, digitModel(name, source, await runtime.build(built.artifact)));
          classifier.dispose();
        }
      }),
  };
}

/**
 * @param {Runtime} runtime
 * @param {string} name
 * @returns {Source}
 */
function sourceOf({ registry }, name) {
  const model = registry.models.find((one) => one.name === name);
  if (model === undefined) {
    throw new Error(`page: no digit model "${name}" on the registry.`);
  }
  return model.source;
}

/**
 * @param {string} name
 * @param {Source} source
 * @param {RuntimeModel} built is disposed of if it is not a digit model
 * @returns {DigitModel}
 */
function digitModel(name, source, built) {
  try {
    const classifier = createDigitClassifier({ ...built.artifact, model: built.model });
    return { name, source, built, classifier };
  } catch (error) {
    built.model.dispose();
    throw error;
  }
}

/**
 * Registers the models that `tfjs-bridge train-and-export` makes, whether they are there or
 * not: only a request would show that.
 *
 * @param {HTMLElement} root data-exported: the folder of the artifacts; data-artifacts: their names
 * @param {import('../model-registry.js').ModelRegistry} registry
 * @returns {{first: () => Promise<string>, failureWords: FailureWords,
 *   isExported: (model: {source: Source}) => boolean}} first: the one to begin with; isExported: whether
 *   a model is one of these
 */
export function registerExported(root, registry) {
  const folder = root.dataset.exported ?? '';
  const names = (root.dataset.artifacts ?? '').split(' ').filter((name) => name !== '');
  const openers = new Set();
  for (const name of names) {
    if (registry.models.every((model) => model.name !== name)) {
      const source = exportedModel(name, folder);
      openers.add(source);
      registry.put({ name, source });
    }
  }
  return {
    async first() {
      const list = await listingOf(new URL(folder, document.baseURI), undefined);
      return firstThere(names, foldersInListing(list));
    },
    isExported: ({ source }) => openers.has(source),
    failureWords(name, error) {
      const isMissing = error instanceof ArtifactError && error.missing === 'metadata.json';
      if (!isMissing || !names.includes(name)) {
        return [messageOf(error)];
      }
      const command = make('code', 'command', `tfjs-bridge train-and-export ${name}`);
      return [
        `${name} has not been exported here: its folder has no metadata.json. Export it with `,
        command,
      ];
    },
  };
}
