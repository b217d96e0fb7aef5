import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { startServer } from '../../node/server/start.mjs';
import { ModelWorker } from '../../node/server/worker.mjs';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import {
  errorOf,
  healthOf,
  makeModels,
  pngOf,
  postJson,
  postPng,
  startSite,
} from '../helpers/server-fixture.mjs';
import { HOSTILE, makeHarmless, makeHostile } from '../hostile/artifacts.mjs';

/** Requests of the mixed run: 10,000 by hand, with HOSTILE_REQUESTS=10000. */
const REQUESTS = Number(process.env.HOSTILE_REQUESTS ?? 500);
const DIGITS = Array.from({ length: 10 }, (_, digit) => pngOf(digit));

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
before(async () => {
  site = await startSite();
});
after(() => site.remove());

/** @param {number} levels */
function nested(levels) {
  return `{"pixels": ${'['.repeat(levels)}${']'.repeat(levels)}}`;
}

/**
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
function post(body, headers = {}) {
  const all = { 'Content-Type': 'application/json', ...headers };
  return fetch(`${site.url}/api/predict`, { method: 'POST', headers: all, body });
}

test('deeply nested pixels are refused, and the model goes on', async () => {
  for (const levels of [33, 100, 1000, 5000, 30_000]) {
    const { message } = await errorOf(await post(nested(levels)), 400);
    assert.match(message, /^body: too deeply nested; expected at most 32 levels of brackets/);
  }
  await errorOf(await post(nested(20)), 400);
  assert.equal((await (await postPng(`${site.url}/api/predict`, pngOf(3))).json()).digit, 3);
});

test('a question that cannot be sent to a thread fails alone', async (t) => {
  const folder = join(site.exported, 'cnn');
  const start = (/** @type {any} */ workerData) =>
    new Worker(new URL('../../node/server/thread.mjs', import.meta.url), { workerData });
  const worker = new ModelWorker({ folder, label: 'cnn' }, { start, mostWaiting: 8 });
  t.after(() => worker.close());
  const unsendable = { task: /** @type {const} */ ('predict'), pixels: () => {} };
  const answers = await Promise.allSettled([
    worker.run({ task: 'predict', pixels: Array(784).fill(0.5) }),
    worker.run(unsendable),
    worker.run({ task: 'predict', pixels: Array(784).fill(0.5) }),
  ]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.equal(worker.questions, 0);
});

/** A thread that loads, and then answers nothing. */
const DEAF = `const { parentPort } = require('node:worker_threads');
  parentPort.on('message', () => { for (;;) {} });
  parentPort.postMessage({ type: 'ready' });`;

test('a thread that hangs is replaced: its question fails, those that wait go on', async (t) => {
  const exported = await makeModels();
  let isFirst = true;
  const startThread = (/** @type {any} */ workerData) => {
    const isDeaf = isFirst;
    isFirst = false;
    return isDeaf
      ? new Worker(DEAF, { eval: true })
      : new Worker(new URL('../../node/server/thread.mjs', import.meta.url), { workerData });
  };
  const log = {
    requests: (/** @type {any} */ _r, /** @type {any} */ _s, /** @type {() => void} */ next) =>
      next(),
    failure: () => {},
  };
  const settings = { web: site.web, exported, host: '127.0.0.1', port: 0, allowedHosts: [] };
  const server = await startServer(
    { ...settings, isPreloaded: false, log },
    { startThread, silenceMs: 2000 },
  );
  t.after(server.stop);
  const address = `${server.url}api/predict`;
  const [first, second] = await Promise.all([
    postPng(address, pngOf(1)),
    postPng(address, pngOf(2)),
  ]);
  const { message } = await errorOf(first, 503);
  assert.match(
    message,
    /^model cnn: its thread has ended; expected an answer, got no answer in 2 s/,
  );
  assert.equal((await second.json()).digit, 2);
});

