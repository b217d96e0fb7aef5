import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import { openArtifact } from '../../src/artifact/open.js';
import { useBackend } from '../../src/backend.js';
import { loadBundle } from '../../src/bundle.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {string} folder served as /models/cnn/; /latest/ redirects there
 */
async function serve(t, folder) {
  /** @type {{url: string, token: unknown}[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const { pathname, search } = new URL(request.url ?? '', 'http://host');
    asked.push({ url: pathname + search, token: request.headers.authorization });
    if (pathname.startsWith('/latest/')) {
      const location = pathname.replace('/latest/', '/models/cnn/');
      response.writeHead(302, { Location: location }).end();
      return;
    }
    const file = await readFile(join(folder, pathname.replace('/models/cnn/', ''))).catch(
      () => null,
    );
    response.writeHead(file === null ? 404 : 200).end(file ?? 'not here');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => server.close());
  const address = server.address();
  return { asked, site: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` };
}

const ADDRESSES = [
  '/models/cnn',
  '/models/cnn///',
  '/models/cnn#part',
  '/models/cnn/model.json',
  '/models/cnn/metadata.json',
  '/latest',
];

for (const path of ADDRESSES) {
  test(`${path} is an artifact's address, and its query goes to each file`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeConvArtifact(folder);
    const { asked, site } = await serve(t, folder);
    const [plain, hash = ''] = path.split('#');
    const { label } = await openArtifact(`${site}${plain}?token=a/b${hash && `#${hash}`}`);
    assert.equal(label, plain.replace(/(\/(model|metadata)\.json|\/+)$/, '').slice(1));
    const ours = asked.filter(({ url }) => url.startsWith(path === '/latest' ? '/latest' : '/m'));
    assert.equal(ours.length, 4);
    assert.ok(ours.every(({ url }) => url.endsWith('?token=a/b')));
  });
}

test('a path may end in model.json, and a file: address too', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  for (const name of ['model.json', 'metadata.json', '']) {
    assert.equal((await openArtifact(join(folder, name))).label, folder);
    assert.equal((await openArtifact(pathToFileURL(join(folder, name)))).label, folder);
  }
});

test("headers and a fetch of one's own go to each request", async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const { asked, site } = await serve(t, folder);
  let calls = 0;
  await openArtifact(`${site}/models/cnn`, {
    requestInit: { headers: { Authorization: 'Bearer abc' } },
    fetchFunc: (...args) => {
      calls += 1;
      return fetch(...args);
    },
  });
  assert.equal(calls, 4);
  assert.ok(asked.every(({ token }) => token === 'Bearer abc'));
});

/** @type {[string, any, any, RegExp][]} name, location, options, message */
const REFUSED = [
  ['no location', undefined, {}, /^location: missing; .* got undefined\. Give one/],
  ['null', null, {}, /^location: missing; .* got null\./],
  ['empty text', ' ', {}, /^location: missing; .* got ""\./],
  ['a number', 7, {}, /^location: missing; .* got a value of type number\./],
  ['a blob', 'blob:http://host/1', {}, /^location: not a folder; .* got an address with blob:/],
  ['data', 'data:,x', {}, /got an address with data:/],
  ['a handler of TensorFlow.js', 'indexeddb://cnn', {}, /got an address with indexeddb:/],
  ['a scheme', 'ftp://host/cnn', {}, /^location: of an unknown scheme; .* got ftp:/],
  ['half an address', 'http://', {}, /^location: malformed;/],
  ['a password', 'http://me:secret@host/cnn', {}, /^location: contains a user name; .*got host\./],
  ['a misspelt option', 'x', { bakend: 'cpu' }, /option bakend: not known;.*mean backend\.$/],
  ['another case', 'x', { onprogress() {} }, /Did you mean onProgress\./],
  ["another library's", 'x', { headers: {} }, /Did you mean requestInit: \{ headers \}\./],
  ['a strange option', 'x', { somethingElse: 1 }, /Leave it out\./],
  ['options in words', 'x', 'wasm', /options: of the wrong type; expected an object, got .*string/],
  ['options of null', 'x', null, /options: of the wrong type; expected an object, got null/],
  ['a signal that is none', 'x', { signal: true }, /signal: of the wrong type; expected an Abort/],
  ['a backend of null', 'x', { backend: null }, /backend: of the wrong type; .*got null/],
  ['a cache in Node', 'x', { cache: true }, /^cache: not available here; expected a browser/],
];

for (const [name, location, options, message] of REFUSED) {
  test(`${name} is refused`, async () => {
    await assert.rejects(loadBundle(location, options), { name: 'UsageError', message });
  });
}

test("a user's backend stays in use, and the model runs on its own", async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await useBackend('cpu');
  const bundle = await loadBundle(folder);
  assert.equal(tf.getBackend(), 'cpu');
  assert.equal(bundle.backend, 'wasm');
  assert.equal(
    bundle.run(() => tf.getBackend()),
    'wasm',
  );
  const input = tf.ones([1, 8, 8, 1]);
  const output = /** @type {tf.Tensor} */ (bundle.model.predict(input));
  const [own] = /** @type {any} */ (bundle.model.weights).map((/** @type {any} */ w) => w.val);
  const backendOf = (/** @type {tf.Tensor} */ tensor) =>
    /** @type {any} */ (tf.engine()).state.tensorInfo.get(tensor.dataId).backend;
  assert.equal(backendOf(output), tf.findBackend('wasm'));
  assert.equal(backendOf(own), tf.findBackend('wasm'));
  assert.equal(tf.getBackend(), 'cpu');
  tf.dispose([input, output]);
  bundle.dispose();
});

test('two that load at once do not disturb each other', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const wanted = /** @type {const} */ (['wasm', 'cpu', 'wasm', 'cpu']);
  const bundles = await Promise.all(wanted.map((backend) => loadBundle(folder, { backend })));
  assert.deepEqual(
    bundles.map(({ trials }) => trials.map(({ backend }) => backend)),
    wanted.map((backend) => [backend]),
  );
  for (const bundle of bundles) {
    bundle.dispose();
  }
});
