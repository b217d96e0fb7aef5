import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTyped, shapeWords, typedWords } from '../../page/own/typed-input.js';

/** @typedef {import('../../page/own/typed-input.js').InputSpec} InputSpec */

/** @type {InputSpec} */
const GRID = { name: 'grid', shape: [null, 2, 3], dtype: 'float32' };
/** @type {InputSpec} */
const TOKENS = { name: 'tokens', shape: [null, null], dtype: 'int32' };
/** @type {InputSpec} */
const MASK = { name: 'mask', shape: [1, 2], dtype: 'bool' };
/** @type {InputSpec} */
const NUMBER = { name: 'number', shape: [null], dtype: 'float32' };

/** @type {[string, string, InputSpec, number[], number[]][]} what, text, spec, shape, values */
const TAKEN = [
  ['one vector', '[[1, 2, 3], [4, 5, 6]]', GRID, [1, 2, 3], [1, 2, 3, 4, 5, 6]],
  ['a flat list', '[1, 2, 3, 4, 5, 6]', GRID, [1, 2, 3], [1, 2, 3, 4, 5, 6]],
  ['a batch', '[[[1,2,3],[4,5,6]],[[0,0,0],[0,0,0]]]', GRID, [2, 2, 3], [1, 2, 3, 4, 5, 6]],
  ['an open length', '[7, 8]', TOKENS, [1, 2], [7, 8]],
  ['truths', '[true, 0]', MASK, [1, 2], [1, 0]],
  ['one number', '2.5', NUMBER, [1], [2.5]],
  ['a batch of numbers', '[2.5, 3]', NUMBER, [2], [2.5, 3]],
];

for (const [what, text, spec, shape, values] of TAKEN) {
  test(`typed: ${what}`, () => {
    const input = parseTyped(text, spec);
    assert.deepEqual(input.shape, shape);
    assert.deepEqual(Array.from(input.values).slice(0, values.length), values);
    assert.equal(input.dtype, spec.dtype);
  });
}

/** @type {[string, string, InputSpec, RegExp][]} what, text, spec, message */
const REFUSED = [
  ['nothing', ' ', GRID, /^input grid: not JSON; expected 2 × 3 numbers as JSON, got nothing\./],
  ['no JSON', '[1, 2', GRID, /not JSON; .* got a syntax error/],
  ['too few', '[1, 2]', GRID, /wrong shape; expected 2 × 3 numbers as JSON, got 2 numbers\./],
  ['turned round', '[[1,2],[3,4],[5,6]]', GRID, /got 3 × 2 numbers/],
  ['ragged', '[[1,2,3],[4,5]]', GRID, /lists of different lengths/],
  ['words', '["a", 1, 2, 3, 4, 5]', GRID, /wrong value; expected numbers, got "a"/],
  ['null', '[null, 1, 2, 3, 4, 5]', GRID, /got null/],
  ['fractions of whole numbers', '[1.5]', TOKENS, /expected whole numbers, got 1\.5/],
  ['an empty list', '[]', TOKENS, /wrong shape/],
  ['other numbers than truths', '[2, 0]', MASK, /expected 0, 1, true or false, got 2/],
  ['more vectors than the model takes', '[[1,0],[0,1]]', MASK, /wrong shape/],
];

for (const [what, text, spec, message] of REFUSED) {
  test(`typed and refused: ${what}`, () => {
    assert.throws(() => parseTyped(text, spec), { name: 'DataError', message });
  });
}

test('what is filled in as an example is read as the same numbers', () => {
  const values = Float32Array.of(0.1, 1 / 3, -2.5e-8, 1e30, 0, 16777216);
  const text = typedWords(values, [2, 3]);
  assert.ok(text.startsWith('[[0.1, 0.3333333'));
  assert.deepEqual(parseTyped(text, GRID).values, values);
});

test('shapes are worded with what is open', () => {
  assert.equal(shapeWords([null, 28]), 'any × 28 numbers');
  assert.equal(shapeWords([]), 'one number');
});
