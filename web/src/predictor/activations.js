/** Which activations a loaded model's outputs come from. */

import { activationOfOutput, activationOfTensor } from '../artifact/output-activation.js';

/** @typedef {import('../bundle.js').Bundle} Bundle */

/**
 * @param {Bundle} bundle
 * @returns {Record<string, string>} by the output's name
 */
export function activationsOf(bundle) {
  const found = bundle.metadata.outputs.map(({ name }, i) => [
    name,
    bundle.format === 'layers'
      ? activationOfTensor(bundle.model.outputs[i])
      : activationOfOutput(bundle.artifact.modelJson, name),
  ]);
  return Object.fromEntries(found);
}