/** @type {[string, () => Promise<Response>, number][]} */
const BAD = [
  ['nested JSON', () => post(nested(5000)), 400],
  ['a list of texts', () => post(JSON.stringify({ pixels: Array(784).fill('x') })), 400],
  ['too few pixels', () => post('{"pixels": [1]}'), 400],
  ['no JSON', () => post('{"pixels": ['), 400],
  ['an unknown key', () => post('{"__proto__": 1, "pixel": []}'), 400],
  ['a cut PNG', () => postPng(`${site.url}/api/predict`, pngOf(1).subarray(0, 100)), 400],
  ['a spoilt PNG', () => postPng(`${site.url}/api/predict`, spoilt(pngOf(1))), 400],
  [
    'a JPEG named PNG',
    () => postPng(`${site.url}/api/predict`, Buffer.from('\xff\xd8\xff', 'latin1')),
    400,
  ],
  ['a huge PNG', () => postPng(`${site.url}/api/predict`, huge(pngOf(1))), 400],
  ['no body', () => post(''), 400],
  ['a large body', () => post('x'.repeat(100_000)), 413],
  ['another type', () => post('x', { 'Content-Type': 'text/plain' }), 415],
  ['a foreign page', () => post('{"pixels": []}', { Origin: 'https://example.org' }), 403],
];

/** @param {Buffer} png */
function spoilt(png) {
  const copy = Buffer.from(png);
  copy.fill(0x55, 60, 90);
  return copy;
}

/** @param {Buffer} png */
function huge(png) {
  const copy = Buffer.from(png);
  copy.writeUInt32BE(100_000, 16);
  return copy;
}

for (const [name, ask, status] of BAD) {
  test(`${name} is answered with ${status}`, async () => {
    await errorOf(await ask(), status);
  });
}

test('a tenth of bad requests among good ones, and every model still answers', async () => {
  let [asked, right] = [0, 0];
  const next = async () => {
    while (asked < REQUESTS) {
      asked += 1;
      const i = asked;
      if (i % 10 === 0) {
        const [name, ask, status] = BAD[(i / 10) % BAD.length];
        assert.equal((await ask()).status, status, name);
      } else if (i % 10 === 5) {
        const text = await postJson(`${site.url}/api/generate`, { length: 3 });
        assert.equal([...(await text.text())].length, 3);
      } else {
        const found = await (await postPng(`${site.url}/api/predict`, DIGITS[i % 10])).json();
        right += found.digit === i % 10 ? 1 : 0;
      }
    }
  };
  await Promise.all(Array.from({ length: 16 }, next));
  assert.equal(right, REQUESTS * 0.8);
  for (const name of ['cnn', 'text']) {
    const { state, questions } = await healthOf(site.url, name);
    assert.deepEqual([state, questions], ['ready', 0]);
  }
});

test('hostile artifacts are told of, and hang nothing', async (t) => {
  const folder = await temporaryFolder(t);
  const exported = await makeModels();
  await makeHarmless(join(folder, 'harmless'));
  const some = HOSTILE.filter((_, i) => i % 12 === 0);
  for (const [i, hostile] of some.entries()) {
    await makeHostile(join(folder, 'harmless'), join(exported, `bad-${i}`), hostile);
  }
  const other = await startSite({ exported });
  t.after(other.remove);
  const { models } = await (await fetch(`${other.url}/api/models`)).json();
  const broken = models.filter((/** @type {{ok: boolean}} */ { ok }) => !ok);
  assert.equal(broken.length, some.length);
  assert.ok(broken.every((/** @type {any} */ { error }) => error.kind === 'ArtifactError'));
  const address = `${other.url}/api/predict?model=bad-0`;
  assert.match((await errorOf(await postPng(address, pngOf(1)), 503)).message, /form a cycle/);
  assert.equal((await (await postPng(`${other.url}/api/predict`, pngOf(4))).json()).digit, 4);
});
