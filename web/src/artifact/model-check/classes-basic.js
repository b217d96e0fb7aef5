/** TensorFlow.js's layers that keep lengths, add or cut some; tfjs-layers/src/layers. Pure. */

import { biasOf, sameShape } from './layer-class.js';
import * as is from './settings.js';
import { channelAxis, mapSpace, valuesIn, withLength } from './shapes.js';

/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */

/** @type {LayerClass} */
const PLAIN = { settings: {}, output: sameShape };

/** @type {LayerClass} */
const DENSE = {
  settings: {
    units: is.count,
    activation: is.maybe(is.activation),
    use_bias: is.maybe(is.flag),
    input_dim: is.maybe(is.count),
  },
  output: ({ units }, [input]) => (input.length < 2 ? null : withLength(input, -1, units)),
  weights: (config, input) => ({
    kernel: [input.at(-1) ?? null, config.units],
    ...biasOf(config, [config.units]),
  }),
  uses: ({ units }, _, output) => valuesIn(output) / units,
};

/** @type {LayerClass} */
const EMBEDDING = {
  settings: {
    input_dim: is.count,
    output_dim: is.count,
    input_length: is.maybe(is.lengths),
    mask_zero: is.maybe(is.flag),
  },
  output: ({ output_dim: length }, [input]) => [...input, length],
  weights: ({ input_dim: rows, output_dim: columns }) => ({ embeddings: [rows, columns] }),
};

const SCALE_AND_CENTER = {
  epsilon: is.maybe(is.number),
  scale: is.maybe(is.flag),
  center: is.maybe(is.flag),
};

/**
 * @param {Config} config
 * @param {Shape} shape
 */
function scaleAndCenter({ scale, center }, shape) {
  return { ...((scale ?? true) && { gamma: shape }), ...((center ?? true) && { beta: shape }) };
}

/** @type {LayerClass} */
const BATCH_NORMALIZATION = {
  // tf_keras writes the axis as a list of one.
  settings: {
    axis: is.maybe(is.oneOrList(is.axis, 1)),
    momentum: is.maybe(is.number),
    ...SCALE_AND_CENTER,
  },
  output: sameShape,
  weights(config, input) {
    const [axis] = [config.axis ?? -1].flat();
    const length = [input.at(axis) ?? null];
    return {
      ...scaleAndCenter(config, length),
      moving_mean: length,
      moving_variance: length,
    };
  },
};

/** @type {LayerClass} */
const LAYER_NORMALIZATION = {
  settings: { axis: is.maybe(is.axes), ...SCALE_AND_CENTER },
  output: sameShape,
  weights(config, input) {
    const axes = [config.axis ?? -1].flat();
    return scaleAndCenter(
      config,
      axes.map((axis) => input.at(axis) ?? null),
    );
  },
};

/** @type {LayerClass} */
const PRELU = {
  settings: { shared_axes: is.maybe(is.axes) },
  output: sameShape,
  weights({ shared_axes: shared }, input) {
    const ones = [shared ?? []].flat();
    return { alpha: input.slice(1).map((length, i) => (ones.includes(i + 1) ? 1 : length)) };
  },
};

/** @type {LayerClass} */
const FLATTEN = {
  settings: {},
  output: (_, [[batch, ...rest]]) =>
    // Flatten requires three axes (minNDim in core.ts), although two would be flat already.
    rest.length < 2 || rest.includes(null) ? null : [batch, valuesIn(rest)],
};

/** @type {LayerClass} */
const REPEAT_VECTOR = {
  settings: { n: is.count },
  output: ({ n }, [[batch, length]]) => [batch, n, length],
  rank: 2,
};

/** @type {LayerClass} */
const RESHAPE = { settings: { target_shape: is.target }, output: reshaped };

/**
 * @param {Config} config
 * @param {Shape[]} inputs
 * @returns {Shape | null}
 */
function reshaped({ target_shape: target }, [[batch, ...rest]]) {
  /** @type {Shape} */
  const wanted = target.map((/** @type {number | null} */ length) =>
    length === -1 ? null : length,
  );
  if (batch !== null && !rest.includes(null)) {
    return filled(batch, rest, wanted);
  }
  // While the batch's size is open, TensorFlow.js leaves open what -1 stands for, too.
  const isSure = !rest.includes(null) && !wanted.includes(null);
  return isSure && valuesIn(rest) !== valuesIn(wanted) ? null : [batch, ...wanted];
}

/**
 * @param {number} batch
 * @param {Shape} rest
 * @param {Shape} wanted
 * @returns {Shape | null}
 */
function filled(batch, rest, wanted) {
  const left = valuesIn(rest) / valuesIn(wanted);
  const open = wanted.filter((length) => length === null).length;
  const isFit = open === 0 ? left === 1 : open === 1 && Number.isInteger(left);
  return isFit ? [batch, ...wanted.map((length) => length ?? left)] : null;
}

/** @type {LayerClass} */
const PERMUTE = {
  settings: { dims: is.listOfKind(is.whole(1), { least: 1, most: 7 }) },
  output({ dims }, [input]) {
    const isAll = input.slice(1).every((_, i) => dims.includes(i + 1));
    return isAll && dims.length === input.length - 1
      ? [input[0], ...dims.map((/** @type {number} */ place) => input[place])]
      : null;
  },
};

