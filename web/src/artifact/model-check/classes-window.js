/** TensorFlow.js's convolutions and poolings; tfjs-layers/src/layers/convolutional.ts. Pure. */

import { biasOf } from './layer-class.js';
import * as is from './settings.js';
import { channelAxis, listOf, mapSpace, slid, valuesIn, withLength } from './shapes.js';

/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */

/**
 * @param {number} rank axes that the window slides along
 * @returns {LayerClass['settings']}
 */
export function windowSettings(rank) {
  return {
    kernel_size: is.sizes(rank),
    strides: is.maybe(is.sizes(rank)),
    dilation_rate: is.maybe(is.sizes(rank)),
    padding: is.maybe(is.word('valid', 'same', 'causal')),
    data_format: is.maybe(is.word('channelsFirst', 'channelsLast')),
    activation: is.maybe(is.activation),
    use_bias: is.maybe(is.flag),
  };
}

/**
 * @param {Config} config
 * @param {Shape} input
 * @param {{rank: number, isDilated?: boolean}} options
 * @returns {Shape} with the channels that the input has
 */
export function convolved(config, input, { rank, isDilated = true }) {
  const windows = listOf(config.kernel_size, rank);
  const strides = listOf(config.strides, rank);
  const dilations = listOf(isDilated ? config.dilation_rate : 1, rank);
  return mapSpace(config, input, (length, i) =>
    slid(config, length, { window: windows[i], stride: strides[i], dilation: dilations[i] }),
  );
}

/**
 * @param {Config} config
 * @param {Shape} input
 */
function channels(config, input) {
  return input[channelAxis(config, input)];
}

/**
 * @param {Config} config
 * @param {Shape} shape
 * @param {number | null} count
 */
function withChannels(config, shape, count) {
  return withLength(shape, channelAxis(config, shape), count);
}

/** @type {LayerClass['uses']} */
const atEachPlace = (config, _, output) => valuesIn(output) / (channels(config, output) || 1);

/**
 * @param {number} rank
 * @returns {LayerClass}
 */
function convolution(rank) {
  return {
    settings: { filters: is.count, ...windowSettings(rank) },
    output: (config, [input]) =>
      withChannels(config, convolved(config, input, { rank }), config.filters),
    rank: rank + 2,
    weights: (config, input) => ({
      kernel: [...listOf(config.kernel_size, rank), channels(config, input), config.filters],
      ...biasOf(config, [config.filters]),
    }),
    uses: atEachPlace,
  };
}

/**
 * @param {number} rank
 * @returns {LayerClass}
 */
function transposed(rank) {
  return {
    settings: { filters: is.count, ...windowSettings(rank) },
    output(config, [input]) {
      const windows = listOf(config.kernel_size, rank);
      const strides = listOf(config.strides, rank);
      const isSame = config.padding === 'same';
      // deconvLength in utils/conv_utils.ts ignores output_padding and dilation.
      const space = mapSpace(config, input, (length, i) => {
        const rest = isSame ? 0 : Math.max(windows[i] - strides[i], 0);
        return length * strides[i] + rest;
      });
      return withChannels(config, space, config.filters);
    },
    rank: rank + 2,
    weights: (config, input) => ({
      kernel: [...listOf(config.kernel_size, rank), config.filters, channels(config, input)],
      ...biasOf(config, [config.filters]),
    }),
    uses: atEachPlace,
  };
}

/**
 * @param {Config} config
 * @param {Shape} input
 * @returns {number | null}
 */
function multiplied({ depth_multiplier: multiplier, ...config }, input) {
  const found = channels(config, input);
  return found === null ? null : found * (multiplier ?? 1);
}

/** @type {LayerClass} */
const DEPTHWISE = {
  settings: { depth_multiplier: is.maybe(is.count), ...windowSettings(2) },
  output: (config, [input]) =>
    withChannels(
      config,
      // convolutional_depthwise.ts leaves dilation_rate out of the shape.
      convolved(config, input, { rank: 2, isDilated: false }),
      multiplied(config, input),
    ),
  rank: 4,
  weights: (config, input) => ({
    depthwise_kernel: [
      ...listOf(config.kernel_size, 2),
      channels(config, input),
      config.depth_multiplier ?? 1,
    ],
    ...biasOf(config, [multiplied(config, input)]),
  }),
  uses: atEachPlace,
};

/** @type {LayerClass} */
const SEPARABLE = {
  ...convolution(2),
  settings: { ...DEPTHWISE.settings, filters: is.count },
  weights: (config, input) => ({
    depthwise_kernel: [
      ...listOf(config.kernel_size, 2),
      channels(config, input),
      config.depth_multiplier ?? 1,
    ],
    pointwise_kernel: [1, 1, multiplied(config, input), config.filters],
    ...biasOf(config, [config.filters]),
  }),
};

/**
 * @param {number} rank
 * @returns {LayerClass}
 */
function pooling(rank) {
  return {
    settings: {
      pool_size: is.maybe(is.sizes(rank)),
      strides: is.maybe(is.sizes(rank)),
      padding: is.maybe(is.word('valid', 'same', 'causal')),
      data_format: is.maybe(is.word('channelsFirst', 'channelsLast')),
    },
    output(config, [input]) {
      const windows = listOf(config.pool_size, rank, 2);
      const strides = listOf(config.strides, rank, windows);
      // In one dimension TensorFlow.js ignores the data format.
      const format = rank === 1 ? {} : config;
      return mapSpace(format, input, (length, i) =>
        slid(config, length, { window: windows[i], stride: strides[i] }),
      );
    },
    rank: rank + 2,
  };
}

/** @type {[string, LayerClass][]} */
export const WINDOW = [
  ['Conv1D', convolution(1)],
  ['Conv2D', convolution(2)],
  ['Conv3D', convolution(3)],
  ['Conv2DTranspose', transposed(2)],
  ['Conv3DTranspose', transposed(3)],
  ['DepthwiseConv2D', DEPTHWISE],
  ['SeparableConv2D', SEPARABLE],
  ['MaxPooling1D', pooling(1)],
  ['AveragePooling1D', pooling(1)],
  ['MaxPooling2D', pooling(2)],
  ['AveragePooling2D', pooling(2)],
  ['MaxPooling3D', pooling(3)],
  ['AveragePooling3D', pooling(3)],
];
