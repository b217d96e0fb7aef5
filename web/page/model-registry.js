/**
 * @typedef {object} RegisteredModel a digit model that can be chosen
 * @property {string} name
 * @property {string | URL | import('./exported-model.js').Opener |
 *   import('../src/artifact/artifact.js').ArtifactFiles} source where it is, what finds it, or its files
 */
/**
 * @typedef {object} ModelRegistry
 * @property {readonly RegisteredModel[]} models
 * @property {(model: RegisteredModel) => void} put takes the place of the one with the same name
 * @property {(listener: () => void) => void} onChange
 */

/** @returns {ModelRegistry} */
export function createModelRegistry() {
  /** @type {RegisteredModel[]} */
  const models = [];
  /** @type {Set<() => void>} */
  const listeners = new Set();
  return {
    models,
    put(model) {
      const same = models.findIndex(({ name }) => name === model.name);
      models.splice(same >= 0 ? same : models.length, same >= 0 ? 1 : 0, model);
      for (const listener of listeners) {
        listener();
      }
    },
    onChange(listener) {
      listeners.add(listener);
    },
  };
}
