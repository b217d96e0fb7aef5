import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTextClassifier, loadModel } from '../../src/index.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
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

/**
 * @param {TestContext} t
 * @param {Parameters<typeof makeTextArtifact>[1]} [options]
 */
async function classifierOf(t, options) {
  return createTextClassifier(await load(t, (folder) => makeTextArtifact(folder, options)));
}

test('a text gives its label, and the best ones with their scores', async (t) => {
  const { classify, labels } = await classifierOf(t);
  assert.deepEqual(labels, ['good', 'bad', 'neither']);
  const found = await classify('So bad... BAD!', { top: 2 });
  assert.deepEqual([found.label, found.index, found.isDistribution], ['bad', 1, true]);
  assert.equal(found.top.length, 2);
  assert.equal(found.top[0].score, found.score);
  assert.ok(found.score > found.top[1].score && found.scores.length === 3);
});

test('a list of texts gives as many answers, each as for the text alone', async (t) => {
  const { classify } = await classifierOf(t);
  const texts = Array.from({ length: 40 }, (_, i) => ['good', 'bad', 'rain', ''][i % 4]);
  /** @type {number[]} */
  const done = [];
  const found = await classify(texts, { batchSize: 16, onProgress: (n) => done.push(n) });
  assert.deepEqual(done, [16, 32, 40]);
  assert.deepEqual(
    found.slice(0, 3).map(({ label }) => label),
    ['good', 'bad', 'neither'],
  );
  assert.deepEqual(found[39], await classify(''));
  assert.deepEqual(await classify(['bad']), [await classify('bad')]);
  assert.deepEqual(await classify([]), []);
});

test('a sigmoid with two labels says how likely the second one is', async (t) => {
  const labels = ['other', 'good'];
  const { classify } = await classifierOf(t, { labels, activation: 'sigmoid', units: 1 });
  const good = await classify('good good');
  assert.equal(good.label, 'good');
  assert.ok(good.score > 0.95 && good.isDistribution);
  assert.equal((await classify('bad')).label, 'other');
});

test('of several sigmoids each is a probability of its own', async (t) => {
  const { classify } = await classifierOf(t, { activation: 'sigmoid' });
  const found = await classify('good good bad bad bad');
  assert.equal(found.isDistribution, false);
  assert.deepEqual(
    found.top.map(({ label }) => label),
    ['bad', 'good', 'neither'],
  );
});

test('labels may be given', async (t) => {
  const model = await load(t, (folder) => makeTextArtifact(folder, { labels: null }));
  assert.throws(() => createTextClassifier(model), { name: 'UsageError', message: /labels: not/ });
  const { classify } = createTextClassifier(model, { labels: ['a', 'b', 'c'] });
  assert.equal((await classify('bad')).label, 'b');
});

test('other inputs are given beside the text', async (t) => {
  const model = await load(t, (folder) => makeTableArtifact(folder, ['a', 'b', 'c']));
  const { classify } = createTextClassifier(model);
  const one = await classify('nurse', { inputs: { code: 20, age: 30 } });
  const both = await classify(['clerk', 'nurse'], { inputs: { code: [10, 20], age: [1, 30] } });
  assert.deepEqual(both[1], one);
  await assert.rejects(classify('nurse'), { name: 'UsageError', message: /Add code, age/ });
});

test('a signal stops it', async (t) => {
  const { classify } = await classifierOf(t);
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(classify(['good'], { signal }), { message: 'enough' });
});

test('what is not a text, and what does not read one, is refused', async (t) => {
  const { classify } = await classifierOf(t);
  const wrong = /** @type {any} any: what JavaScript lets callers pass */ (classify);
  await assert.rejects(wrong(7), { name: 'DataError', message: /classify: not a text; .*number/ });
  await assert.rejects(wrong(['a', null]), { name: 'DataError', message: /input text\[1\]: / });
  await assert.rejects(wrong('a', { k: 1 }), {
    name: 'UsageError',
    message: /option k: not known/,
  });
  const pictures = await load(t, makeConvArtifact);
  assert.throws(() => createTextClassifier(pictures), {
    name: 'UsageError',
    message: /not a model that reads one text; .* got .* \(float32\)\. Use predict\(\)/,
  });
});
