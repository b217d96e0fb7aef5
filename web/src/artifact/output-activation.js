/** Which activation an output comes from, as far as the model says it. Pure. */

/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} SymbolicTensor */
/** @typedef {import('./manifest.js').ModelJson} ModelJson */
/** @typedef {{name: string, op: string, input?: string[], attr?: Record<string, any>}} GraphNode any:
 *   TensorFlow's own JSON, of many shapes */

/** Layers, and nodes, behind which values are still what they were. */
const KEEPING_LAYERS = new Set(['Dropout', 'Flatten', 'Permute', 'Reshape']);
const KEEPING_NODES = new Set(['Identity', 'Reshape', 'Squeeze', 'ExpandDims', 'Transpose']);

/** @type {Record<string, string>} */
const ACTIVATIONS = { Softmax: 'softmax', Sigmoid: 'sigmoid', Relu: 'relu', Tanh: 'tanh' };

/**
 * @param {SymbolicTensor} output of a built model of layers
 * @returns {string} the activation that it comes from, such as softmax; '' where it has none
 */
export function activationOfTensor({ sourceLayer, nodeIndex, tensorIndex }) {
  const layer = /** @type {any} */ (sourceLayer);
  if (Array.isArray(layer.layers)) {
    return activationOfTensor(layer.outputs[tensorIndex ?? 0]);
  }
  const name = layer.getClassName();
  const before = layer.inboundNodes[nodeIndex]?.inputTensors ?? [];
  if (KEEPING_LAYERS.has(name) && before.length === 1) {
    return activationOfTensor(before[0]);
  }
  const { activation } = layer.getConfig();
  return name === 'Softmax' ? 'softmax' : typeof activation === 'string' ? activation : '';
}

/**
 * @param {ModelJson} modelJson a checked graph
 * @param {string} output its name in the signature
 * @returns {string} the activation that it comes from, such as softmax; '' where it has none
 */
export function activationOfOutput({ modelTopology, signature }, output) {
  const nodes = new Map(
    /** @type {GraphNode[]} */ (/** @type {any} */ (modelTopology).node).map((node) => [
      node.name,
      node,
    ]),
  );
  let node = nodes.get(nodeName(/** @type {any} */ (signature).outputs[output].name));
  while (node !== undefined && KEEPING_NODES.has(node.op)) {
    node = nodes.get(nodeName(node.input?.[0] ?? ''));
  }
  if (node?.op.startsWith('_Fused')) {
    return fusedActivation(node);
  }
  return ACTIVATIONS[node?.op ?? ''] ?? '';
}

/** @param {string} reference such as "dense/Softmax:0" */
function nodeName(reference) {
  return reference.replace(/^\^/, '').split(':')[0];
}

/**
 * @param {GraphNode} node
 * @returns {string} of its fused_ops, such as BiasAdd and Sigmoid, in base64
 */
function fusedActivation({ attr }) {
  /** @type {string[]} */
  const fused = attr?.fused_ops?.list?.s ?? [];
  return ACTIVATIONS[atob(fused.at(-1) ?? '')] ?? '';
}
