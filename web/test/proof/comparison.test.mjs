import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { difference, variation } from '../../src/proof/comparison.js';

const CASES = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/comparison.json', import.meta.url), 'utf8'),
);

/**
 * @param {number} found
 * @param {number} wanted
 */
function assertClose(found, wanted) {
  assert.ok(Math.abs(found - wanted) <= 1e-12 * Math.abs(wanted), `${found}, not ${wanted}`);
}

for (const { name, shape, got, expected, ...wanted } of CASES) {
  test(`the measure is Python's: ${name}`, () => {
    const right = { values: Float32Array.from(expected), shape };
    assertClose(difference(Float32Array.from(got), right), wanted.difference);
    assertClose(variation(right), wanted.variation);
  });
}

test('what is not finite is never within a tolerance', () => {
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    const spoiled = [0.2, 0.8, value, 0.5];
    const right = [0.2, 0.8, 0.5, 0.5];
    for (const [values, expected] of [
      [spoiled, right],
      [right, spoiled],
      [spoiled, spoiled],
    ]) {
      assert.ok(!(difference(values, { values: expected, shape: [2, 2] }) <= 1e3), `${value}`);
    }
  }
  assert.equal(difference([Number.NaN, 5], { values: [0, 0], shape: [1, 2] }), Number.NaN);
});

test('an output without values has no difference', () => {
  assert.equal(difference([], { values: [], shape: [2, 0] }), 0);
  assert.equal(variation({ values: [], shape: [2, 0] }), 0);
});
