/** What a built model says of its layers, and of what its outputs are. */

/** @typedef {import('../../../src/pictures/likely-scale.js').LayerFacts} LayerFacts */
/** @typedef {import('@tensorflow/tfjs-layers').layers.Layer} Layer */
/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} SymbolicTensor */

/** Layers behind which values are still what they were. */
const KEEPING = ['Dropout', 'Flatten', 'Permute', 'Reshape'];

/**
 * @param {Layer} model
 * @returns {Promise<LayerFacts[]>} its layers, those of models inside it in their place
 */
export async function layerFacts(model) {
  const facts = [];
  for (const layer of innermostOf(model)) {
    const [className, config] = [layer.getClassName(), layer.getConfig()];
    const isOfOne = className === 'DepthwiseConv2D' && String(config.kernelSize) === '1,1';
    const factor = isOfOne ? await largestWeight(layer) : undefined;
    facts.push({ className, name: layer.name, config, factor });
    if (className === 'DepthwiseConv2D') {
      break; // what follows says nothing about what goes in
    }
  }
  return facts;
}

/**
 * @param {Layer} model
 * @returns {Layer[]} those that are not models themselves
 */
function innermostOf(model) {
  return layersOf(model).flatMap((layer) =>
    layersOf(layer).length > 0 ? innermostOf(layer) : [layer],
  );
}

/**
 * @param {Layer} layer
 * @returns {Promise<number>} of its kernel, in size
 */
async function largestWeight(layer) {
  const kernel = Float32Array.from(await layer.getWeights()[0].data());
  return kernel.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}

/**
 * @param {Layer} model
 * @returns {string[]} its name, and those of models inside it
 */
export function modelNames(model) {
  const inside = layersOf(model).filter((layer) => layersOf(layer).length > 0);
  return [model.name, ...inside.flatMap(modelNames)];
}

/**
 * @param {SymbolicTensor} output
 * @returns {string} the activation that it comes from, such as softmax; '' where it has none
 */
export function activationOf({ sourceLayer, nodeIndex, tensorIndex }) {
  const layer = /** @type {any} */ (sourceLayer);
  if (Array.isArray(layer.layers)) {
    return activationOf(layer.outputs[tensorIndex ?? 0]);
  }
  const name = layer.getClassName();
  const before = layer.inboundNodes[nodeIndex]?.inputTensors ?? [];
  if (KEEPING.includes(name) && before.length === 1) {
    return activationOf(before[0]);
  }
  const { activation } = layer.getConfig();
  return name === 'Softmax' ? 'softmax' : typeof activation === 'string' ? activation : '';
}

/**
 * @param {Layer} layer
 * @returns {Layer[]} none, unless it is a model
 */
function layersOf(layer) {
  return /** @type {any} */ (layer).layers ?? [];
}
