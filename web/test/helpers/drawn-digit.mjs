/** Pictures of digits in two colours, for tests. */

import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { DIGITS } from './digit-strokes.mjs';

/** @typedef {import('../../src/digits/ink.js').Pixels} Pixels */
/** @typedef {readonly [red: number, green: number, blue: number, alpha: number]} Colour 0 to 255 */

/**
 * @param {Colour} ground
 * @param {Colour} ink
 * @param {number} digit
 * @returns {Pixels} strokes without soft edges, 280 x 280
 */
export function drawn(ground, ink, digit = 7) {
  const drawing = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  const data = Uint8Array.from(
    Array.from(drawing.ink).flatMap((value) => (value > 0.5 ? ink : ground)),
  );
  return { data, width: PAD_SIZE, height: PAD_SIZE };
}
