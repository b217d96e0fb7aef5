/** Steps and whole preprocessings against what TensorFlow's Keras gave: the vectors of Python, too. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkFeatures, featuresSpec } from '../../src/artifact/features-spec.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { createFeatures } from '../../src/features/run.js';
import { readExamples } from '../../src/predictor/examples.js';
import { inWeb } from '../helpers/run.mjs';

/** Of float32: Keras may add and multiply in another order. */
const ROUNDING = 1e-6;

const WITH_EXAMPLES = /** @type {any} any: what else is in it is not looked at */ ({
  examples: { file: 'golden-examples.json' },
});

/**
 * @typedef {object} Prepared
 * @property {number[]} shape
 * @property {'float32' | 'int32' | 'bool'} dtype
 * @property {number[]} values
 */

/**
 * @param {string} name
 * @returns {Promise<any[]>} any: of what its maker describes, tests/vectors/make_features.py
 */
async function read(name) {
  return JSON.parse(await readFile(inWeb(`../tests/vectors/features/${name}`), 'utf8'));
}

/**
 * @param {any} preprocessing
 * @param {Record<string, any>} raw
 * @param {Record<string, Prepared>} expected
 */
function check(preprocessing, raw, expected) {
  const spec = featuresSpec(new JsonField('metadata.json', 'preprocessing', preprocessing));
  const ends = Object.entries(expected).map(([name, { shape, dtype }]) => {
    return { name, shape: [null, ...shape.slice(1)], dtype };
  });
  checkFeatures({ preprocessing: spec, inputs: ends, golden: WITH_EXAMPLES }, 'metadata.json');
  const columns = Object.fromEntries(
    spec.inputs.map((input) => {
      const { values, shape } = readExamples(raw[input.name], input, `input ${input.name}`);
      return [input.name, { values, shape, dtype: input.dtype }];
    }),
  );
  const prepared = createFeatures(spec, ends, 'm').prepare(columns);
  for (const [i, { name }] of ends.entries()) {
    assertEqual(prepared[i], expected[name], name);
  }
}

/**
 * @param {Prepared | import('../../src/runtime/model.js').TensorValues} found
 * @param {Prepared} expected
 * @param {string} name
 */
function assertEqual(found, expected, name) {
  assert.deepEqual([found.shape, found.dtype], [expected.shape, expected.dtype], name);
  const most = expected.dtype === 'float32' ? ROUNDING : 0;
  expected.values.forEach((value, i) => {
    const difference = Math.abs(found.values[i] - Number(value)) / Math.max(1, Math.abs(value));
    assert.ok(difference <= most, `${name}[${i}]: expected ${value}, got ${found.values[i]}`);
  });
}

/** @param {any} nested */
function shapeOf(nested) {
  const shape = [];
  for (let value = nested; Array.isArray(value); [value] = value) {
    shape.push(value.length);
  }
  return shape;
}

test('each step gives what Keras gives', async (t) => {
  const cases = [...(await read('steps.json')), ...(await read('hashes.json'))];
  assert.ok(cases.length > 900, 'the vectors were not found');
  for (const { name, step, dtypes, inputs, ...expected } of cases) {
    await t.test(name, () => {
      const specs = Object.entries(inputs).map(([input, values]) => {
        const shape = [null, ...shapeOf(values).slice(1)];
        return { name: input, shape, dtype: dtypes[input] };
      });
      const preprocessing = { kind: 'features', inputs: specs, steps: [step] };
      check(preprocessing, inputs, { [step.output]: expected });
    });
  }
});

test('a thousand rows and texts give what Keras gives, through all steps', async (t) => {
  for (const { name, preprocessing, raw, prepared } of await read('chains.json')) {
    await t.test(name, () => check(preprocessing, raw, prepared));
  }
});
