/** @typedef {import('./manifest.js').ModelJson} ModelJson */

/**
 * @param {ModelJson} modelJson
 * @returns {{class_name: string, config: any}[]} any: TensorFlow.js's own JSON, of many shapes
 */
export function layersOf({ modelTopology }) {
  const topology = /** @type {any} */ (modelTopology);
  const { config } = topology.model_config ?? topology;
  return Array.isArray(config) ? config : config.layers;
}
