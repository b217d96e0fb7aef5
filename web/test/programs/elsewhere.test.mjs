/** The programs as users run them: from a folder of their own, on the artifacts of this project. */

import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, test } from 'node:test';
import { artifactsDirectlyIn, artifactsIn } from '../../node/platform/artifact-places.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';
import { inWeb, runScriptIn } from '../helpers/run.mjs';
import { pngOf, postPng } from '../helpers/server-fixture.mjs';
import { startProgram } from '../helpers/server-program.mjs';

const PRETRAINED = inWeb('../exported/pretrained');
const DIGIT = 3;

/** @type {string} the working directory: its name has a space, and a letter beyond ASCII */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge élsewhere '));
  await mkdir(join(folder, 'models'));
  await cp(join(PRETRAINED, 'cnn'), join(folder, 'models', 'cnn'), { recursive: true });
  await makeTextArtifact(join(folder, 'models', 'text'));
  await writeFile(join(folder, 'digit.png'), pngOf(DIGIT));
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string} name of a program
 * @param {...string} args
 * @returns {Promise<any>} any: what it prints with --json, each program something of its own
 */
async function run(name, ...args) {
  const script = inWeb(`node/${name}.mjs`);
  const { code, stdout, stderr } = await runScriptIn(folder, script, ...args, '--json');
  assert.equal(code, 0, stderr || stdout);
  return JSON.parse(stdout);
}

test('verify.mjs finds each committed artifact equal to Keras', async () => {
  const artifacts = await artifactsDirectlyIn(PRETRAINED);
  const names = artifacts.map(([name]) => name).sort();
  assert.deepEqual(names, ['char-lstm', 'cnn', 'dense-dropout', 'mlp', 'softmax']);
  for (const [, artifact] of artifacts) {
    const found = await run('verify', artifact);
    assert.deepEqual([found.ok, found.artifact], [true, artifact]);
  }
});

test('predict.mjs reads a picture beside it, with a model anywhere', async () => {
  const places = [
    join(PRETRAINED, 'cnn'),
    relative(folder, join(PRETRAINED, 'cnn')),
    'models/cnn',
    './models/../models/cnn/',
  ];
  const found = await Promise.all(
    places.map((place) => run('predict', place, '--image', 'digit.png')),
  );
  for (const { predictions } of found) {
    assert.deepEqual(predictions, found[0].predictions);
  }
  const [{ image, digit }] = found[0].predictions;
  assert.deepEqual([image, digit], ['digit.png', DIGIT]);
});

for (const name of ['cnn', 'mlp']) {
  test(`predict.mjs --random knows a digit of the npm package with ${name}`, async () => {
    const args = [join(PRETRAINED, name), '--random', '--random-seed', '1'];
    const [{ label, true_label: truth }] = (await run('predict', ...args)).predictions;
    assert.equal(label, truth);
  });
}

test('generate.mjs writes with a model anywhere', async () => {
  const options = ['--seed-text', 'ab', '--length', '20', '--random-seed', '3'];
  const places = [join(folder, 'models', 'text'), 'models/text'];
  const found = await Promise.all(places.map((place) => run('generate', place, ...options)));
  const [text, other] = found.map((json) => json.text);
  assert.equal([...text].length, 20);
  assert.equal(other, text);
});

test('train.mjs writes to a folder beside it, which the others read', async () => {
  const { training } = await run('train', 'out/mlp', '--epochs', '1', '--batch-size', '400');
  assert.ok(training.metrics.test_accuracy > 0.2);
  assert.deepEqual(await readdir(join(folder, 'out')), ['mlp']);
  assert.equal((await run('verify', 'out/mlp')).ok, true);
  const { predictions } = await run('predict', 'out/mlp', '--image', 'digit.png');
  assert.equal(predictions[0].status, 'digit');
});

test('server.mjs serves the artifacts of this project, or those beside it', async (t) => {
  // Whatever was trained in this clone; the committed ones are among them.
  const here = Array.from((await artifactsIn(inWeb('../exported'))).keys());
  /** @type {[string[], string[]][]} options, models */
  const cases = [
    [[], here],
    [
      ['--exported', PRETRAINED],
      ['char-lstm', 'cnn', 'dense-dropout', 'mlp', 'softmax'],
    ],
    [
      ['--exported', 'models'],
      ['cnn', 'text'],
    ],
  ];
  for (const [options, models] of cases) {
    const { json, child, ended, stderr } = await startProgram(t, options, folder);
    assert.deepEqual([json.models, json.broken], [models, []]);
    const picture = await postPng(`${json.url}api/predict`, pngOf(DIGIT));
    assert.equal((await picture.json()).digit, DIGIT);
    assert.equal((await fetch(`${json.url}web/`)).status, 200);
    assert.equal((await fetch(`${json.url}exported/cnn/model.json`)).status, 200);
    child.kill('SIGTERM');
    assert.equal(await ended, 0, stderr());
  }
});

test('no program leaves a file where it was run', async () => {
  const names = (await readdir(folder)).sort();
  assert.deepEqual(
    names,
    ['digit.png', 'models', 'out'].filter((name) => names.includes(name)),
  );
  assert.deepEqual((await readdir(join(folder, 'models'))).sort(), ['cnn', 'text']);
});
