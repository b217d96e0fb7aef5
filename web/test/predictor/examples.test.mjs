import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readExamples } from '../../src/predictor/examples.js';

/** @typedef {import('../../src/predictor/examples.js').ExampleValues} ExampleValues */
/** @typedef {(number | null)[]} Shape */

/**
 * @param {any} given any: tests give what types forbid
 * @param {Shape} shape
 * @param {string} [dtype]
 */
function read(given, shape, dtype = 'float32') {
  return readExamples(given, { name: 'x', shape, dtype }, 'm: input x');
}

/** @type {[string, any, Shape, number[], boolean][]} name, given, the input's shape, shape, single */
const FITTING = [
  ['a row', [1, 2, 3], [null, 3], [1, 3], true],
  ['rows', [[1, 2, 3]], [null, 3], [1, 3], false],
  ['a typed row', Float32Array.of(1, 2, 3), [null, 3], [1, 3], true],
  ['typed rows in one', Float32Array.of(1, 2, 3, 4, 5, 6), [null, 3], [2, 3], false],
  ['a list of typed rows', [Float32Array.of(1, 2), Int8Array.of(3, 4)], [null, 2], [2, 2], false],
  ['a flat picture', new Uint8Array(12), [null, 2, 2, 3], [1, 2, 2, 3], true],
  ['flat pictures in one', new Uint8Array(24), [null, 2, 2, 3], [2, 2, 2, 3], false],
  ['a list of flat pictures', [new Uint8Array(12)], [null, 2, 2, 3], [1, 2, 2, 3], false],
  ['a clamped picture', new Uint8ClampedArray(4), [null, 2, 2, 1], [1, 2, 2, 1], true],
  ['a number', 7, [null, 1], [1, 1], true],
  ['a number in a list', [7], [null, 1], [1, 1], true],
  ['numbers', [7, 8], [null, 1], [2, 1], false],
  ['a column', [[7], [8]], [null, 1], [2, 1], false],
  ['a number without axes', 7, [null], [1], true],
  ['numbers without axes', [7, 8], [null], [2], false],
  ['one for all examples', 7, [], [], true],
  ['a sequence of any length', [1, 2, 3, 4], [null, null], [1, 4], true],
  ['a typed sequence', Int32Array.of(1, 2, 3), [null, null], [1, 3], true],
  [
    'sequences',
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    [null, null],
    [3, 2],
    false,
  ],
  ['a typed sequence of points', new Float32Array(8), [null, null, 2], [1, 4, 2], true],
  ['a batch of fixed size', [[1], [2], [3], [4]], [2, 1], [4, 1], false],
  ['a typed batch of fixed size', Float32Array.of(1, 2, 3, 4), [2, 2], [2, 2], false],
  ['one of a model for one', [1, 2], [1, 2], [1, 2], true],
  [
    'many of a model for one',
    [
      [1, 2],
      [3, 4],
    ],
    [1, 2],
    [2, 2],
    false,
  ],
];

for (const [name, given, shape, expected, isSingle] of FITTING) {
  test(`${name}: ${JSON.stringify(shape)}`, () => {
    const examples = read(given, shape);
    assert.deepEqual(examples.shape, expected);
    assert.equal(examples.isSingle, isSingle);
    assert.equal(
      examples.values.length,
      expected.reduce((product, n) => product * n, 1),
    );
  });
}

test('values come row by row, and are copies', () => {
  const row = Float32Array.of(3, 4);
  const { values } = read([[1, 2], row], [null, 2]);
  row[0] = 9;
  assert.deepEqual(values, Float32Array.of(1, 2, 3, 4));
});

test("dtypes are the input's", () => {
  assert.deepEqual(read([1, 2], [null, 2], 'int32').values, Int32Array.of(1, 2));
  assert.deepEqual(read([true, 0], [null, 2], 'bool').values, Uint8Array.of(1, 0));
  assert.deepEqual(read(BigInt64Array.of(1n), [null, 1], 'int32').values, Int32Array.of(1));
  assert.deepEqual(read([-(2 ** 31), 2 ** 31 - 1], [null, 2], 'int32').values[0], -(2 ** 31));
});

/** @type {[string, any, Shape, string, RegExp][]} */
const REFUSED = [
  [
    'too few',
    [1, 2],
    [null, 3],
    'float32',
    /m: input x: wrong shape; expected one example of the shape \[3\], or many \(\[n, 3\]\), of float32, got a shape of \[2\]/,
  ],
  ['too few typed', Float32Array.of(1, 2), [null, 3], 'float32', /got 2 values/],
  ['two levels too many', [[[1, 2, 3]]], [null, 3], 'float32', /got a shape of \[1, 1, 3\]/],
  ['none', [], [null, 3], 'float32', /got a shape of \[0\]/],
  ['no values', new Float32Array(0), [null, 3], 'float32', /got 0 values/],
  [
    'rows of different lengths',
    [[1, 2], [3]],
    [null, null],
    'float32',
    /m: input x\[1\]: the rows differ in length; expected a list of 2, like the first one, got a list of 1/,
  ],
  ['a number among rows', [[1, 2], 3], [null, 2], 'float32', /x\[1\]: the rows differ/],
  [
    'a text',
    ['a'],
    [null, 1],
    'float32',
    /x\[0\]: not a value of its dtype; expected a number, got string a/,
  ],
  ['nothing', [[1, undefined]], [null, 2], 'float32', /x\[0\]\[1\]: .*got undefined/],
  ['null', null, [null, 2], 'float32', /input x: .*got null/],
  [
    'a fraction',
    [1.5],
    [null, 1],
    'int32',
    /x\[0\]: .*expected a whole number of 32 bits, got number 1.5/,
  ],
  ['a large integer', [2 ** 31], [null, 1], 'int32', /whole number of 32 bits/],
  ['two for a bool', [2], [null, 1], 'bool', /expected true or false, got number 2/],
  ['a date', new Date(0), [null, 1], 'float32', /\[object Date\]/],
  ['two open lengths in one', new Float32Array(8), [null, null, null], 'float32', /\[any, any\]/],
  [
    'a batch of another size',
    [[1], [2], [3]],
    [2, 1],
    'float32',
    /expected the shape \[2, 1\] of float32/,
  ],
  ['one of a batch', [1], [2, 1], 'float32', /expected the shape \[2, 1\]/],
  [
    'a dtype that nothing here has',
    [[1]],
    [null, 1],
    'complex64',
    /its dtype is unknown; expected string, int64, int32, float32, bool, got complex64/,
  ],
  ['a number as a text', [['red'], [7]], [null, 1], 'string', /x\[1\]\[0\]: .* got number 7/],
  [
    'a missing text',
    ['red', null],
    [null, 1],
    'string',
    /x\[1\]: .* expected a string .* got null/,
  ],
  ['a text as a number', ['7'], [null, 1], 'int64', /x\[0\]: .* got string 7/],
  ['half a number', [1.5], [null, 1], 'int64', /expected a whole number .* got number 1.5/],
  ['too large a BigInt', 2n ** 53n, [null, 1], 'int64', /got bigint 9007199254740992/],
  ['lists of texts of different lengths', [['a'], ['b', 'c']], [null, 1], 'string', /rows differ/],
];

for (const [name, given, shape, dtype, words] of REFUSED) {
  test(`refused: ${name}`, () => {
    assert.throws(() => read(given, shape, dtype), { name: 'DataError', message: words });
  });
}
