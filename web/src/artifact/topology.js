/** @typedef {import('./manifest.js').ModelJson} ModelJson */

/**
 * @param {Pick<ModelJson, 'format'>} modelJson checked
 * @returns {boolean} whether it is a graph of operations, and not a model of layers
 */
export function isGraph({ format }) {
  return format === 'graph-model';
}

/**
 * @param {ModelJson} modelJson a model of layers
 * @returns {{class_name: string, config: any}[]} any: TensorFlow.js's own JSON, of many shapes
 */
export function layersOf({ modelTopology }) {
  const topology = /** @type {any} */ (modelTopology);
  // Files of Keras itself keep the model under model_config, beside its training (models.ts in
  // tfjs-layers). Sequential models from before Keras 2.2.3 are a plain list of layers.
  const { config } = topology.model_config ?? topology;
  return Array.isArray(config) ? config : config.layers;
}
