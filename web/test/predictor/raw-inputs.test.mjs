import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { loadBundle } from '../../src/bundle.js';
import { loadModel } from '../../src/predictor/load-model.js';
import { editMetadata, replaceFile, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTableArtifact, makeTextArtifact } from '../helpers/make-features-artifact.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/**
 * @param {TestContext} t
 * @param {(folder: string) => Promise<void>} make
 */
async function load(t, make) {
  const folder = await temporaryFolder(t);
  await make(folder);
  const model = await loadModel(folder, { backend: 'cpu' });
  t.after(() => model.dispose());
  return model;
}

test('a model of tables says what a user gives, and that it is proven', async (t) => {
  const model = await load(t, makeTableArtifact);
  assert.deepEqual(model.inputs, [
    { name: 'work', shape: [null, 1], dtype: 'string' },
    { name: 'code', shape: [null, 1], dtype: 'int64' },
    { name: 'age', shape: [null, 1], dtype: 'float32' },
  ]);
  assert.equal(model.preprocessing?.kind, 'features');
  const { examples } = model.selfTest;
  assert.deepEqual([examples?.ok, examples?.count, model.selfTest.ok], [true, 3, true]);
  assert.ok(Number(examples?.largestDifference) < 1e-6);
});

test('one row and many, of plain values, give the same, without a tensor left behind', async (t) => {
  const model = await load(t, makeTableArtifact);
  const [{ name }] = model.outputs;
  const before = tf.memory().numTensors;
  const one = (await model.predict({ work: 'nurse', code: 20, age: 40 }))[name];
  assert.equal(one.length, 3);
  const many = await model.predict({
    work: ['nurse', 'cook'],
    code: [20n, 10],
    age: Float64Array.of(40, 65),
  });
  assert.deepEqual(many[name][0], one);
  const nested = { work: [['nurse']], code: BigInt64Array.of(20n), age: [[40]] };
  assert.deepEqual((await model.predict({ ...nested, code: [[20]] }))[name], [one]);
  const typed = await model.predict({ work: 'nurse', code: BigInt64Array.of(20n), age: 40 });
  assert.deepEqual(typed[name], one);
  assert.equal(tf.memory().numTensors, before);
});

test('tensors are raw values, too', async (t) => {
  const model = await load(t, makeTableArtifact);
  const plain = await model.predict({ work: ['nurse'], code: [20], age: [40] });
  const given = {
    work: tf.tensor(['nurse'], [1, 1], 'string'),
    code: tf.tensor2d([[20]], [1, 1], 'int32'),
    age: tf.tensor2d([[40]]),
  };
  assert.deepEqual((await model.predict(given))[model.outputs[0].name].flat().length, 3);
  assert.deepEqual(Object.values(await model.predict(given))[0][0], Object.values(plain)[0]);
  tf.dispose(given);
});

test('a row that cannot be prepared is named by its place among all, in later batches too', async (t) => {
  const model = await load(t, makeTableArtifact);
  for (const wrong of [3, 31, 32, 69]) {
    const code = Array.from({ length: 70 }, (_, i) => (i === wrong ? 11 : 10));
    const rows = { work: new Array(70).fill('cook'), code, age: new Array(70).fill(1) };
    await assert.rejects(model.predict(rows), new RegExp(`: input code\\[${wrong}\\]`));
  }
});

test('many rows run in batches, with progress', async (t) => {
  const model = await load(t, makeTableArtifact);
  const [{ name }] = model.outputs;
  const rows = Array.from({ length: 70 }, (_, i) => i);
  const given = {
    work: rows.map((i) => ['clerk', 'nurse', 'cook'][i % 3]),
    code: rows.map((i) => 10 + 10 * (i % 2)),
    age: rows,
  };
  /** @type {number[]} */
  const done = [];
  const found = await model.predict(given, { onProgress: (count) => done.push(count) });
  assert.deepEqual(done, [32, 64, 70]);
  given.code[66] = 30;
  const message =
    /: input code\[66\]\[0\]: a value that the vocabulary of code_index does not have/;
  await assert.rejects(model.predict(given), { name: 'DataError', message });
  const last = { work: given.work[69], code: given.code[69], age: 69 };
  assert.deepEqual((await model.predict(last))[name], found[name][69]);
});

test('a text alone, and a list of texts', async (t) => {
  const model = await load(t, makeTextArtifact);
  const [{ name }] = model.outputs;
  const good = (await model.predict('good GOOD, good!'))[name];
  assert.ok(good[0] > 0.9);
  const both = (await model.predict(['good GOOD, good!', 'so bad']))[name];
  assert.deepEqual(both[0], good);
  assert.ok(both[1][1] > 0.5);
  assert.deepEqual((await model.predict({ text: '' }))[name].length, 3);
});

