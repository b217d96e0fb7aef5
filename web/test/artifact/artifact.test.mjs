import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { loadArtifact } from '../../src/artifact/load.js';
import { runGolden } from '../../src/proof/golden.js';
import {
  editMetadata,
  makeArtifact,
  makeConvArtifact,
  makeConvModel,
  replaceFile,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';

const SHARD = 'group1-shard1of1.bin';
const AGAIN = 'Copy or load the file again; if that does not help, export the model again.';

/** @param {import('node:test').TestContext} t */
async function convArtifact(t) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  return { folder, reader: createFolderReader(folder, { label: 'cnn' }) };
}

/**
 * @param {import('../../src/artifact/artifact.js').Reader} reader
 * @param {string} message
 */
async function assertRefused(reader, message) {
  await assert.rejects(loadArtifact(reader), { name: 'ArtifactError', exitCode: 4, message });
}

test('an artifact loads, and gives the golden outputs', async (t) => {
  const { folder, reader } = await convArtifact(t);
  const artifact = await loadArtifact(reader);
  const report = await runGolden(artifact.model, artifact);
  artifact.model.dispose();
  const sizes = ['model.json', 'metadata.json', 'golden.bin', SHARD].map(
    async (name) => (await readFile(join(folder, name))).length,
  );
  assert.equal(report.ok, true);
  assert.equal(artifact.integrity, 'SHA-256');
  const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size);
  assert.equal(artifact.bytes, total);
});

test('a weight may span shards', async (t) => {
  const folder = await temporaryFolder(t);
  await makeArtifact(folder, { build: makeConvModel, shardBytes: 50 });
  const artifact = await loadArtifact(createFolderReader(folder));
  const report = await runGolden(artifact.model, artifact);
  artifact.model.dispose();
  assert.ok(artifact.groups[0].paths.length > 5);
  assert.equal(report.ok, true);
});

test('loading and disposing leaves no tensors behind', async (t) => {
  const { reader } = await convArtifact(t);
  const before = tf.memory().numTensors;
  const artifact = await loadArtifact(reader);
  await runGolden(artifact.model, artifact);
  artifact.model.dispose();
  assert.equal(tf.memory().numTensors, before);
});

test('progress counts the bytes of all listed files, and of each', async (t) => {
  const { reader } = await convArtifact(t);
  /** @type {[number, number, import('../../src/artifact/artifact.js').FileProgress][]} */
  const steps = [];
  await readArtifact(reader, { onProgress: (...step) => steps.push(step) });
  assert.equal(steps[0][0], 0);
  const [loaded, total] = steps[steps.length - 1];
  assert.equal(loaded, total);
  const last = new Map(steps.map(([, , file]) => [file.name, file]));
  assert.equal(last.size, 3);
  const files = Array.from(last.values());
  assert.ok(files.every((file) => file.loadedBytes === file.totalBytes));
  assert.equal(
    total,
    files.map((file) => file.totalBytes).reduce((a, b) => a + b),
  );
});

test('without crypto.subtle the sizes alone are checked, and the result says so', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await flipBit(join(folder, SHARD));
  const artifact = await readArtifact(reader, { digester: undefined });
  assert.equal(artifact.integrity, 'sizes only');
});

test('a folder that is not there is refused', async () => {
  await assertRefused(
    createFolderReader('no/such/folder/'),
    'no/such/folder/metadata.json: not found, so this is not an artifact; expected a folder that ' +
      'tfjs-bridge exported, got no such folder. Check the path, or export the model to it.',
  );
});

test('a folder without metadata.json is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await rm(join(folder, 'metadata.json'));
  await assertRefused(
    reader,
    'cnn/metadata.json: not found, so this is not an artifact; expected a folder that ' +
      'tfjs-bridge exported, got a folder without it. Check the path, or export the model to it.',
  );
});

test('a file in place of the folder is refused', async (t) => {
  const { folder } = await convArtifact(t);
  const reader = createFolderReader(join(folder, 'model.json'), { label: 'cnn' });
  await assertRefused(
    reader,
    'cnn/metadata.json: not found, so this is not an artifact; expected a folder that ' +
      'tfjs-bridge exported, got a file in place of the folder. ' +
      'Check the path, or export the model to it.',
  );
});

test('a missing shard is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await rm(join(folder, SHARD));
  await assertRefused(
    reader,
    `cnn/${SHARD}: not found, the artifact is incomplete; expected a file that metadata.json ` +
      'lists, got a folder without it. Copy the whole folder again.',
  );
});

