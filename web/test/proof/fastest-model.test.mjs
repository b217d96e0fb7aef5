import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { buildFastestModel } from '../../src/proof/fastest-model.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';

const wasmFolder = findWasmFolder();

/** @param {import('node:test').TestContext} t */
async function convArtifact(t) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  return readArtifact(createFolderReader(folder));
}

test('a model that is fast enough is tried on no other backend', async (t) => {
  const artifact = await convArtifact(t);
  const rivals = /** @type {const} */ (['cpu']);
  const { model, backend, trials } = await buildFastestModel(artifact, { wasmFolder, rivals });
  model.dispose();
  assert.equal(backend, 'wasm');
  assert.deepEqual(
    trials.map((trial) => trial.backend),
    ['wasm'],
  );
});

test('of those that are exact the faster one is kept and used, and the other freed', async (t) => {
  const artifact = await convArtifact(t);
  const before = tf.memory().numTensors;
  const options = { wasmFolder, rivals: /** @type {const} */ (['cpu']), worthMs: 0 };
  const { model, backend, trials } = await buildFastestModel(artifact, options);
  const byTime = trials.toSorted((a, b) => Number(a.selfTestMs) - Number(b.selfTestMs));
  assert.equal(trials.length, 2);
  assert.equal(backend, byTime[0].backend);
  assert.equal(tf.getBackend(), backend);
  model.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test('a rival that does not start is noted, and what works is used', async (t) => {
  const artifact = await convArtifact(t);
  const options = { wasmFolder, rivals: /** @type {const} */ (['webgpu', 'webgl']), worthMs: 0 };
  const { model, backend, trials } = await buildFastestModel(artifact, options);
  model.dispose();
  assert.equal(backend, 'wasm');
  assert.equal(tf.getBackend(), 'wasm');
  assert.deepEqual(
    trials.map(({ selfTestMs }) => selfTestMs === null),
    [false, true, true],
  );
  assert.match(trials[2].problem, /backend webgl: does not start; expected a browser with WebGL/);
});

test('an abort ends it, with its reason and without a tensor left', async (t) => {
  const artifact = await convArtifact(t);
  const before = tf.memory().numTensors;
  const signal = AbortSignal.abort(new Error('enough'));
  await assert.rejects(buildFastestModel(artifact, { wasmFolder, signal }), { message: 'enough' });
  assert.equal(tf.memory().numTensors, before);
});