test('a bundle takes what the network reads', async (t) => {
  const folder = await temporaryFolder(t);
  await makeTableArtifact(folder);
  const bundle = await loadBundle(folder, { backend: 'cpu' });
  t.after(() => bundle.dispose());
  const input = tf.zeros([2, 5]);
  const outputs = await bundle.predict(input);
  assert.deepEqual(outputs[0].shape, [2, 3]);
  tf.dispose([input, outputs]);
});

/** @type {[string, any, string, RegExp][]} */
const REFUSED = [
  [
    'an unknown code, by its place',
    { work: ['clerk', 'clerk'], code: [10, 30], age: [1, 2] },
    'DataError',
    /: input code\[1\]\[0\]: a value that the vocabulary of code_index does not have; .* got 30\. Give/,
  ],
  [
    'a number as a text',
    { work: ['clerk', 7], code: [10, 10], age: [1, 2] },
    'DataError',
    /: input work\[1\]: not a value of its dtype; expected a string.*, got number 7\./,
  ],
  [
    'half an integer',
    { work: 'clerk', code: 10.5, age: 1 },
    'DataError',
    /: input code: .* expected a whole number.*, got number 10.5/,
  ],
  [
    'two columns',
    { work: [['a', 'b']], code: 10, age: 1 },
    'DataError',
    /input work: wrong shape; expected one example of the shape \[1\], .* of string, got a shape of \[1, 2\]\. Give a string/,
  ],
  ['a missing input', { work: 'clerk', age: 1 }, 'UsageError', /Add code/],
  [
    'a misspelt input',
    { job: 'clerk', Work: 'x', code: 10, age: 1 },
    'UsageError',
    /expected an object with work, code, age, got job/,
  ],
  ['one value', 'clerk', 'UsageError', /expected an object with work, code, age, got one value/],
  [
    'different counts',
    { work: ['clerk', 'nurse'], code: [10], age: [1] },
    'DataError',
    /got 2 of work, 1 of code, 1 of age/,
  ],
];

test('what does not fit is refused, by the input and the place', async (t) => {
  const model = await load(t, makeTableArtifact);
  const before = tf.memory().numTensors;
  for (const [name, inputs, error, message] of REFUSED) {
    await t.test(name, () => assert.rejects(model.predict(inputs), { name: error, message }));
  }
  assert.equal(tf.memory().numTensors, before);
});

/** @type {[string, (metadata: any) => void, RegExp][]} */
const DAMAGED = [
  ['a word', ({ steps }) => steps[0].tokens.splice(0, 1, 'clerq'), /a difference of 1 in row/],
  ['the order', ({ steps }) => steps[0].tokens.reverse(), /a difference of 1 in row/],
  [
    'a scale',
    (preprocessing) => {
      preprocessing.steps[3].scale = 0.0101;
    },
    /a difference of 0.00/,
  ],
  [
    'a token that an example needs',
    ({ steps }) => steps[1].tokens.splice(0, 1, 11),
    /got an error \(.*input code\[0\]\[0\]: .*got 10\. Give another value\)/,
  ],
];

for (const [what, damage, words] of DAMAGED) {
  test(`damaged preprocessing is found at loading: ${what}`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeTableArtifact(folder);
    await editMetadata(folder, ({ preprocessing }) => damage(preprocessing));
    const before = tf.memory().numTensors;
    await assert.rejects(loadModel(folder, { backend: 'cpu' }), (error) => {
      assert.match(
        String(error),
        /golden examples: prepared as the artifact declares, they do not/,
      );
      return error instanceof Error && error.name === 'VerificationError' && words.test(`${error}`);
    });
    assert.equal(tf.memory().numTensors, before);
  });
}

test('golden examples that do not fit the inputs are refused', async (t) => {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder);
  const write = (/** @type {unknown} */ text) =>
    replaceFile(folder, 'golden-examples.json', JSON.stringify({ inputs: { text } }));
  const refused = (/** @type {RegExp} */ message) =>
    assert.rejects(loadModel(folder), { name: 'ArtifactError', message });
  await write(['a', 'b']);
  await refused(/inputs\.text: wrong value; expected 3 examples, as many as there are golden vec/);
  await write([['a'], ['b'], ['c']]);
  await refused(/inputs\.text: wrong value; expected examples of the shape \[null\]/);
  await write(['a', 'b', 3]);
  await refused(/inputs\.text\[2\]: wrong value; expected a string/);
});
