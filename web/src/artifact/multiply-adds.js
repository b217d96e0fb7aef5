/**
 * Multiplications with an addition each that a layer needs for one example. Those of products and
 * convolutions are counted, as usual: all else takes little beside them. Pure.
 */

import { channelAxis, isChannelsFirst, valuesIn } from './model-check/shapes.js';

/** @typedef {import('./model-check/shapes.js').Shape} Shape */
/** @typedef {import('./model-check/shapes.js').Config} Config */
/**
 * @typedef {object} LayerCall
 * @property {Config} config
 * @property {number[]} input the first one's shape
 * @property {number[]} output
 * @property {number} kernels values of its weights that are multiplied: not of biases
 */
/** @typedef {(call: LayerCall) => number | null} Count */

/** @type {Count} */
const atEachPlace = ({ config, output, kernels }) =>
  (kernels * valuesIn(output)) / (output[channelAxis(config, output)] || 1);

/** @type {Count} */
const atEachPlaceOfInput = ({ config, input, kernels }) =>
  (kernels * valuesIn(input)) / (input[channelAxis(config, input)] || 1);

/** @type {Count} */
const atEachStep = ({ input: [batch, steps], kernels }) => kernels * batch * steps;

/** @type {Count} */
function convLstm({ config, input, output, kernels }) {
  const picture = config.return_sequences ? [output[0], ...output.slice(2)] : output;
  const places = valuesIn(picture) / (picture[channelAxis(config, picture)] || 1);
  return kernels * places * input[1];
}

/** @type {Count} */
function inside({ config, input, kernels, output }) {
  const { class_name: className, config: inner } = config.layer;
  const isSized = AT_EACH_PLACE.has(className) && !isChannelsFirst(inner);
  return isSized ? atEachPlace({ config: {}, input, output, kernels }) : null;
}

/** @type {Count} of both directions, whose kernels are among its weights */
function bothWays(call) {
  const { class_name: className } = call.config.layer;
  return AT_EACH_STEP.has(className) ? atEachStep(call) : null;
}

/** @type {Count} */
function dot({ config, input, output }) {
  const axis = [config.axes ?? -1].flat()[0];
  return valuesIn(output) * input[(axis + input.length) % input.length];
}

/** @type {Set<string>} */
const AT_EACH_PLACE = new Set([
  ...['Dense', 'Conv1D', 'Conv2D', 'Conv3D'],
  ...['DepthwiseConv2D', 'SeparableConv1D', 'SeparableConv2D'],
]);
/** @type {Set<string>} */
const AT_EACH_STEP = new Set(['SimpleRNN', 'GRU', 'LSTM', 'RNN']);
/** @type {Record<string, Count>} */
const OTHERS = {
  Conv2DTranspose: atEachPlaceOfInput,
  Conv3DTranspose: atEachPlaceOfInput,
  ConvLSTM2D: convLstm,
  TimeDistributed: inside,
  Bidirectional: bothWays,
  Dot: dot,
};
/** @type {Map<string, Count>} */
const BY_CLASS = new Map([
  ...Array.from(AT_EACH_PLACE, (name) => /** @type {const} */ ([name, atEachPlace])),
  ...Array.from(AT_EACH_STEP, (name) => /** @type {const} */ ([name, atEachStep])),
  ...Object.entries(OTHERS),
]);

/**
 * @param {string} className
 * @param {Config} config
 * @param {{inputs: Shape[], outputs: Shape[], weights: readonly [name: string, shape: Shape][]}} call
 * @returns {number | null} null: it cannot be told, as where a length is open that it depends on
 */
export function multiplyAddsOf(className, config, { inputs, outputs, weights }) {
  const count = BY_CLASS.get(className);
  if (count === undefined) {
    return 0;
  }
  const kernels = weights
    .filter(([name]) => name.endsWith('kernel'))
    .reduce((sum, [, shape]) => sum + valuesIn(shape), 0);
  const [input, output] = [inputs[0] ?? [], outputs[0] ?? []].map(sized);
  const found = count({ config, input, output, kernels });
  return found !== null && Number.isFinite(found) ? found : null;
}

/**
 * @param {Shape} shape
 * @returns {number[]} of one example; a length that is not known is not a number
 */
function sized(shape) {
  return shape.map((length, i) => length ?? (i === 0 ? 1 : Number.NaN));
}
