import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { replaceFile } from '../helpers/make-artifact.mjs';
import { runScript } from '../helpers/run.mjs';
import { makeModels, postJson } from '../helpers/server-fixture.mjs';
import { SERVER, startProgram } from '../helpers/server-program.mjs';

/** @type {string} */
let exported;
before(async () => {
  exported = await makeModels();
});
after(() => rm(exported, { recursive: true }));

/**
 * @param {import('node:test').TestContext} t
 * @param {...string} options
 */
function start(t, ...options) {
  return startProgram(t, ['--exported', exported, ...options]);
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  test(`${signal} lets a text come to its end, and then ends the server with 0`, async (t) => {
    const { child, ended, json, stderr } = await start(t);
    assert.deepEqual([json.ok, json.models], [true, ['cnn', 'text']]);
    assert.match(json.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    const response = await postJson(`${json.url}api/generate`, { length: 300 });
    child.kill(signal);
    assert.equal([...(await response.text())].length, 300);
    assert.equal(await ended, 0, stderr());
    const { time: _, ms: __, ...entry } = JSON.parse(stderr());
    assert.deepEqual(entry, { method: 'POST', path: '/api/generate', status: 200 });
    await assert.rejects(fetch(`${json.url}healthz`));
  });
}

test('--quiet writes nothing to stderr, and the text for people has the address', async (t) => {
  const args = [SERVER, '--exported', exported, '--port', '0', '--quiet'];
  const child = spawn(process.execPath, args, { cwd: tmpdir() });
  t.after(() => child.kill('SIGKILL'));
  const text = String(await new Promise((resolve) => child.stdout.once('data', resolve)));
  const url = /^Serving cnn, text on (http:\S+\/)\n/.exec(text)?.[1];
  assert.ok(url, text);
  await (await fetch(`${url}healthz`)).text();
  child.kill('SIGTERM');
  const stderr = (await child.stderr.toArray()).join('');
  assert.equal(stderr, '');
});

test('a port that is taken is named, with what to do', async (t) => {
  const other = createServer();
  await new Promise((resolve) => other.listen(0, '127.0.0.1', () => resolve(null)));
  t.after(() => other.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (other.address());
  const args = ['--exported', exported, '--port', `${port}`, '--preload'];
  const { code, stderr } = await runScript(SERVER, ...args);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    `error: port ${port}: taken by another program on 127.0.0.1; expected a free port, got ` +
      'EADDRINUSE. Choose another with --port, or --port 0 for any free one.\n',
  );
});

test('--preload loads all models first, and ends with 4 where one is broken', async (t) => {
  const { json } = await start(t, '--preload');
  const { models } = await (await fetch(`${json.url}healthz`)).json();
  assert.deepEqual(
    models.map((/** @type {{state: string}} */ { state }) => state),
    ['ready', 'ready'],
  );
  const copy = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await cp(exported, copy, { recursive: true });
  await replaceFile(join(copy, 'text'), 'model.json', '{}');
  const args = ['--exported', copy, '--port', '0', '--preload'];
  const { code, stderr } = await runScript(SERVER, ...args);
  assert.equal(code, 4);
  assert.match(stderr, /^error: text\/model\.json, format: missing; expected "layers-model"/);
  await rm(copy, { recursive: true });
});

/** @type {[string, string[], RegExp][]} */
const REFUSED = [
  ['a port in words', ['--port', 'http'], /--port: not a port; expected a whole number .*"http"/],
  ['a port that is none', ['--port', '65536'], /--port: not a port; .*"65536"/],
  ['an unknown option', ['--prot', '1'], /arguments: unknown option/],
  ['an argument', ['exported'], /arguments: not expected; expected only options, got exported/],
  [
    'a folder that is not there',
    ['--exported', 'no/such'],
    /no\/such: cannot be read; .*no such f/,
  ],
  ['an address elsewhere', ['--host', '192.0.2.1'], /192\.0\.2\.1:3000: cannot listen there; exp/],
];

for (const [name, options, message] of REFUSED) {
  test(`${name} is exit code 2`, async () => {
    const { code, stderr } = await runScript(SERVER, ...options);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
  });
}

test('it has help', async () => {
  const { code, stdout } = await runScript(SERVER, '--help');
  assert.equal(code, 0);
  assert.match(stdout, /^Usage: server\.mjs/);
});
