import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { createFetchReader } from '../../src/artifact/fetch-reader.js';
import { loadArtifact } from '../../src/artifact/load.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {import('node:http').RequestListener} listener
 * @returns {Promise<import('../../src/artifact/artifact.js').Reader>} for the folder /exported/cnn/
 */
async function readerOf(t, listener) {
  const server = createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => server.close());
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : '';
  return createFetchReader(new URL(`http://127.0.0.1:${port}/exported/cnn/`));
}

test('an artifact loads from a server', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const reader = await readerOf(t, async (request, response) => {
    response.end(await readFile(join(folder, (request.url ?? '').replace('/exported/cnn/', ''))));
  });
  const artifact = await loadArtifact(reader);
  artifact.model.dispose();
  assert.equal(artifact.label, 'exported/cnn');
});

test('status 404 for metadata.json means that there is no artifact', async (t) => {
  const reader = await readerOf(t, (_, response) => response.writeHead(404).end());
  await assert.rejects(loadArtifact(reader), {
    name: 'ArtifactError',
    message:
      'exported/cnn/metadata.json: not found, so this is not an artifact; expected a folder that ' +
      'tfjs-bridge exported, got status 404. Check the path, or export the model to it.',
  });
});

test('another bad status is named', async (t) => {
  const reader = await readerOf(t, (_, response) => response.writeHead(503).end());
  await assert.rejects(loadArtifact(reader), {
    name: 'ArtifactError',
    message:
      "exported/cnn/metadata.json: cannot be read; expected the file's bytes, got status 503. " +
      'Check that the server or disk that holds the artifact works, and try again.',
  });
});

test('an error page with status 200 is named', async (t) => {
  const reader = await readerOf(t, (_, response) => response.end('<!doctype html><p>Hello'));
  await assert.rejects(loadArtifact(reader), /the server sent a web page instead of the file/);
});

test('a server that is not there is named', async () => {
  const fetch = async () => {
    throw new TypeError('fetch failed');
  };
  const reader = createFetchReader(new URL('http://127.0.0.1/exported/cnn'), { fetchFunc: fetch });
  await assert.rejects(loadArtifact(reader), {
    message:
      "exported/cnn/metadata.json: cannot be read; expected the file's bytes, got no answer from " +
      'the server (fetch failed). ' +
      'Check that the server or disk that holds the artifact works, and try again.',
  });
});

test('an answer that breaks off is named', async (t) => {
  const reader = await readerOf(t, (_, response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{');
    setTimeout(() => response.destroy(), 20);
  });
  await assert.rejects(loadArtifact(reader), /got an interrupted response \(terminated\)/);
});
