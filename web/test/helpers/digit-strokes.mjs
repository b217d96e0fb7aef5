/** The ten digits as strokes of a pen, for tests to draw; the browser's tests draw the same. */

import { readFileSync } from 'node:fs';

/** @typedef {import('../../page/digits/strokes.js').Stroke} Stroke */

/** @type {{pad_size: number, digits: {digit: number, strokes: Stroke[]}[]}} */
const { digits } = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/strokes.json', import.meta.url), 'utf8'),
);

/** @type {Stroke[][]} by digit, in the coordinates of a sheet of 280 x 280 pixels */
export const DIGITS = digits.map(({ strokes }) => strokes);
