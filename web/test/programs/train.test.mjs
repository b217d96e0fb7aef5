import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { useBackend } from '../../src/backend.js';
import { loadBundle } from '../../src/bundle.js';
import { VERSION } from '../../training/artifact-writer.js';
import { buildNetwork } from '../../training/digit-networks.js';
import { registerWasmGradients } from '../../training/wasm-gradients.js';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

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

/** @type {[string, string, RegExp][]} what is there, place, message */
const NOT_WRITTEN = [
  ['a file', 'notes.txt', /notes\.txt: cannot be written; .*got a file where a folder should be/],
  ['a file in its path', 'notes.txt/deep/out', /cannot be written; .*got a file where a folder/],
  ['a broken link', 'link', /link: cannot be written; .*got a broken link/],
  ['a long name', 'x'.repeat(300), /cannot be written; .*got a name that is too long/],
  ['a disk of the system', '/proc/out', /cannot be written; .*got (a place|no permission)/],
];

for (const [name, place, message] of NOT_WRITTEN) {
  test(`${name} in place of the folder is found before training`, async (t) => {
    if (place.startsWith('/proc') && process.platform !== 'linux') {
      t.skip('needs /proc');
      return;
    }
    const other = await temporaryFolder(t);
    await writeFile(join(other, 'notes.txt'), 'mine');
    await symlink(join(other, 'nowhere'), join(other, 'link'));
    const { code, stdout, stderr } = await runScript(SCRIPT, resolve(other, place));
    assert.deepEqual([code, stdout], [2, ''], stderr);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /epoch/);
    assert.deepEqual((await readdir(other)).sort(), ['link', 'notes.txt']);
  });
}

test('parents are made, and leave no trace where training does not begin', async (t) => {
  const other = await temporaryFolder(t);
  const { stderr } = await runScript(SCRIPT, join(other, 'a/b/out'), '--backend', 'tensorflow');
  assert.match(stderr, /backend tensorflow: does not start/);
  assert.deepEqual(await readdir(other), []);
});

/**
 * @param {string} out
 * @param {number} presses of Ctrl-C, after two epochs
 * @returns {Promise<{code: number | null, stderr: string}>}
 */
async function interrupt(out, presses) {
  const child = spawn(process.execPath, [SCRIPT, out, '--epochs', '500', '--batch-size', '500']);
  let stderr = '';
  child.stderr.on('data', (data) => {
    const isFirst = !stderr.includes('epoch 2/');
    stderr += data;
    if (isFirst && stderr.includes('epoch 2/')) {
      for (let press = 0; press < presses; press += 1) {
        setTimeout(() => child.kill('SIGINT'), 20 * press);
      }
    }
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, stderr };
}

test('Ctrl-C keeps the last whole epoch, and what was there before', async (t) => {
  const out = join(await temporaryFolder(t), 'out');
  const { code, stderr } = await interrupt(out, 1);
  assert.equal(code, 130, stderr);
  const epochs = stderr.match(/^epoch/gm)?.length ?? 0;
  assert.ok(epochs >= 2 && epochs < 500);
  assert.ok(
    stderr.endsWith(
      `\nInterrupted. ${out} holds the weights of the last complete epoch, ${epochs}.\n`,
    ),
  );
  const { training } = JSON.parse(await readFile(join(out, 'metadata.json'), 'utf8'));
  assert.equal(training.epochs, epochs);
  const kept = await runScript(
    SCRIPT,
    `${out}.same`,
    '--epochs',
    `${epochs}`,
    '--batch-size',
    '500',
  );
  assert.equal(kept.code, 0, kept.stderr);
  const weights = 'group1-shard1of1.bin';
  const bytes = await readFile(join(out, weights));
  assert.ok(bytes.equals(await readFile(join(`${out}.same`, weights))));
  const again = await interrupt(out, 1);
  assert.equal(again.code, 130);
  assert.match(again.stderr, /\nInterrupted\. .*out\.interrupted holds the weights/);
  assert.ok(bytes.equals(await readFile(join(out, weights))));
  await readFile(join(`${out}.interrupted`, weights));
});

test('a second Ctrl-C ends training at once', async (t) => {
  const out = join(await temporaryFolder(t), 'out');
  const { code, stderr } = await interrupt(out, 3);
  assert.equal(code, 130, stderr);
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
  ['a seed below 0', ['out', '--seed', '-1'], /--seed: out of range; .*got "-1"/],
  ['a seed in another notation', ['out', '--seed', '1e3'], /--seed: out of range; .*got "1e3"/],
  ['a backend of browsers', ['out', '--backend', 'webgpu'], /--backend: not available in Node/],
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