/** @type {LayerClass} */
const ZERO_PADDING = {
  settings: { padding: is.maybe(is.border) },
  output: ({ padding, ...config }, [input]) =>
    mapSpace(config, input, (length, i) => length + bordersAt(padding ?? 1, i)),
  rank: 4,
};

/** @type {LayerClass} */
const CROPPING = {
  settings: { cropping: is.border },
  output: ({ cropping, ...config }, [input]) =>
    mapSpace(config, input, (length, i) => length - bordersAt(cropping, i)),
  rank: 4,
};

/**
 * @param {number | number[] | number[][]} border
 * @param {number} axis
 * @returns {number} before and after, together
 */
function bordersAt(border, axis) {
  const one = Array.isArray(border) ? border[axis] : border;
  return Array.isArray(one) ? one[0] + one[1] : 2 * one;
}

/** @type {LayerClass} */
const UP_SAMPLING = {
  settings: {
    size: is.maybe(is.listOfKind(is.count, { least: 2, most: 2 })),
    interpolation: is.maybe(is.word('nearest', 'bilinear')),
  },
  output: ({ size, ...config }, [input]) =>
    mapSpace(config, input, (length, i) => length * (size ?? [2, 2])[i]),
  rank: 4,
};

/** @type {LayerClass} */
const GLOBAL_POOLING_1D = { settings: {}, output: (_, [[b, , c]]) => [b, c], rank: 3 };

/** @type {LayerClass} */
const GLOBAL_POOLING_2D = {
  settings: {},
  output: (config, [input]) => [input[0], input[channelAxis(config, input)]],
  rank: 4,
};

/** @type {LayerClass} */
const RESIZING = {
  settings: { height: is.count, width: is.count },
  // As TensorFlow.js has it: the batch is lost.
  output: ({ height, width }, [input]) => [height, width, input[2] ?? null],
};

/** @type {LayerClass} */
const CENTER_CROP = {
  settings: { height: is.count, width: is.count },
  output: ({ height, width }, [input]) => withLength(withLength(input, -3, height), -2, width),
};

/** @type {LayerClass} */
const CATEGORY_ENCODING = {
  settings: {
    num_tokens: is.count,
    output_mode: is.maybe(is.word('oneHot', 'multiHot', 'count', 'int')),
  },
  output: ({ num_tokens: count, output_mode: mode }, [input]) =>
    // Only oneHot adds an axis, and only if the last one is longer than 1 (category_encoding.ts).
    /^one_?hot$/i.test(mode ?? '') && input.at(-1) !== 1
      ? [...input, count]
      : withLength(input, -1, count),
};

/** @type {LayerClass} */
// Its computeOutputShape() drops the batch, and gives -1 as the width (random_width.ts).
const RANDOM_WIDTH = { settings: {}, output: (_, [input]) => [null, null, input[2] ?? null] };

/** @param {string} key of one number that may be left out */
function withNumber(key) {
  return { settings: { [key]: is.maybe(is.number) }, output: sameShape };
}

/** @type {[string, LayerClass][]} */
export const BASIC = [
  ['Dense', DENSE],
  ['Embedding', EMBEDDING],
  ['BatchNormalization', BATCH_NORMALIZATION],
  ['LayerNormalization', LAYER_NORMALIZATION],
  ['PReLU', PRELU],
  ['ReLU', withNumber('max_value')],
  ['LeakyReLU', withNumber('alpha')],
  ['ELU', withNumber('alpha')],
  ['ThresholdedReLU', withNumber('theta')],
  ['Softmax', { settings: { axis: is.maybe(is.axes) }, output: sameShape }],
  ['Activation', { settings: { activation: is.activation }, output: sameShape }],
  ['Masking', withNumber('mask_value')],
  ['Rescaling', PLAIN],
  ['Dropout', withNumber('rate')],
  ['SpatialDropout1D', { ...withNumber('rate'), rank: 3 }],
  ['GaussianNoise', withNumber('stddev')],
  ['GaussianDropout', withNumber('rate')],
  ['AlphaDropout', withNumber('rate')],
  ['Flatten', FLATTEN],
  ['RepeatVector', REPEAT_VECTOR],
  ['Reshape', RESHAPE],
  ['Permute', PERMUTE],
  ['ZeroPadding2D', ZERO_PADDING],
  ['Cropping2D', CROPPING],
  ['UpSampling2D', UP_SAMPLING],
  ['GlobalAveragePooling1D', GLOBAL_POOLING_1D],
  ['GlobalMaxPooling1D', GLOBAL_POOLING_1D],
  ['GlobalAveragePooling2D', GLOBAL_POOLING_2D],
  ['GlobalMaxPooling2D', GLOBAL_POOLING_2D],
  ['Resizing', RESIZING],
  ['CenterCrop', CENTER_CROP],
  ['CategoryEncoding', CATEGORY_ENCODING],
  ['RandomWidth', RANDOM_WIDTH],
];
