import assert from 'node:assert/strict';
import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { loadBundle } from '../../src/bundle.js';
import {
  editMetadata,
  makeConvArtifact,
  replaceFile,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';

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
    const file = await readFile(join(folder, request.url ?? '')).catch(() => null);
    response.writeHead(file === null ? 404 : 200).end(file ?? 'not here');
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

const SHARD = 'group1-shard1of1.bin';

/** @type {[string, (folder: string) => Promise<void>, string, RegExp][]} name, fault, error, words */
const FAULTS = [
  [
    'no metadata',
    (folder) => rm(join(folder, 'metadata.json')),
    'ArtifactError',
    /metadata\.json: not found, so this is not an artifact/,
  ],
  [
    'a shard that is not there',
    (folder) => rm(join(folder, SHARD)),
    'ArtifactError',
    /shard1of1\.bin: not found, the artifact is incomplete/,
  ],
  [
    'a web page in place of a shard',
    (folder) => writeFile(join(folder, SHARD), '<!doctype html><title>Not found</title>'),
    'ArtifactError',
    /shard1of1\.bin: the server sent a web page instead of the file/,
  ],
  [
    'a truncated shard',
    (folder) => truncate(join(folder, SHARD), 8),
    'ArtifactError',
    /shard1of1\.bin: truncated; expected \d+ bytes, got 8/,
  ],
  [
    'a flipped bit',
    async (folder) => {
      const bytes = await readFile(join(folder, SHARD));
      bytes[20] ^= 1;
      await writeFile(join(folder, SHARD), bytes);
    },
    'ArtifactError',
    /damaged or changed; expected SHA-256/,
  ],
  [
    'a wrong digest in the metadata',
    (folder) =>
      editMetadata(folder, (metadata) => {
        metadata.files[SHARD].sha256 = 'a'.repeat(64);
      }),
    'ArtifactError',
    /expected SHA-256 aaaaaaaaaaaa…/,
  ],
  [
    'a newer format version',
    (folder) =>
      editMetadata(folder, (metadata) => {
        metadata.format_version = 2;
      }),
    'ArtifactError',
    /written by a newer tfjs-bridge; expected format_version 1, got 2/,
  ],
  [
    'weights that are NaN',
    async (folder) => {
      const bytes = await readFile(join(folder, SHARD));
      bytes.writeFloatLE(Number.NaN, bytes.length - 4);
      await replaceFile(folder, SHARD, bytes);
    },
    'VerificationError',
    /no backend gives Keras's numbers on this device.*got NaN/,
  ],
  [
    "outputs that are not the model's",
    async (folder) => {
      const golden = await readFile(join(folder, 'golden.bin'));
      golden.writeFloatLE(3, golden.length - 4);
      await replaceFile(folder, 'golden.bin', golden);
    },
    'VerificationError',
    /no backend gives Keras's numbers on this device.*wasm: .*cpu: /,
  ],
];

for (const [name, spoil, error, message] of FAULTS) {
  test(`${name} is refused, from disk and from a server`, async (t) => {
    const folder = await convFolder(t);
    await spoil(folder);
    const before = tf.memory().numTensors;
    for (const location of [folder, await serve(t, folder)]) {
      await assert.rejects(loadBundle(location), { name: error, message });
    }
    assert.equal(tf.memory().numTensors, before);
  });
}

test('where the first backend is not exact enough, the next one is used', async (t) => {
  const folder = await convFolder(t);
  await editMetadata(folder, (metadata) => {
    metadata.golden.tolerance = 1e-12; // the golden outputs of this artifact are those of cpu
  });
  const bundle = await loadBundle(folder);
  assert.equal(bundle.backend, 'cpu');
  assert.equal(bundle.selfTest.largestDifference, 0);
  bundle.dispose();
  await assert.rejects(loadBundle(folder, { backend: 'wasm' }), { name: 'VerificationError' });
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
  [
    'a backend',
    { backend: 'cuda' },
    /backend: unknown; expected cpu, .* or tensorflow, got "cuda"/,
  ],
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
    message: /^no\/such\/folder\/metadata.json: not found, so this is not an artifact/,
  });
});
