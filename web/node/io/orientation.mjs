/** @typedef {import('../../src/digits/ink.js').Pixels} Pixels */

const SWAPS_AXES = [5, 6, 7, 8];
const FLIPS_X = [2, 3, 7, 8];
const FLIPS_Y = [3, 4, 6, 7];

/**
 * Turns a picture as its camera noted that it was held, the way browsers show it.
 *
 * @param {Pixels} picture RGBA
 * @param {number} orientation Exif's, from 1, upright, to 8
 * @returns {Pixels}
 */
export function upright({ data, width, height }, orientation) {
  if (orientation === 1) {
    return { data, width, height };
  }
  const isSwapped = SWAPS_AXES.includes(orientation);
  const size = isSwapped ? { width: height, height: width } : { width, height };
  const source = new Uint32Array(new Uint8Array(data).buffer); // a pixel at a time
  const turned = new Uint32Array(source.length);
  for (let y = 0; y < size.height; y += 1) {
    for (let x = 0; x < size.width; x += 1) {
      const [column, row] = isSwapped ? [y, x] : [x, y];
      const sourceX = FLIPS_X.includes(orientation) ? width - 1 - column : column;
      const sourceY = FLIPS_Y.includes(orientation) ? height - 1 - row : row;
      turned[y * size.width + x] = source[sourceY * width + sourceX];
    }
  }
  return { data: new Uint8Array(turned.buffer), ...size };
}
