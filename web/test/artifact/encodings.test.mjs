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

/** @param {unknown} value */
const read = (value) => readQuantization(new JsonField('model.json', 'quantization', value));

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

test('a quantization that is known is read, and nothing else of it', () => {
  assert.deepEqual(read({ ...FLOAT16, note: 1 }), FLOAT16);
});

test('other quantizations are refused', () => {
  for (const [value, message] of /** @type {[unknown, RegExp][]} */ ([
    [{ ...FLOAT16, dtype: 'uint8' }, /quantization\.dtype: wrong value; expected "float16", got/],
    [{ ...FLOAT16, dtype: 'constructor' }, /quantization\.dtype: wrong value/],
    [{ ...FLOAT16, original_dtype: 'int32' }, /original_dtype: wrong value; expected "float32"/],
    [{ dtype: 'float16' }, /original_dtype: missing/],
    [{}, /quantization\.dtype: missing/],
    [null, /quantization: wrong value; expected an object/],
  ])) {
    assert.throws(() => read(value), { name: 'ArtifactError', message });
  }
});
