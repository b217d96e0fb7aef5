/**
 * Resizes pictures as `PIL.Image.resize` does, to the last bit: weights are whole multiples of 2^-22,
 * and values are rounded to 8 bits after each of two passes: along the rows, then along the columns,
 * except in pictures that lose far more of their height. Held to Pillow by
 * tests/vectors/picture-methods.json; libImaging/Resample.c and Geometry.c of Pillow 13. (Pillow 12 always
 * begins with the rows.) Pure.
 */

import { cubic, hamming, lanczos, triangle } from './kernels.js';
import { eachTarget } from './line.js';

/** @typedef {import('./colours.js').Raster} Raster */
/** @typedef {import('./line.js').Line} Line */
/** @typedef {import('./line.js').Lines} Lines */
/** @typedef {import('./line.js').Taps} Taps */
const PRECISION = 2 ** 22;

const lanczos3 = lanczos(3);

/** @type {Record<string, {support: number, weigh: (offset: number) => number}>} */
const FILTERS = {
  box: { support: 0.5, weigh: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weigh: (x) => triangle(Math.abs(x)) },
  hamming: { support: 1, weigh: (x) => hamming(Math.abs(x)) },
  bicubic: { support: 2, weigh: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, weigh: (x) => lanczos3(Math.abs(x)) },
};

/**
 * @param {Raster} raster whole numbers; with four channels the last one is the opacity, by which
 *   colours are weighed
 * @param {Lines} lines
 * @param {string} method of Pillow's: nearest, box, bilinear, hamming, bicubic or lanczos
 * @returns {Raster} float32, whole numbers
 */
export function resizeAsPillow(raster, { down, across }, method) {
  const { channels } = raster;
  const size = { width: across.count, height: down.count, channels };
  if (method === 'nearest') {
    return { ...size, values: chosen(raster, nearest(down), nearest(across)) };
  }
  const hasOpacity = channels === 4 && !(isKept(down) && isKept(across));
  const values = hasOpacity ? premultiplied(raster.values) : raster.values;
  const [columns, rows] = [tapsOf(across, method), tapsOf(down, method)];
  const lost = down.source - down.target;
  const beginsWithColumns = lost > 0 && lost > 2 * (across.source - across.target);
  const small = beginsWithColumns
    ? alongRows(alongColumns({ ...raster, values }, rows), columns)
    : alongColumns(alongRows({ ...raster, values }, columns, rows), rows);
  return {
    ...size,
    values: Float32Array.from(hasOpacity ? divided(small.values) : small.values),
  };
}

/** @param {Line} line */
function isKept({ source, target, box: [begin, end] }) {
  return source === target && begin === 0 && end === source;
}

/**
 * @param {Raster} raster
 * @param {readonly Taps[]} taps
 * @param {readonly Taps[]} [needed] of the rows; others stay empty
 * @returns {Raster & {values: Uint8ClampedArray}} of another width
 */
function alongRows({ values, width, height, channels }, taps, needed) {
  const found = new Uint8ClampedArray(height * taps.length * channels);
  const [from, to] = needed === undefined ? [0, height] : reachOf(needed);
  for (let y = from; y < to; y += 1) {
    for (const [x, { first, weights }] of taps.entries()) {
      const start = (y * width + first) * channels;
      for (let channel = 0; channel < channels; channel += 1) {
        let sum = 0;
        for (let tap = 0; tap < weights.length; tap += 1) {
          sum += weights[tap] * values[start + tap * channels + channel];
        }
        found[(y * taps.length + x) * channels + channel] = rounded(sum);
      }
    }
  }
  return { values: found, width: taps.length, height, channels };
}

/**
 * @param {readonly Taps[]} taps
 * @returns {[from: number, to: number]} the source pixels that they read
 */
function reachOf(taps) {
  const last = taps[taps.length - 1];
  return [taps[0].first, last.first + last.weights.length];
}

/**
 * @param {Raster} raster
 * @param {readonly Taps[]} taps
 * @returns {Raster & {values: Uint8ClampedArray}} of another height
 */
function alongColumns({ values, width, channels }, taps) {
  const rowLength = width * channels;
  const found = new Uint8ClampedArray(taps.length * rowLength);
  for (const [y, { first, weights }] of taps.entries()) {
    for (let i = 0; i < rowLength; i += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += weights[tap] * values[(first + tap) * rowLength + i];
      }
      found[y * rowLength + i] = rounded(sum);
    }
  }
  return { values: found, width, height: taps.length, channels };
}

/** @param {number} sum in units of 2^-22 */
function rounded(sum) {
  return Math.floor((sum + PRECISION / 2) / PRECISION);
}

/**
 * @param {Line} line
 * @param {string} method
 * @returns {Taps[]} weights in units of 2^-22
 */
function tapsOf(line, method) {
  if (isKept(line)) {
    return eachTarget(line, (t) => ({ first: t, weights: [PRECISION] }));
  }
  const { support, weigh } = FILTERS[method];
  const { source, target, box } = line;
  const scale = (box[1] - box[0]) / target;
  const widening = Math.max(scale, 1);
  return eachTarget(line, (t) => {
    const centre = box[0] + (t + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - support * widening + 0.5), 0);
    const end = Math.min(Math.trunc(centre + support * widening + 0.5), source);
    const weights = Array.from({ length: end - first }, (_, i) =>
      weigh((i + first - centre + 0.5) * (1 / widening)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => fixed(weight / sum)) };
  });
}

/** @param {number} weight */
function fixed(weight) {
  return Math.trunc(weight * PRECISION + (weight < 0 ? -0.5 : 0.5));
}

/**
 * @param {Line} line
 * @returns {number[]} the source pixel of each target pixel that is wanted
 */
function nearest({ source, target, start, count, box: [begin, end] }) {
  const step = (end - begin) / target;
  /** @type {number[]} */
  const places = [];
  // Summed up step by step, as Pillow does: a product would be rounded otherwise.
  let place = begin + step * 0.5;
  for (let t = 0; t < start + count; t += 1) {
    if (t >= start) {
      places.push(Math.min(Math.trunc(place), source - 1));
    }
    place += step;
  }
  return places;
}

/**
 * @param {Raster} raster
 * @param {readonly number[]} rows
 * @param {readonly number[]} columns
 * @returns {Float32Array} the pixels where they cross
 */
function chosen({ values, width, channels }, rows, columns) {
  const found = new Float32Array(rows.length * columns.length * channels);
  let at = 0;
  for (const y of rows) {
    for (const x of columns) {
      const start = (y * width + x) * channels;
      found.set(values.subarray(start, start + channels), at);
      at += channels;
    }
  }
  return found;
}

/**
 * @param {Uint8ClampedArray | Float32Array} values RGBA
 * @returns {Uint8ClampedArray} colours weighed by their opacity, rounded as Pillow's MULDIV255 does
 */
function premultiplied(values) {
  return Uint8ClampedArray.from(values, (value, i) => {
    const product = value * values[i | 3] + 128;
    return i % 4 === 3 ? value : ((product >> 8) + product) >> 8;
  });
}

/**
 * @param {Uint8ClampedArray} values
 * @returns {Uint8ClampedArray} the colours again
 */
function divided(values) {
  return values.map((value, i) => {
    const opacity = values[i | 3];
    const isOpacity = i % 4 === 3 || opacity === 0;
    return isOpacity ? value : Math.floor((255 * value) / opacity);
  });
}
