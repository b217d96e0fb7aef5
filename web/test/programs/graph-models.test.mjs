/** The programs take artifacts of graph models as they take those of layers. */

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { BLACK, WHITE, writeDigitPng } from '../helpers/digit-png.mjs';
import { loopGraph } from '../helpers/graphs.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';
import { digitGraph, textGraph } from '../helpers/task-graphs.mjs';

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeGraphArtifact(join(folder, 'loop'), loopGraph(10));
  await makeGraphArtifact(join(folder, 'digits'), digitGraph());
  await makeGraphArtifact(join(folder, 'text'), textGraph());
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string} script
 * @param {...string} args
 */
async function run(script, ...args) {
  const { code, stdout, stderr } = await runScript(inWeb(join('node', script)), ...args);
  assert.equal(code, 0, stderr);
  return { stdout, stderr };
}

for (const name of ['loop', 'digits', 'text']) {
  test(`verify.mjs proves ${name} on both backends, without a warning`, async () => {
    const { stdout, stderr } = await run('verify.mjs', join(folder, name), '--json');
    const { ok, backends } = JSON.parse(stdout);
    assert.deepEqual([ok, backends.length, stderr], [true, 2, '']);
  });
}

test('predict.mjs reads digits', async () => {
  const path = join(folder, 'seven.png');
  await writeDigitPng(path, { digit: 7, background: BLACK, ink: WHITE, colorType: 0 });
  const { stdout } = await run('predict.mjs', join(folder, 'digits'), '--image', path, '--json');
  assert.equal(JSON.parse(stdout).predictions[0].label, '7');
});

test('generate.mjs writes the same text on both backends', async () => {
  const texts = [];
  for (const backend of ['cpu', 'wasm']) {
    const options = ['--seed-text', 'a', '--length', '30', '--backend', backend, '--json'];
    const { stdout } = await run('generate.mjs', join(folder, 'text'), ...options);
    texts.push(JSON.parse(stdout).text);
  }
  assert.equal(texts[0].length > 0, true);
  assert.equal(texts[1], texts[0]);
});

test('generate.mjs --backend kernel says that the kernel runs LSTMs of layers alone', async () => {
  const args = [join(folder, 'text'), '--backend', 'kernel'];
  const { code, stderr } = await runScript(inWeb('node/generate.mjs'), ...args);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /the kernel does not run it; expected LSTMs between an Embedding and a Dense/,
  );
});
