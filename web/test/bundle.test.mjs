import assert from 'node:assert/strict';
import { readFile, truncate } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { loadBundle } from '../src/bundle.js';
import { makeConvArtifact, replaceFile, temporaryFolder } from './make-artifact.mjs';

/** @param {import('node:test').TestContext} t */
async function convFolder(t) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  return folder;
}

/**
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @returns {Promise<string>} the address at which it is served
 */
async function serve(t, folder) {
  const server = createServer(async (request, response) => {
    response.end(await readFile(join(folder, request.url ?? '')));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

/** @type {[string, (t: import('node:test').TestContext, folder: string) => Promise<string | URL>][]} */
const LOCATIONS = [
  ['a path', async (_, folder) => folder],
  ['a file: address', async (_, folder) => pathToFileURL(folder)],
  ['a file: address in words', async (_, folder) => pathToFileURL(folder).href],
  ['a web address', serve],
];

for (const [name, locate] of LOCATIONS) {
  test(`a bundle loads from ${name}, tested and timed`, async (t) => {
    const location = await locate(t, await convFolder(t));
    const before = tf.memory().numTensors;
    const bundle = await loadBundle(location);
    assert.equal(bundle.backend, 'wasm');
    assert.equal(bundle.artifact.integrity, 'SHA-256');
    assert.ok(bundle.selfTest.ok && bundle.selfTest.largestDifference < 1e-6);
    assert.ok(Object.values(bundle.timings).every((ms) => ms > 0));
    assert.equal(bundle.metadata.model.name, 'fixture');
    bundle.dispose();
    assert.equal(tf.memory().numTensors, before);
  });
}

test('a backend that is named is the one that is used', async (t) => {
  const bundle = await loadBundle(await convFolder(t), { backend: 'cpu' });
  assert.equal(bundle.backend, 'cpu');
  assert.equal(tf.getBackend(), 'cpu');
  bundle.dispose();
});

test('a damaged file is refused before anything is built', async (t) => {
  const folder = await convFolder(t);
  await truncate(join(folder, 'group1-shard1of1.bin'), 8);
  await assert.rejects(loadBundle(folder), { name: 'ArtifactError', message: /truncated/ });
});

test('wrong numbers are refused, on every backend', async (t) => {
  const folder = await convFolder(t);
  const golden = await readFile(join(folder, 'golden.bin'));
  golden.writeFloatLE(3, golden.length - 4);
  await replaceFile(folder, 'golden.bin', golden);
  await assert.rejects(loadBundle(folder), {
    name: 'VerificationError',
    message: /no backend gives Keras's numbers on this device.*wasm: .*cpu: /,
  });
});

test('progress is told for each file, and in total', async (t) => {
  const address = await serve(t, await convFolder(t));
  const files = new Set();
  let last = [0, 1];
  const bundle = await loadBundle(address, {
    onProgress: (loaded, total, file) => {
      files.add(file.name);
      last = [loaded, total];
    },
  });
  bundle.dispose();
  assert.deepEqual(Array.from(files).sort(), ['golden.bin', 'group1-shard1of1.bin', 'model.json']);
  assert.equal(last[0], last[1]);
});

test('a signal ends loading with its reason', async (t) => {
  const folder = await convFolder(t);
  for (const location of [folder, await serve(t, folder)]) {
    const controller = new AbortController();
    const loading = loadBundle(location, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error('the user left')),
    });
    await assert.rejects(loading, /the user left/);
  }
});

/** @type {[string, object, RegExp][]} */
const REFUSED = [
  ['a backend', { backend: 'cuda' }, /backend: unknown; expected cpu or wasm, got "cuda"/],
  [
    'an integrity',
    { integrity: 'md5' },
    /integrity: not known; expected SHA-256 or sizes, got md5/,
  ],
];

for (const [name, options, message] of REFUSED) {
  test(`${name} that is not known is refused`, async () => {
    await assert.rejects(loadBundle('nowhere', options), { name: 'UsageError', message });
  });
}

test('a folder that is not there is named', async () => {
  await assert.rejects(loadBundle('no/such/folder'), {
    name: 'ArtifactError',
    message: /^no\/such\/folder\/metadata.json: not found, so this is no artifact/,
  });
});
