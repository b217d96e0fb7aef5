import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { buildVerifiedModel } from '../../src/proof/verified-model.js';
import { makeConvArtifact, replaceFile, temporaryFolder } from '../helpers/make-artifact.mjs';

const OPTIONS = { wasmFolder: findWasmFolder() };

test("the first backend that gives Keras's numbers is used", async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const artifact = await readArtifact(createFolderReader(folder));
  const { model, backend, report } = await buildVerifiedModel(artifact, ['wasm', 'cpu'], OPTIONS);
  model.dispose();
  assert.equal(backend, 'wasm');
  assert.ok(report.ok && report.largestDifference < 1e-6);
});

test('where no backend does, it fails, names all differences and leaves no tensors', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const golden = await readFile(join(folder, 'golden.bin'));
  golden.writeFloatLE(3, golden.length - 4);
  await replaceFile(folder, 'golden.bin', golden);
  const artifact = await readArtifact(createFolderReader(folder, { label: 'cnn' }));
  const before = tf.memory().numTensors;
  await assert.rejects(buildVerifiedModel(artifact, ['wasm', 'cpu'], OPTIONS), {
    name: 'VerificationError',
    message:
      /^cnn: no backend gives Keras's numbers on this device; expected a difference of at most 0\.00001, got wasm: .* got 0\.8\d+\. Use another backend\. \| cpu: .* Try another browser or device, or export the model again\.$/,
  });
  assert.equal(tf.memory().numTensors, before);
});
