import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAD_SIZE } from '../../page/digits/strokes.js';
import { inkOf } from '../../src/digits/ink.js';
import { drawn } from '../helpers/drawn-digit.mjs';

/** @typedef {import('../helpers/drawn-digit.mjs').Colour} Colour */

/** @type {Colour} */
const NOTHING = [0, 0, 0, 0];
/** @type {[string, Colour, Colour, number][]} what, ground, ink, the ink's amount */
const TRANSPARENT = [
  ['black on nothing', NOTHING, [0, 0, 0, 255], 1],
  ['white on nothing', NOTHING, [255, 255, 255, 255], 1],
  ['white on white that is not seen', [255, 255, 255, 0], [255, 255, 255, 255], 1],
  ['white on a faint grey', [128, 128, 128, 25], [255, 255, 255, 255], 1],
  ['yellow on nothing', NOTHING, [255, 255, 0, 255], 0.9278],
  ['light grey on nothing', NOTHING, [200, 200, 200, 255], 200 / 255],
  ['dark grey on nothing', NOTHING, [60, 60, 60, 255], 1 - 60 / 255],
  ['half of black on nothing', NOTHING, [0, 0, 0, 140], 140 / 255],
  ['white on black', [0, 0, 0, 255], [255, 255, 255, 255], 1],
  ['holes in a white sheet', [255, 255, 255, 255], NOTHING, 0],
  ['nothing on nothing', NOTHING, NOTHING, 0],
];

for (const [name, ground, ink, amount] of TRANSPARENT) {
  test(`ink is seen: ${name}`, () => {
    const found = inkOf(drawn(ground, ink));
    const most = found.ink.reduce((a, b) => Math.max(a, b), 0);
    assert.ok(Math.abs(most - amount) < 0.02, `${most}`);
    assert.equal(found.ink[0], 0);
  });
}

test('a light card with a dark digit and transparent corners is read as it looks on white', () => {
  const card = drawn([240, 240, 240, 255], [20, 20, 20, 255]);
  for (let i = 0; i < PAD_SIZE * PAD_SIZE; i += 1) {
    const [x, y] = [i % PAD_SIZE, Math.floor(i / PAD_SIZE)];
    if (Math.min(x, y) < 4 || Math.max(x, y) >= PAD_SIZE - 4) {
      card.data[4 * i + 3] = 0;
    }
  }
  const { ink } = inkOf(card);
  const middle = ink[10 * PAD_SIZE + 10];
  assert.ok(middle < 0.1, `${middle}`);
  assert.ok(ink.some((value) => value > 0.9));
});
