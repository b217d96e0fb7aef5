/** Makes a picture of any proportions fit a model's: as Keras's Resizing layer does it. Pure. */

import { resize } from './resampling.js';

/** @typedef {import('./colours.js').Raster} Raster */
/** @typedef {import('./resampling.js').Size} Size */
/** @typedef {import('../artifact/picture-spec.js').Fit} Fit */

/**
 * @param {Raster} raster
 * @param {Size} size wanted
 * @param {{fit: Fit, method: import('../artifact/picture-spec.js').ResizeMethod}} how
 * @returns {Raster} of that size, float32
 */
export function fitted(raster, size, { fit, method }) {
  const framed =
    fit === 'crop' ? cropped(raster, size) : fit === 'pad' ? padded(raster, size) : raster;
  return resize(framed, size, method);
}

/**
 * @param {Raster} raster
 * @param {Size} wanted whose proportions count
 * @returns {Raster} the middle of it
 */
function cropped({ values, width, height, channels }, wanted) {
  const size = {
    width: Math.max(Math.min(width, side(height, wanted.width, wanted.height)), 1),
    height: Math.max(Math.min(height, side(width, wanted.height, wanted.width)), 1),
  };
  const left = (width - size.width) >> 1;
  const top = (height - size.height) >> 1;
  const inside = new Uint8ClampedArray(size.width * size.height * channels);
  for (let y = 0; y < size.height; y += 1) {
    const start = ((top + y) * width + left) * channels;
    const row = values.subarray(start, start + size.width * channels);
    inside.set(row, y * size.width * channels);
  }
  return { ...size, channels, values: inside };
}

/**
 * @param {Raster} raster
 * @param {Size} wanted whose proportions count
 * @returns {Raster} with bars of black at two sides, of equal width
 */
function padded({ values, width, height, channels }, wanted) {
  const left = Math.max(side(height, wanted.width, wanted.height) - width, 0) >> 1;
  const top = Math.max(side(width, wanted.height, wanted.width) - height, 0) >> 1;
  const size = { width: width + 2 * left, height: height + 2 * top };
  const outside = new Uint8ClampedArray(size.width * size.height * channels);
  for (let y = 0; y < height; y += 1) {
    const row = values.subarray(y * width * channels, (y + 1) * width * channels);
    outside.set(row, ((top + y) * size.width + left) * channels);
  }
  return { ...size, channels, values: outside };
}

/**
 * @param {number} other side of the picture, in pixels
 * @param {number} share of the wanted size along the side that is asked for
 * @param {number} otherShare of the wanted size along the other side
 * @returns {number} the side in proportion, cut to whole pixels; in float32, as Keras has it
 */
function side(other, share, otherShare) {
  return Math.trunc(Math.fround(Math.fround(other * share) / otherShare));
}
