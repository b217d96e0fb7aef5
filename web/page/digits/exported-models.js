import { ArtifactError, messageOf } from '../../src/errors.js';
import { make } from '../dom.js';
import { exportedModel } from '../exported-model.js';

/** @typedef {(name: string, error: unknown) => (string | Node)[]} Why words a load's failure */

/**
 * Puts the models on the registry that `tfjs-bridge train-and-export` makes, whether they are there or
 * not: only a request would tell.
 *
 * @param {HTMLElement} root data-exported: the folder of the artifacts; data-artifacts: their names
 * @param {import('../model-registry.js').ModelRegistry} registry
 * @returns {{names: string[], why: Why}}
 */
export function putExported(root, registry) {
  const folder = root.dataset.exported ?? '';
  const names = (root.dataset.artifacts ?? '').split(' ').filter((name) => name !== '');
  for (const name of names) {
    if (registry.models.every((model) => model.name !== name)) {
      registry.put({ name, source: exportedModel(name, folder) });
    }
  }
  return {
    names,
    why(name, error) {
      const isMissing = error instanceof ArtifactError && error.missing === 'metadata.json';
      if (!isMissing || !names.includes(name)) {
        return [messageOf(error)];
      }
      const command = make('code', 'command', `tfjs-bridge train-and-export ${name}`);
      return [`${name} is not here: no metadata.json in its folder. Make it: `, command];
    },
  };
}
