/**
 * Resizes pictures as `tf.image.resize`, `keras.ops.image.resize` and `keras.layers.Resizing` do:
 * half-pixel centres; without antialias unless it is asked for, as is their default and that of
 * `image_dataset_from_directory`. Held to Keras by tests/vectors/picture-inputs.json. Pure.
 */

/** @typedef {import('./colours.js').Raster} Raster */
/** @typedef {{width: number, height: number}} Size in pixels */
/** @typedef {{first: number, weights: number[]}} Taps weights of source pixels from first on */
/** @typedef {import('../artifact/picture-spec.js').ResizeMethod} ResizeMethod */

/**
 * @param {Raster} raster
 * @param {Size} size wanted, at least 1 each
 * @param {ResizeMethod} method
 * @returns {Raster} float32; not rounded to whole numbers, as in Keras
 */
export function resize(raster, size, method) {
  const { channels, height, width } = raster;
  const across = tapsOf(width, size.width, method);
  const down = tapsOf(height, size.height, method);
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

/**
 * @param {number} source pixels of a line
 * @param {number} target pixels wanted
 * @param {ResizeMethod} method
 * @returns {Taps[]} one for each target pixel; its weights sum to 1
 */
function tapsOf(source, target, method) {
  // TensorFlow computes places in float32 (core/util/image_resizer_state.h): on a line of thousands
  // of pixels its rounding moves colours more than a rounding of theirs would.
  const scale = Math.fround(source / target);
  const reach = method === 'bilinear-antialias' ? Math.max(scale, 1) : 1;
  return Array.from({ length: target }, (_, t) => {
    const centre = Math.fround((t + 0.5) * scale);
    if (method === 'nearest') {
      return { first: Math.min(Math.floor(centre), source - 1), weights: [1] };
    }
    return triangle(centre, reach, source);
  });
}

/**
 * @param {number} centre in pixels of the source
 * @param {number} reach how far the triangle reaches to each side
 * @param {number} source pixels of the line
 * @returns {Taps}
 */
function triangle(centre, reach, source) {
  const place = Math.fround(centre - 0.5);
  const first = Math.max(0, Math.ceil(place - reach));
  const last = Math.min(source - 1, Math.floor(place + reach));
  const weights = Array.from({ length: last - first + 1 }, (_, i) =>
    Math.max(0, 1 - Math.abs(first + i - place) / reach),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, weights: weights.map((weight) => weight / sum) };
}
