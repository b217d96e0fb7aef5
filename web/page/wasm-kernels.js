import { isGraph, layersOf } from '../src/artifact/topology.js';

/** @typedef {import('../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */

/** Layers that the kernels in wasm-core-kernels.js compute. */
const CORE_LAYERS = new Set([
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
const CORE_ACTIVATIONS = new Set(['linear', 'relu', 'softmax']);

/**
 * Loads the kernels that a model may need beyond those that are loaded first.
 *
 * @param {ArtifactFiles} artifact
 * @returns {Promise<void>}
 */
export async function loadKernelsFor({ modelJson }) {
  // A layer that is missing here costs a download; one too many would fail at its first run with
  // "Kernel 'X' not registered for backend 'wasm'".
  if (isGraph(modelJson) || !layersOf(modelJson).every(isCore)) {
    // 15 kB more, compressed, which none of the digit models needs.
    await loadAllKernels();
  }
}

/** @returns {Promise<void>} */
export async function loadAllKernels() {
  await import('@tensorflow/tfjs-backend-wasm/dist/register_all_kernels');
}

/** @param {{class_name: string, config: {activation?: string}}} layer */
function isCore({ class_name: name, config }) {
  return CORE_LAYERS.has(name) && CORE_ACTIVATIONS.has(config.activation ?? 'linear');
}
