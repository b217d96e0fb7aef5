import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { loadArtifact } from '../../src/artifact/load.js';
import { runGolden } from '../../src/proof/golden.js';
import {
  editMetadata,
  makeConvArtifact,
  replaceFile,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {(folder: string) => Promise<void>} spoil
 */
async function runSpoiled(t, spoil) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await spoil(folder);
  const artifact = await loadArtifact(createFolderReader(folder, { label: 'cnn' }));
  try {
    return await runGolden(artifact.model, artifact);
  } finally {
    artifact.model.dispose();
  }
}

/**
 * @param {string} folder
 * @param {number} value put in place of the last golden output
 */
async function setLastOutput(folder, value) {
  const bytes = await readFile(join(folder, 'golden.bin'));
  bytes.writeFloatLE(value, bytes.length - 4);
  await replaceFile(folder, 'golden.bin', bytes);
}

test('outputs within the tolerance pass', async (t) => {
  const report = await runSpoiled(t, async () => {});
  assert.equal(report.ok, true);
  assert.deepEqual(report.outputs, [{ name: 'output', largestDifference: 0 }]);
});

test('an output off by more than the tolerance fails', async (t) => {
  const report = await runSpoiled(t, (folder) => setLastOutput(folder, 3));
  assert.equal(report.ok, false);
  assert.ok(report.largestDifference > 0.8 && report.largestDifference < 1);
});

test('NaN in the golden outputs fails', async (t) => {
  const report = await runSpoiled(t, (folder) => setLastOutput(folder, Number.NaN));
  assert.equal(report.ok, false);
  assert.equal(report.largestDifference, Number.NaN);
});

test('NaN in the weights fails', async (t) => {
  const report = await runSpoiled(t, async (folder) => {
    const bytes = await readFile(join(folder, 'group1-shard1of1.bin'));
    await replaceFile(folder, 'group1-shard1of1.bin', bytes.fill(0xff));
  });
  assert.equal(report.ok, false);
  assert.equal(report.largestDifference, Number.NaN);
});

test('another shape than Keras gave is refused', async (t) => {
  const run = runSpoiled(t, (folder) =>
    editMetadata(folder, ({ golden }) => {
      golden.outputs[0].shape = [4, 3, 1];
    }),
  );
  await assert.rejects(run, {
    name: 'ArtifactError',
    message:
      "cnn/model.json: the golden vectors' outputs are not the model's; expected [null,3], " +
      'got [4,3,1]. Export the model again.',
  });
});

test('inputs that do not fit the model are refused', async (t) => {
  const run = runSpoiled(t, (folder) =>
    editMetadata(folder, ({ golden }) => {
      golden.inputs[0].shape = [4, 64];
    }),
  );
  await assert.rejects(run, {
    name: 'ArtifactError',
    message:
      "cnn/model.json: the golden vectors' inputs are not the model's; expected [null,8,8,1], " +
      'got [4,64]. Export the model again.',
  });
});
