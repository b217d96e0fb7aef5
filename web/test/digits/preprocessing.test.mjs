import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { DIGIT_SPEC } from '../helpers/make-artifact.mjs';

/** @typedef {{name: string, width: number, height: number, pixels: number[]}} Picture */
/** @type {{cases: (Picture & {expected: number[] | null})[]}} */
const { cases } = JSON.parse(
  await readFile(new URL('../../../tests/vectors/digits.json', import.meta.url), 'utf8'),
);

for (const { name, width, height, pixels, expected } of cases) {
  test(`shared with Python: ${name}`, () => {
    const actual = normalizeDigit(pixels, width, height, DIGIT_SPEC);
    if (actual === null || expected === null) {
      assert.equal(actual, expected);
      return;
    }
    const differences = expected.map((value, i) => Math.abs(value - actual[i]));
    assert.equal(actual.length, expected.length);
    assert.ok(Math.max(...differences) <= 1e-5, `off by ${Math.max(...differences)}`);
  });
}

test('ink that is symmetric lies in the middle, half a pixel down and right', () => {
  const column = new Float32Array(20 * 3).fill(1);
  const canvas = normalizeDigit(column, 3, 20, DIGIT_SPEC) ?? [];
  const columns = Array.from({ length: 28 }, (_, x) => canvas[14 * 28 + x]);
  assert.deepEqual(columns.indexOf(1), 13);
  assert.deepEqual(columns.lastIndexOf(1), 15);
});

test('values outside of the range are clipped', () => {
  const canvas = normalizeDigit([2], 1, 1, DIGIT_SPEC) ?? [];
  assert.equal(Math.max(...canvas), 1);
});

test('a size that does not fit the ink is refused', () => {
  assert.throws(() => normalizeDigit([0, 1, 0], 2, 2, DIGIT_SPEC), {
    name: 'DataError',
    message:
      'digit picture: wrong size; expected 2 x 2 values, got 3. Pass one grey value for each pixel.',
  });
});

test('a value that is not finite is refused', () => {
  assert.throws(() => normalizeDigit([0, Number.NaN], 2, 1, DIGIT_SPEC), {
    name: 'DataError',
    message:
      'digit picture: not finite; expected values in [0, 1], got NaN. ' +
      'Check how the picture was made.',
  });
});
