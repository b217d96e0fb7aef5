/**
 * Resizes pictures as `tf.image.resize`, `keras.ops.image.resize` and `keras.layers.Resizing` do:
 * half-pixel centres; without antialias unless it is asked for, as is their default and that of
 * `image_dataset_from_directory`. Held to them by tests/vectors/picture-inputs.json and
 * picture-methods.json. Pure.
 */

import { tensorflowTaps } from './tensorflow-taps.js';

/** @typedef {import('./colours.js').Raster} Raster */
/** @typedef {import('./line.js').Lines} Lines */
/** @typedef {import('./line.js').Taps} Taps */
/** @typedef {import('../artifact/picture-spec.js').ResizeMethod} ResizeMethod */

/**
 * @param {Raster} raster
 * @param {Lines} lines
 * @param {ResizeMethod} method of TensorFlow's
 * @returns {Raster} float32; not rounded to whole numbers, as in Keras
 */
export function resize(raster, lines, method) {
  const { channels } = raster;
  const across = tensorflowTaps(lines.across, method);
  const down = tensorflowTaps(lines.down, method);
  const size = { width: across.length, height: down.length };
  const values = new Float32Array(size.width * size.height * channels);
  const rowLength = size.width * channels;
  /** @type {Map<number, Float64Array>} rows that were made narrow, which the next row may need */
  let rows = new Map();
  for (const [y, { first, weights }] of down.entries()) {
    const needed = weights.map((_, i) => {
      const row = first + i;
      return /** @type {const} */ ([row, rows.get(row) ?? narrowRow(raster, row, across)]);
    });
    rows = new Map(needed);
    for (let i = 0; i < rowLength; i += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += weights[tap] * needed[tap][1][i];
      }
      values[y * rowLength + i] = sum;
    }
  }
  return { ...size, channels, values };
}

/**
 * @param {Raster} raster
 * @param {number} row
 * @param {readonly Taps[]} across
 * @returns {Float64Array} that row, of the wanted width
 */
function narrowRow({ values, width, channels }, row, across) {
  const narrow = new Float64Array(across.length * channels);
  for (const [x, { first, weights }] of across.entries()) {
    const start = (row * width + first) * channels;
    for (let channel = 0; channel < channels; channel += 1) {
      let sum = 0;
      for (let tap = 0; tap < weights.length; tap += 1) {
        sum += weights[tap] * values[start + tap * channels + channel];
      }
      narrow[x * channels + channel] = sum;
    }
  }
  return narrow;
}
