import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { encodingOf, readQuantization } from '../../src/artifact/encodings.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { weightValues } from '../../src/artifact/weight-values.js';
import { useBackend } from '../../src/backend.js';

const CASES = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/encodings.json', import.meta.url), 'utf8'),
);
const FLOAT16 = /** @type {const} */ ({ dtype: 'float16', original_dtype: 'float32' });

const UINT8 = /** @type {const} */ ({
  dtype: 'uint8',
  scale: 0.5,
  min: -1,
  original_dtype: 'float32',
});

/**
 * @param {unknown} value
 * @param {unknown} [dtype] the weight's
 */
const read = (value, dtype = 'float32') => {
  const field = (/** @type {string} */ name, /** @type {unknown} */ x) =>
    new JsonField('model.json', name, x);
  return readQuantization(field('quantization', value), field('dtype', dtype));
};

for (const { name, entry, bytes, decoded } of CASES) {
  test(`a weight's values are Python's: ${name}`, () => {
    const stored = Uint8Array.from(Buffer.from(bytes, 'hex'));
    assert.equal(encodingOf(entry).byteCount(entry), stored.length);
    const values = encodingOf(entry).decode(stored, entry);
    assert.deepEqual(Array.from(values), decoded.map(Number));
  });
}

test('weights lie one after another, over the ends of shards', () => {
  const all = CASES.flatMap((/** @type {any} */ { bytes }) => [...Buffer.from(bytes, 'hex')]);
  const files = new Map([
    ['a', Uint8Array.from(all.slice(0, 51))],
    ['b', Uint8Array.from(all.slice(51))],
  ]);
  const weights = CASES.map((/** @type {any} */ { name, entry }) => ({ ...entry, name }));
  const found = weightValues({ groups: [{ paths: ['a', 'b'], weights }], files });
  for (const { name, entry, decoded } of CASES) {
    const weight = found.get(name) ?? assert.fail(name);
    assert.deepEqual(weight.shape, entry.shape);
    assert.deepEqual(Array.from(weight.values), decoded.map(Number));
  }
});

test('every float16 is read as TensorFlow.js reads it', async () => {
  await useBackend('cpu');
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
  const shape = [2 ** 16];
  const weight = { name: 'all', shape, dtype: /** @type {const} */ ('float32') };
  const { all } = tf.io.decodeWeights(bits.buffer, [{ ...weight, quantization: FLOAT16 }]);
  const own = encodingOf({ quantization: FLOAT16 });
  const values = own.decode(new Uint8Array(bits.buffer), { ...weight, quantization: FLOAT16 });
  assert.deepEqual(Array.from(values), Array.from(await all.data()));
});

for (const dtype of /** @type {const} */ (['float32', 'int32'])) {
  test(`whole numbers of ${dtype} are read as TensorFlow.js reads them`, async () => {
    await useBackend('cpu');
    for (const [name, Stored] of /** @type {const} */ ([
      ['uint8', Uint8Array],
      ['uint16', Uint16Array],
    ])) {
      const codes = new Stored(2 ** (8 * Stored.BYTES_PER_ELEMENT)).map((_, i) => i);
      const quantization = { dtype: name, scale: 0.1 / 3, min: -1.7, original_dtype: dtype };
      const weight = { name: 'all', shape: [codes.length], dtype, quantization };
      const { all } = tf.io.decodeWeights(codes.buffer, [weight]);
      const values = encodingOf(weight).decode(new Uint8Array(codes.buffer), weight);
      assert.deepEqual(values, await all.data());
    }
  });
}

test('a quantization that is known is read, and nothing else of it', () => {
  assert.deepEqual(read({ ...FLOAT16, note: 1 }), FLOAT16);
  assert.deepEqual(read({ ...UINT8, note: 1 }), UINT8);
  const whole = { ...UINT8, original_dtype: 'int32' };
  assert.deepEqual(read(whole, 'int32'), whole);
});

test('other quantizations are refused', () => {
  for (const [value, message] of /** @type {[unknown, RegExp][]} */ ([
    [{ ...FLOAT16, dtype: 'uint4' }, /quantization\.dtype: wrong value; expected "float16" or/],
    [{ ...FLOAT16, dtype: 'uint8' }, /quantization\.scale: missing; expected a number/],
    [{ ...UINT8, scale: undefined }, /quantization\.scale: missing/],
    [{ ...UINT8, scale: 0 }, /quantization\.scale: wrong value; expected a number above 0/],
    [{ ...UINT8, scale: -1 }, /quantization\.scale: wrong value/],
    [{ ...UINT8, scale: 1e39 }, /quantization\.scale: wrong value; .* in the range of float32/],
    [{ ...UINT8, scale: Number.NaN }, /quantization\.scale: wrong value/],
    [{ ...UINT8, scale: [1] }, /quantization\.scale: wrong value/],
    [{ ...UINT8, scale: '1' }, /quantization\.scale: wrong value/],
    [{ ...UINT8, min: undefined }, /quantization\.min: missing/],
    [{ ...UINT8, min: null }, /quantization\.min: wrong value/],
    [{ ...UINT8, min: Number.NEGATIVE_INFINITY }, /quantization\.min: wrong value/],
    [{ ...UINT8, original_dtype: 'int32' }, /original_dtype: wrong value; expected "float32"/],
    [{ ...UINT8, original_dtype: undefined }, /original_dtype: missing/],
    [{ ...FLOAT16, dtype: 'constructor' }, /quantization\.dtype: wrong value/],
    [{ ...FLOAT16, original_dtype: 'int32' }, /original_dtype: wrong value; expected "float32"/],
    [{ dtype: 'float16' }, /original_dtype: missing/],
    [{}, /quantization\.dtype: missing/],
    [null, /quantization: wrong value; expected an object/],
  ])) {
    assert.throws(() => read(value), { name: 'ArtifactError', message });
  }
});

test('quantizations of other number types are refused', () => {
  for (const [value, dtype, expected] of /** @type {const} */ ([
    [FLOAT16, 'int32', '"float32"'],
    [FLOAT16, 'bool', '"float32"'],
    [UINT8, 'bool', '"float32" or "int32"'],
  ])) {
    const message = new RegExp(`dtype: wrong value; expected ${expected}, got "${dtype}"`);
    assert.throws(() => read(value, dtype), { name: 'ArtifactError', message });
  }
  assert.throws(() => read(UINT8, 'int32'), { message: /original_dtype: .* expected "int32"/ });
});