test('a web page in place of a shard is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await writeFile(join(folder, SHARD), '<!DOCTYPE html><html><body>Not Found</body></html>');
  await assertRefused(
    reader,
    `cnn/${SHARD}: the server sent a web page instead of the file; expected the artifact's ` +
      'bytes, got HTML. Check the address of the artifact, and that its folder is served.',
  );
});

test('a web page in place of metadata.json is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await writeFile(join(folder, 'metadata.json'), '\n<html>');
  await assertRefused(
    reader,
    'cnn/metadata.json: the server sent a web page instead of the file; expected the ' +
      "artifact's bytes, got HTML. " +
      'Check the address of the artifact, and that its folder is served.',
  );
});

test('metadata.json that is not JSON is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await writeFile(join(folder, 'metadata.json'), '{"format": ');
  await assertRefused(
    reader,
    'cnn/metadata.json: not valid JSON; expected UTF-8 JSON, got an error ' +
      '(Unexpected end of JSON input). Export the model again.',
  );
});

test('a truncated shard is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  const bytes = await readFile(join(folder, SHARD));
  await writeFile(join(folder, SHARD), bytes.subarray(0, -1));
  await assertRefused(
    reader,
    `cnn/${SHARD}: truncated; expected ${bytes.length} bytes, got ${bytes.length - 1}. ${AGAIN}`,
  );
});

test('a flipped bit is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await flipBit(join(folder, SHARD));
  await assert.rejects(loadArtifact(reader), {
    name: 'ArtifactError',
    message:
      /^cnn\/group1-shard1of1\.bin: damaged or changed; expected SHA-256 [0-9a-f]{12}…, got [0-9a-f]{12}…\. Copy or load the file again; /,
  });
});

test('a newer format version is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editMetadata(folder, (metadata) => {
    metadata.format_version = 2;
  });
  await assertRefused(
    reader,
    'cnn/metadata.json: written by a newer tfjs-bridge; expected format_version 1, got 2. ' +
      'Update tfjs-bridge here, or export the model with this one.',
  );
});

test('a shard that metadata.json does not list is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editModel(folder, (model) => {
    model.weightsManifest[0].paths = ['other.bin'];
  });
  await assertRefused(
    reader,
    'cnn/model.json, weightsManifest[0].paths[0]: wrong value; expected a shard that ' +
      'metadata.json lists, got "other.bin". Export the model again.',
  );
});

test('weights that are stored in a way that is not known are refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editModel(folder, (model) => {
    const quantization = { dtype: 'uint4', original_dtype: 'float32', min: 0, scale: 1 };
    model.weightsManifest[0].weights[0].quantization = quantization;
  });
  await assertRefused(
    reader,
    'cnn/model.json, weightsManifest[0].weights[0].quantization.dtype: wrong value; expected ' +
      '"float16" or "uint16" or "uint8", got "uint4". Export the model again.',
  );
});

test('shards that do not fit the shapes of their weights are refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editModel(folder, (model) => {
    model.weightsManifest[0].weights[0].shape = [1];
  });
  await assertRefused(
    reader,
    'cnn/model.json, weightsManifest[0]: its shards do not fit its weights; expected 464 bytes, ' +
      'as the shapes of its weights need, got 604. Export the model again.',
  );
});

test('a layer that TensorFlow.js does not know is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editModel(folder, (model) => {
    model.modelTopology.config.layers[0].class_name = 'Telepathy';
  });
  await assert.rejects(loadArtifact(reader), {
    name: 'ArtifactError',
    message:
      /^cnn\/model\.json, layer "conv2d\w*": TensorFlow\.js cannot build the model, because it does not know this layer class; expected one of its own classes, got "Telepathy"\. Export the model again\.$/,
  });
});

test('a weight that the model does not have is refused', async (t) => {
  const { folder, reader } = await convArtifact(t);
  await editModel(folder, (model) => {
    model.weightsManifest[0].weights[0].name = 'stray/kernel';
  });
  await assert.rejects(loadArtifact(reader), {
    name: 'ArtifactError',
    message: /weight "stray\/kernel": no layer has this weight; /,
  });
});

/** @param {string} path */
async function flipBit(path) {
  const bytes = await readFile(path);
  bytes[bytes.length >> 1] ^= 1;
  await writeFile(path, bytes);
}

/**
 * @param {string} folder
 * @param {(model: any) => void} edit changes model.json in place; any: it is made wrong on purpose
 */
async function editModel(folder, edit) {
  const model = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  edit(model);
  await replaceFile(folder, 'model.json', JSON.stringify(model));
}
