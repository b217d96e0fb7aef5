import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ask, errorOf, startSite } from '../helpers/server-fixture.mjs';

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
before(async () => {
  site = await startSite();
  const { web, exported } = site;
  await writeFile(join(exported, '.hidden'), 'hidden');
  await mkdir(join(exported, 'cnn', '.git'));
  await writeFile(join(exported, 'cnn', '.git', 'config'), 'hidden');
  await symlink(join(web, 'package.json'), join(exported, 'cnn', 'link.json'));
  await symlink(web, join(exported, 'linked'));
  await symlink(join(exported, 'cnn'), join(exported, 'other-name'));
  await writeFile(join(web, 'dist', 'page.mjs'), 'export {};');
});
after(() => site.remove());

/** @type {[string, RegExp][]} */
const SERVED = [
  ['/web/', /^text\/html; charset=utf-8$/],
  ['/web/index.html', /^text\/html; charset=utf-8$/],
  ['/web/style.css', /^text\/css; charset=utf-8$/],
  ['/web/icon.svg', /^image\/svg\+xml$/],
  ['/web/dist/main.js', /^text\/javascript; charset=utf-8$/],
  ['/web/dist/page.mjs', /^text\/javascript; charset=utf-8$/],
  ['/web/dist/tfjs.wasm', /^application\/wasm$/],
  ['/exported/cnn/model.json', /^application\/json/],
  ['/exported/cnn/group1-shard1of1.bin', /^application\/octet-stream$/],
  ['/exported/other-name/model.json', /^application\/json/],
];

for (const [path, type] of SERVED) {
  test(`${path} is served with its type`, async () => {
    const response = await fetch(site.url + path);
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type') ?? '', type);
    assert.equal(response.headers.get('cache-control'), 'no-cache');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    await response.arrayBuffer();
  });
}

const NOT_SERVED = [
  '/web/package.json',
  '/web/page/main.js',
  '/web/dist',
  '/web/dist/',
  '/web/../package.json',
  '/web/dist/../package.json',
  '/web/dist/%2e%2e/package.json',
  '/web/dist/..%2fpackage.json',
  '/web/dist/..%5cpackage.json',
  '/web//package.json',
  '/web/dist/main.js/',
  '/web/dist/main.js%00.txt',
  '/WEB/index.html',
  '/exported',
  '/exported/',
  '/exported/cnn',
  '/exported/.hidden',
  '/exported/cnn/.git/config',
  '/exported/cnn/link.json',
  '/exported/linked/package.json',
  '/exported/linked/dist/main.js',
  '/package.json',
  '/api',
];

for (const path of NOT_SERVED) {
  test(`${path} is not served`, async () => {
    const { status, headers, text } = await ask(site.url, path);
    assert.equal(status, 404, text);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.equal(JSON.parse(text).error.kind, 'RequestError');
  });
}

test('an address that cannot be decoded is a wrong request', async () => {
  const { status, text } = await ask(site.url, '/web/%E0%A4%A');
  assert.equal(status, 400);
  assert.match(JSON.parse(text).error.message, /^request: not understood; expected one that/);
});

test('the top leads to the page', async () => {
  for (const path of ['/', '/web']) {
    const { status, headers } = await ask(site.url, path);
    assert.deepEqual([status, headers.location], [302, '/web/']);
  }
});

test('a file that has not changed is not sent again', async () => {
  const path = '/exported/cnn/model.json';
  const { headers } = await ask(site.url, path);
  const again = { 'If-None-Match': headers.etag, 'Cache-Control': 'max-age=0' };
  const { status, text } = await ask(site.url, path, { headers: again });
  assert.deepEqual([status, text], [304, '']);
});

test('HEAD is answered without a body', async () => {
  const { status, headers, text } = await ask(site.url, '/web/', { method: 'HEAD' });
  assert.equal(status, 200);
  assert.ok(Number(headers['content-length']) > 1000);
  assert.equal(text, '');
});

test('other methods are refused, with those that are allowed', async () => {
  for (const [path, method, allowed] of [
    ['/web/', 'POST', 'GET, HEAD'],
    ['/web/style.css', 'DELETE', 'GET, HEAD'],
    ['/api/models', 'PUT', 'GET, HEAD'],
    ['/api/predict', 'GET', 'POST'],
    ['/api/generate', 'OPTIONS', 'POST'],
  ]) {
    const response = await fetch(site.url + path, { method });
    assert.equal(response.headers.get('allow'), allowed);
    assert.match((await errorOf(response, 405)).message, /wrong method; expected (GET|POST)/);
  }
});

test('texts are compressed, weights are not', async () => {
  const headers = { 'Accept-Encoding': 'gzip' };
  const script = await ask(site.url, '/web/dist/main.js', { headers });
  assert.equal(script.headers['content-encoding'], 'gzip');
  const weights = await ask(site.url, '/exported/cnn/group1-shard1of1.bin', { headers });
  assert.equal(weights.headers['content-encoding'], undefined);
  assert.ok(Number(weights.headers['content-length']) > 10_000);
});

test('the policy allows what the page needs, and no inline script', async () => {
  const response = await fetch(`${site.url}/web/`);
  const policy = response.headers.get('content-security-policy') ?? '';
  const own = /content="(default-src[^"]+)"/.exec(await response.text())?.[1] ?? 'none';
  for (const directive of own.split('; ')) {
    assert.ok(policy.split(';').includes(directive), directive);
  }
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|upgrade-insecure/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(response.headers.get('x-powered-by'), null);
});

test('names that are not the server’s are refused', async () => {
  const { port } = new URL(site.url);
  for (const host of ['localhost', `LOCALHOST:${port}`, '127.0.0.1', `[::1]:${port}`]) {
    assert.equal((await ask(site.url, '/healthz', { headers: { host } })).status, 200, host);
  }
  for (const host of ['evil.example', `evil.example:${port}`, 'localhost.evil.example']) {
    const { status, text } = await ask(site.url, '/api/models', { headers: { host } });
    assert.equal(status, 403, host);
    assert.match(
      JSON.parse(text).error.message,
      /^Host: not a name of this server; expected 127\.0\.0\.1 or localhost or \[::1\], got /,
    );
  }
});

test('a further name can be allowed', async (t) => {
  const other = await startSite({ allowedHosts: ['Models.Example'] });
  t.after(other.remove);
  const statusFor = async (/** @type {string} */ host) =>
    (await ask(other.url, '/healthz', { headers: { host } })).status;
  assert.equal(await statusFor('models.example:3000'), 200);
  assert.equal(await statusFor('evil.example'), 403);
});

test('each request is one line of JSON in the log', async () => {
  site.log.length = 0;
  await (await fetch(`${site.url}/healthz?secret=1`)).text();
  await (await fetch(`${site.url}/no\n/such`)).text();
  const entries = site.log.map((line) => JSON.parse(line));
  assert.deepEqual(
    entries.map(({ method, path, status }) => [method, path, status]),
    [
      ['GET', '/healthz', 200],
      ['GET', '/no/such', 404],
    ],
  );
  for (const { time, ms } of entries) {
    assert.match(time, /^\d{4}-\d\d-\d\dT.+Z$/);
    assert.ok(ms >= 0);
  }
});
