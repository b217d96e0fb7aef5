/** What the LSTM kernel has to know of a model, where the model is one that it can run. Pure. */

import { isGraph, layersOf } from '../artifact/topology.js';
import { weightValues } from '../artifact/weight-values.js';

/** @typedef {import('../artifact/weight-values.js').WeightValues} WeightValues */
/** @typedef {{class_name: string, config: any, inbound_nodes?: any}} Layer any: of many shapes */
/**
 * @typedef {object} Matrix
 * @property {ArrayLike<number>} values row by row
 * @property {number} rows
 * @property {number} columns
 */
/**
 * @typedef {object} LstmPlan one LSTM; the columns of its matrices are four gates of `units`
 * @property {number} units
 * @property {Matrix} kernel for what the layer reads
 * @property {Matrix} recurrentKernel for what it has written
 * @property {ArrayLike<number>} bias
 * @property {boolean} isHard whether the gates are hard sigmoids
 */
/**
 * @typedef {object} KernelPlan characters as vectors, LSTMs one after another, and probabilities
 * @property {Matrix} embedding a row for each character
 * @property {LstmPlan[]} lstms
 * @property {Matrix} dense
 * @property {ArrayLike<number>} denseBias
 */

/** What does nothing but in training. */
const IDLE = new Set(['Dropout', 'SpatialDropout1D', 'GaussianNoise', 'GaussianDropout']);

/**
 * @param {import('../artifact/artifact.js').ArtifactFiles} artifact
 * @returns {KernelPlan | null} null: a model of another kind
 */
export function planKernel(artifact) {
  if (isGraph(artifact.modelJson)) {
    return null; // its LSTMs are single operations, which do not say what they belong to
  }
  const layers = chainOf(layersOf(artifact.modelJson));
  if (layers === null) {
    return null;
  }
  const [embedding, ...rest] = layers.filter(({ class_name: name }) => !IDLE.has(name));
  const dense = rest.pop();
  if (
    !dense ||
    !isEmbedding(embedding) ||
    !isSoftmax(dense) ||
    !rest.length ||
    !rest.every(isLstm)
  ) {
    return null;
  }
  const weights = weightValues(artifact);
  const plan = {
    embedding: matrixOf(weights, embedding, 'embeddings'),
    lstms: rest.map((layer) => lstmPlan(weights, layer)),
    dense: matrixOf(weights, dense, 'kernel'),
    denseBias: biasOf(weights, dense, dense.config.units),
  };
  return isSound(plan) && plan.embedding.rows >= vocabularySize(artifact) ? plan : null;
}

/** @param {import('../artifact/artifact.js').ArtifactFiles} artifact */
function vocabularySize({ metadata: { preprocessing } }) {
  return preprocessing?.kind === 'characters' ? preprocessing.vocabulary.length : 0;
}

/**
 * @param {KernelPlan} plan
 * @returns {boolean} whether each part reads what the one before it writes
 */
function isSound({ embedding, lstms, dense, denseBias }) {
  let size = embedding.columns;
  for (const { units, kernel, recurrentKernel, bias } of lstms) {
    const width = 4 * units;
    if (
      !isOf(kernel, size, width) ||
      !isOf(recurrentKernel, units, width) ||
      bias.length !== width
    ) {
      return false;
    }
    size = units;
  }
  return embedding.rows > 0 && isOf(dense, size, denseBias.length) && denseBias.length > 0;
}

/**
 * @param {Matrix} matrix
 * @param {number} rows
 * @param {number} columns
 */
function isOf(matrix, rows, columns) {
  return matrix.rows === rows && matrix.columns === columns;
}

/**
 * @param {Layer[]} layers
 * @returns {Layer[] | null} without the input, where each reads the one before it and nothing else
 */
function chainOf(layers) {
  const [first, ...rest] = layers;
  if (first?.inbound_nodes === undefined) {
    return layers.filter(({ class_name: name }) => name !== 'InputLayer'); // a Sequential
  }
  let before = first.config.name;
  for (const { config, inbound_nodes: nodes } of rest) {
    const sources = nodes?.length === 1 ? nodes[0] : [];
    if (sources.length !== 1 || sources[0][0] !== before) {
      return null;
    }
    before = config.name;
  }
  return first.class_name === 'InputLayer' ? rest : null;
}

/** @param {Layer} layer */
function isEmbedding({ class_name: name, config }) {
  // A mask makes LSTMs skip steps, which the kernel cannot do.
  return name === 'Embedding' && !config.mask_zero;
}

/** @param {Layer} layer */
function isSoftmax({ class_name: name, config }) {
  return name === 'Dense' && config.activation === 'softmax';
}

/** @param {Layer} layer */
function isLstm({ class_name: name, config }) {
  return (
    name === 'LSTM' &&
    config.activation === 'tanh' &&
    (config.recurrent_activation === 'sigmoid' || isHard(config)) &&
    config.return_sequences === true &&
    !config.return_state &&
    !config.go_backwards
  );
}

/** @param {{recurrent_activation: string}} config */
function isHard({ recurrent_activation: activation }) {
  // TensorFlow.js reads both spellings (toCamelCase in generic_utils.ts).
  return activation === 'hard_sigmoid' || activation === 'hardSigmoid';
}

/**
 * @param {Map<string, WeightValues>} weights
 * @param {Layer} layer
 * @returns {LstmPlan}
 */
function lstmPlan(weights, layer) {
  const { units } = layer.config;
  return {
    units,
    kernel: matrixOf(weights, layer, 'kernel'),
    recurrentKernel: matrixOf(weights, layer, 'recurrent_kernel'),
    bias: biasOf(weights, layer, 4 * units),
    isHard: isHard(layer.config),
  };
}

/**
 * @param {Map<string, WeightValues>} weights
 * @param {Layer} layer
 * @param {string} leaf
 * @returns {Matrix}
 */
function matrixOf(weights, layer, leaf) {
  const { shape, values } = find(weights, layer, leaf) ?? { shape: [0, 0], values: [] };
  return { values, rows: shape[0], columns: shape[1] };
}

/**
 * @param {Map<string, WeightValues>} weights
 * @param {Layer} layer
 * @param {number} size
 */
function biasOf(weights, layer, size) {
  return find(weights, layer, 'bias')?.values ?? new Float32Array(size);
}

/**
 * @param {Map<string, WeightValues>} weights
 * @param {Layer} layer
 * @param {string} leaf
 */
function find(weights, layer, leaf) {
  // Such as "lstm/kernel", or "lstm/lstm_cell/kernel" where tensorflowjs wrote it.
  for (const [name, found] of weights) {
    if (name.startsWith(`${layer.config.name}/`) && name.endsWith(`/${leaf}`)) {
      return found;
    }
  }
  return undefined;
}
