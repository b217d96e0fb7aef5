/** @typedef {import('./manifest.js').ModelJson} ModelJson */

/**
 * @param {ModelJson} modelJson
 * @returns {{class_name: string, config: any}[]} any: TensorFlow.js's own JSON, of many shapes
 */
export function layersOf({ modelTopology }) {
  const topology = /** @type {any} */ (modelTopology);
  // Keras's own files hold the model under model_config, beside its training (models.ts in
  // tfjs-layers), and Sequential models before Keras 2.2.3 hold their layers as a list.
  const { config } = topology.model_config ?? topology;
  return Array.isArray(config) ? config : config.layers;
}
