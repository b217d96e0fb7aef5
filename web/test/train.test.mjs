import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { findWasmFolder } from '../node/platform/wasm-folder.mjs';
import { useBackend } from '../src/backend.js';
import { loadBundle } from '../src/bundle.js';
import { VERSION } from '../training/artifact-writer.js';
import { buildNetwork } from '../training/digit-networks.js';
import { registerWasmGradients } from '../training/wasm-gradients.js';
import { inWeb, runScript } from './run.mjs';

const SCRIPT = inWeb('node/train.mjs');

/** @type {string} */
let folder;
/** @type {{code: number, stdout: string, stderr: string}} */
let first;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  first = await runScript(SCRIPT, join(folder, 'mlp'), '--epochs', '1', '--json');
});
after(() => rm(folder, { recursive: true }));

test('it trains, tests, and writes an artifact that loads', async () => {
  assert.equal(first.code, 0, first.stderr);
  assert.match(first.stderr, /^epoch 1\/1: loss \d\.\d+, accuracy 0\.\d+\n$/);
  const { ok, backend, training } = JSON.parse(first.stdout);
  assert.deepEqual([ok, backend], [true, 'wasm']);
  assert.ok(training.metrics.test_accuracy > 0.7);
  assert.deepEqual(training.split, { train: 8000, test: 2000, seed: 1 });
  for (const name of /** @type {const} */ (['wasm', 'cpu'])) {
    const bundle = await loadBundle(join(folder, 'mlp'), { backend: name });
    assert.ok(bundle.selfTest.ok);
    assert.equal(bundle.metadata.model.parameters, 101_770);
    assert.equal(bundle.metadata.training?.metrics.test_accuracy, training.metrics.test_accuracy);
    bundle.dispose();
  }
});

test('the program for Keras verifies it too', async () => {
  const { code, stdout } = await runScript(inWeb('node/verify.mjs'), join(folder, 'mlp'));
  assert.equal(code, 0, stdout);
});

test('convolutions are trained on wasm, whose missing gradient is ours', async () => {
  await useBackend('wasm', { wasmFolder: findWasmFolder() });
  registerWasmGradients();
  const model = buildNetwork('cnn', 1);
  const [x, y] = [tf.randomUniform([16, 28, 28, 1]), tf.oneHot(tf.ones([16], 'int32'), 10)];
  const { history } = await model.fit(x, y, { epochs: 3, batchSize: 16, verbose: 0 });
  assert.ok(Number(history.loss[2]) < Number(history.loss[0]), `${history.loss}`);
  tf.dispose([x, y]);
  model.dispose();
});

test('the same seed gives the same bytes, and replaces what was there', async () => {
  const names = await readdir(join(folder, 'mlp'));
  const bytes = await Promise.all(names.map((name) => readFile(join(folder, 'mlp', name))));
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'mlp'), '--epochs', '1');
  assert.equal(code, 0, stderr);
  for (const [i, name] of names.entries()) {
    assert.ok(bytes[i].equals(await readFile(join(folder, 'mlp', name))), name);
  }
  assert.deepEqual(await readdir(folder), ['mlp']);
});

test('a folder with other files is refused before training', async () => {
  const other = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await writeFile(join(other, 'notes.txt'), 'mine');
  const { code, stderr } = await runScript(SCRIPT, other);
  assert.equal(code, 2);
  assert.match(
    stderr,
    /not replaced; expected a new or empty folder, or an artifact, got one with notes/,
  );
  assert.doesNotMatch(stderr, /epoch/);
  assert.equal(await readFile(join(other, 'notes.txt'), 'utf8'), 'mine');
  await rm(other, { recursive: true });
});

test('an artifact with a file of another is not replaced', async () => {
  const other = join(folder, 'mixed');
  await mkdir(other);
  await writeFile(join(other, 'metadata.json'), '{"format":"tfjs-bridge","files":{"a.bin":{}}}');
  await writeFile(join(other, 'mine.txt'), 'mine');
  const { code, stderr } = await runScript(SCRIPT, other);
  assert.equal(code, 2);
  assert.match(stderr, /got one with mine.txt/);
  await rm(other, { recursive: true });
});

/** @type {[string, string[], RegExp][]} */
const REFUSED = [
  [
    'an unknown model',
    ['out', '--model', 'rnn'],
    /--model: unknown; expected mlp or cnn, got "rnn"/,
  ],
  ['no epochs', ['out', '--epochs', '0'], /--epochs: out of range; expected a whole number from 1/],
  ['half a batch', ['out', '--batch-size', '0.5'], /--batch-size: out of range/],
  ['no folder', [], /OUT_DIR: wrong number of arguments/],
];

for (const [name, options, message] of REFUSED) {
  test(`${name}: refused`, async () => {
    const { code, stderr } = await runScript(SCRIPT, ...options);
    assert.equal(code, 2);
    assert.match(stderr, message);
  });
}

test('the networks are the tutorials’', () => {
  const counts = /** @type {const} */ (['mlp', 'cnn']).map((name) => {
    const model = buildNetwork(name, 1);
    const count = model.countParams();
    model.dispose();
    return count;
  });
  assert.deepEqual(counts, [101_770, 60_554]);
});

test('the version is the package’s', async () => {
  assert.equal(VERSION, JSON.parse(await readFile(inWeb('package.json'), 'utf8')).version);
});
