import { layersOf } from '../src/artifact/topology.js';

/** @typedef {import('../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */

/** Layers that the kernels in wasm-core-kernels.js compute. */
const LAYERS_OF_FEW = new Set([
  'Activation',
  'Conv2D',
  'Cropping2D',
  'Dense',
  'Dropout',
  'Flatten',
  'InputLayer',
  'MaxPooling2D',
  'Reshape',
]);
const ACTIVATIONS_OF_FEW = new Set(['linear', 'relu', 'softmax']);

/**
 * Loads the kernels that a model may need beyond those that are loaded first.
 *
 * @param {ArtifactFiles} artifact
 * @returns {Promise<void>}
 */
export async function loadKernelsFor({ modelJson }) {
  if (!layersOf(modelJson).every(isOfFew)) {
    await loadAllKernels();
  }
}

/** @returns {Promise<void>} */
export async function loadAllKernels() {
  await import('./wasm-all-kernels.js');
}

/** @param {{class_name: string, config: {activation?: string}}} layer */
function isOfFew({ class_name: name, config }) {
  return LAYERS_OF_FEW.has(name) && ACTIVATIONS_OF_FEW.has(config.activation ?? 'linear');
}
