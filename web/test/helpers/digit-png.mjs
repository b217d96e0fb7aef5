import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { DIGITS } from './digit-strokes.mjs';

/** @typedef {readonly [red: number, green: number, blue: number, alpha: number]} Colour 0 to 255 */

/** @type {Colour} */
export const BLACK = [0, 0, 0, 255];
/** @type {Colour} */
export const WHITE = [255, 255, 255, 255];

/**
 * Writes a picture of a digit; its edges mix the colours of background and ink.
 *
 * @param {string} path
 * @param {object} picture
 * @param {number} picture.digit
 * @param {Colour} picture.background
 * @param {Colour} picture.ink
 * @param {number} [picture.width] in pixels; the drawing, 280 x 280, lies at the left
 * @param {import('pngjs').ColorType} [picture.colorType] 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA
 * @returns {Promise<string>} its path
 */
export async function writeDigitPng(path, { digit, background, ink, width = 280, colorType = 6 }) {
  const drawing = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  const png = new PNG({ width, height: 280 });
  for (let i = 0; i < width * 280; i += 1) {
    const x = i % width;
    const amount = x < 280 ? drawing.ink[((i - x) / width) * 280 + x] : 0;
    const colour = background.map((value, c) => Math.round(value + amount * (ink[c] - value)));
    png.data.set(colour, 4 * i);
  }
  await writeFile(path, PNG.sync.write(png, { colorType }));
  return path;
}
