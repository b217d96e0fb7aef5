import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { artifactHandler } from '../../src/artifact/io-handler.js';
import { useBackend } from '../../src/backend.js';
import { loadBundle } from '../../src/bundle.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';

test('plain TensorFlow.js loads an artifact from disk, and computes the same', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await useBackend('wasm', { wasmFolder: findWasmFolder() });
  const model = await loadLayersModel(artifactHandler(folder));
  const bundle = await loadBundle(folder, { backend: 'wasm' });
  const input = tf.randomUniform([2, 8, 8, 1], 0, 1, 'float32', 3);
  const [ours, plain] = [bundle.model, model].map((one) =>
    /** @type {tf.Tensor} */ (one.predict(input)).dataSync(),
  );
  assert.deepEqual(plain, ours);
  model.dispose();
  bundle.dispose();
  input.dispose();
});

test('it reads nothing that was damaged', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const shard = await readFile(join(folder, 'group1-shard1of1.bin'));
  shard[5] ^= 1;
  await writeFile(join(folder, 'group1-shard1of1.bin'), shard);
  await assert.rejects(loadLayersModel(artifactHandler(folder)), {
    name: 'ArtifactError',
    message: /group1-shard1of1\.bin.*SHA-256/,
  });
});
