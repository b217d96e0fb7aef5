/** Makes a picture of any proportions fit a model's, as the tools of training do it. Pure. */

import {
  bars,
  centerLines,
  middle,
  pillowInside,
  pillowMiddle,
  tensorflowInside,
} from './geometry.js';
import { wholeLines } from './line.js';
import { resizeAsPillow } from './pillow-resampling.js';
import { resize } from './resampling.js';

/** @typedef {import('./colours.js').Raster} Raster */
/** @typedef {import('./geometry.js').Box} Box */
/** @typedef {import('./line.js').Lines} Lines */
/** @typedef {import('./line.js').Size} Size */
/** @typedef {import('../artifact/picture-spec.js').Fit} Fit */
/** @typedef {import('../artifact/picture-spec.js').ResizeMethod} ResizeMethod */
/** @typedef {{fit: Fit, method: ResizeMethod, shorter_side?: number}} How */

const PILLOW = 'pil-';

/**
 * @param {Raster} raster
 * @param {Size} size wanted
 * @param {How} how
 * @returns {Raster} of that size, float32
 */
export function fitted(raster, { width, height }, how) {
  const size = { width, height };
  const { fit, method } = how;
  switch (fit) {
    case 'crop':
      return isPillow(method)
        ? resized(raster, linesOf(raster, pillowMiddle(raster, size), size), method)
        : resizedWhole(cropped(raster, middle(raster, size)), size, method);
    case 'pad':
      return resizedWhole(padded(raster, bars(raster, size)), size, method);
    case 'center-crop': {
      const shorterSide = how.shorter_side ?? Math.max(width, height);
      return resized(raster, centerLines(raster, size, shorterSide), method);
    }
    case 'letterbox': {
      const inside = isPillow(method) ? pillowInside : tensorflowInside;
      return letterbox(raster, inside(raster, size), size, method);
    }
    default:
      return resizedWhole(raster, size, method);
  }
}

/** @param {ResizeMethod} method */
export function isPillow(method) {
  return method.startsWith(PILLOW);
}

/**
 * @param {Raster} raster
 * @param {Size} size
 * @param {ResizeMethod} method
 */
function resizedWhole(raster, size, method) {
  return resized(raster, wholeLines(raster, size), method);
}

/**
 * @param {Raster} raster
 * @param {Lines} lines
 * @param {ResizeMethod} method
 */
function resized(raster, lines, method) {
  return isPillow(method)
    ? resizeAsPillow(raster, lines, method.slice(PILLOW.length))
    : resize(raster, lines, method);
}

/**
 * @param {Raster} raster
 * @param {Box} box
 * @param {Size} size
 * @returns {Lines} that resize the box, and may read around it
 */
function linesOf(raster, box, size) {
  const { down, across } = wholeLines(raster, size);
  return {
    down: { ...down, box: [box.top, box.top + box.height] },
    across: { ...across, box: [box.left, box.left + box.width] },
  };
}

/**
 * @param {Raster} raster
 * @param {Box} box
 * @returns {Raster} that part of it
 */
function cropped({ values, width: whole, channels }, { left, top, width, height }) {
  const inside = new Uint8ClampedArray(width * height * channels);
  for (let y = 0; y < height; y += 1) {
    const start = ((top + y) * whole + left) * channels;
    inside.set(values.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, values: inside };
}

/**
 * @param {Raster} raster
 * @param {{left: number, top: number}} bars
 * @returns {Raster} with bars of black at two sides, of equal width
 */
function padded(raster, { left, top }) {
  const size = { width: raster.width + 2 * left, height: raster.height + 2 * top };
  const values = new Uint8ClampedArray(size.width * size.height * raster.channels);
  return placed(raster, { left, top }, { ...size, channels: raster.channels, values });
}

/**
 * @param {Raster} raster
 * @param {Box} box where it lies
 * @param {Size} size
 * @param {ResizeMethod} method
 * @returns {Raster} resized as a whole, on black
 */
function letterbox(raster, box, size, method) {
  const { channels } = raster;
  const inside = resizedWhole(raster, { width: box.width, height: box.height }, method);
  const values = new Float32Array(size.width * size.height * channels);
  return placed(inside, box, { ...size, channels, values });
}

/**
 * @param {Raster} raster
 * @param {{left: number, top: number}} place
 * @param {Raster} ground which it is written on
 * @returns {Raster}
 */
function placed({ values, width, height, channels }, { left, top }, ground) {
  for (let y = 0; y < height; y += 1) {
    const row = values.subarray(y * width * channels, (y + 1) * width * channels);
    ground.values.set(row, ((top + y) * ground.width + left) * channels);
  }
  return ground;
}
