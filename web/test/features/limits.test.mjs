/** What a reader allocates is limited, whatever an artifact or a user asks for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { featuresSpec } from '../../src/artifact/features-spec.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { createHash } from '../../src/features/hashing.js';
import { createFeatures } from '../../src/features/run.js';

/**
 * @param {object[]} steps
 * @param {number} width
 */
function featuresOf(steps, width) {
  const inputs = [{ name: 'x', shape: [null, width], dtype: 'float32' }];
  const spec = featuresSpec(new JsonField('m', '', { kind: 'features', inputs, steps }));
  return createFeatures(spec, [], 'm');
}

/** @param {number} count @param {number} width */
function zeros(count, width) {
  /** @type {import('../../src/features/values.js').Column} */
  const x = { values: new Float32Array(count * width), shape: [count, width], dtype: 'float32' };
  return { x };
}

test('a step does not make more than 2 ** 28 values', () => {
  const encoding = { encode: 'one_hot', depth: 2 ** 20 };
  const step = { op: 'discretize', inputs: ['x'], output: 'y', boundaries: [1], ...encoding };
  const { prepare } = featuresOf([step], 1);
  assert.throws(() => prepare(zeros(257, 1)), {
    name: 'DataError',
    message:
      /^m: inputs: too many at once; expected at most 268435456 prepared values, got 269484032/,
  });
});

test('nor do all steps together', () => {
  const steps = Array.from({ length: 65 }, (_, i) => {
    const name = i === 0 ? 'x' : `y${i - 1}`;
    return { op: 'reshape', inputs: [name], output: `y${i}`, shape: [-1] };
  });
  const { prepare } = featuresOf(steps, 2 ** 16);
  assert.throws(() => prepare(zeros(64, 2 ** 16)), {
    name: 'DataError',
    message: /too many at once/,
  });
});

test('a long text is hashed in one go', () => {
  const bucket = createHash(null, 1000)('a'.repeat(2 ** 20));
  assert.ok(bucket >= 0 && bucket < 1000);
});
