/**
 * The weights with which `tf.image.resize` mixes pixels, and with it Keras's loaders and its layer
 * Resizing: tensorflow/core/kernels/image, resize_bicubic_op, resize_area_op and
 * scale_and_translate_op. Pure.
 */

import { cubic, gaussian, lanczos, mitchell, triangle } from './kernels.js';
import { eachTarget, halfToEven } from './line.js';

/** @typedef {import('./line.js').Line} Line */
/** @typedef {import('./line.js').Taps} Taps */
/** @typedef {import('../artifact/picture-spec.js').ResizeMethod} ResizeMethod */

const { fround } = Math;

/** TensorFlow has the weights of bicubic without antialias in a table. */
const TABLE_SIZE = 1024;

/** @type {Record<string, {kernel: import('./kernels.js').Kernel, radius: number}>} */
const KERNELS = {
  bicubic: { kernel: cubic, radius: 2 },
  lanczos3: { kernel: lanczos(3), radius: 3 },
  lanczos5: { kernel: lanczos(5), radius: 5 },
  gaussian: { kernel: gaussian, radius: 1.5 },
  mitchellcubic: { kernel: mitchell, radius: 2 },
};

/**
 * @param {Line} line
 * @param {ResizeMethod} method of TensorFlow's
 * @returns {Taps[]} one for each target pixel that is wanted
 */
export function tensorflowTaps(line, method) {
  const { source, target } = line;
  // TensorFlow computes places in float32 (core/util/image_resizer_state.h): on a line of thousands
  // of pixels its rounding moves colours more than a rounding of theirs would.
  const scale = fround(source / target);
  const centre = (/** @type {number} */ t) => fround((t + 0.5) * scale);
  switch (method) {
    case 'nearest':
      return eachTarget(line, (t) => ({
        first: Math.min(Math.floor(centre(t)), source - 1),
        weights: [1],
      }));
    case 'area':
      return eachTarget(line, (t) => areaTaps(t, scale, source));
    case 'bicubic':
      return eachTarget(line, (t) => tabledCubic(fround(centre(t) - 0.5), source));
    case 'bilinear':
    case 'bilinear-antialias': {
      const reach = method === 'bilinear' ? 1 : Math.max(scale, 1);
      return eachTarget(line, (t) => linearTaps(fround(centre(t) - 0.5), reach, source));
    }
    default:
      return sampledTaps(line, method);
  }
}

/**
 * @param {number} place in pixels of the source
 * @param {number} reach how far the triangle reaches to each side
 * @param {number} source pixels of the line
 */
function linearTaps(place, reach, source) {
  const weight = (/** @type {number} */ i) => triangle(Math.abs(i - place) / reach);
  return normalTaps(Math.ceil(place - reach), Math.floor(place + reach), source, weight);
}

/**
 * @param {number} place in pixels of the source
 * @param {number} source pixels of the line
 */
function tabledCubic(place, source) {
  const middle = Math.floor(place);
  const step = halfToEven((place - middle) * TABLE_SIZE) / TABLE_SIZE;
  return normalTaps(middle - 1, middle + 2, source, (i) => cubic(Math.abs(i - middle - step)));
}

/**
 * @param {Line} line
 * @param {ResizeMethod} method
 * @returns {Taps[]} as scale_and_translate has them
 */
function sampledTaps(line, method) {
  const [name, antialias] = method.split('-');
  const { kernel, radius } = KERNELS[name];
  // The operation is told the inverse of the scale.
  const scale = fround(1 / fround(line.target / line.source));
  const widening = antialias === undefined ? 1 : Math.max(scale, 1);
  // By its inverse, as the compiler has it: Gaussians jump to 0 at their edge.
  const narrowing = fround(1 / widening);
  const reach = radius * widening + 1;
  return eachTarget(line, (t) => {
    const centre = fround((t + 0.5) * scale);
    const weight = (/** @type {number} */ i) =>
      kernel(fround(Math.abs(fround(i + 0.5 - centre)) * narrowing));
    const [first, last] = [Math.floor(centre - reach), Math.ceil(centre + reach)];
    return normalTaps(first, last, line.source, weight);
  });
}

/**
 * @param {number} target
 * @param {number} scale
 * @param {number} source pixels of the line
 * @returns {Taps} by how much of each source pixel the target pixel covers
 */
function areaTaps(target, scale, source) {
  const [begin, end] = [fround(target * scale), fround((target + 1) * scale)];
  const first = Math.min(Math.floor(begin), source - 1);
  /** @type {number[]} */
  const weights = [];
  for (let i = Math.floor(begin); i < end; i += 1) {
    const isWithin = i < begin && i + 1 > end;
    const covered = isWithin ? scale : Math.min(i + 1, end) - Math.max(i, begin);
    // By its rounding the last target pixel may end behind the last pixel, which then counts again.
    const place = Math.min(i, source - 1) - first;
    weights[place] = (weights[place] ?? 0) + covered / scale;
  }
  return { first, weights };
}

/**
 * @param {number} from the first pixel that may count
 * @param {number} to the last one
 * @param {number} source pixels of the line; those outside it do not count
 * @param {(place: number) => number} weigh
 * @returns {Taps} whose weights sum to 1
 */
function normalTaps(from, to, source, weigh) {
  const [first, last] = [Math.max(0, from), Math.min(source - 1, to)];
  const weights = Array.from({ length: last - first + 1 }, (_, i) => weigh(first + i));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, weights: weights.map((weight) => weight / sum) };
}
