import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inWeb, runScript } from '../helpers/run.mjs';
import {
  ask,
  errorOf,
  healthOf,
  postJson,
  startSite,
  startSlowSite,
  threadOf,
  waitFor,
} from '../helpers/server-fixture.mjs';

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
/** @type {import('../helpers/server-fixture.mjs').Site} */
let slow;
/** @type {string} */
let address;
before(async () => {
  [site, slow] = await Promise.all([startSite(), startSlowSite()]);
  address = addressOf(site);
});
after(() => Promise.all([site.remove(), slow.remove()]));

/** @param {import('../helpers/server-fixture.mjs').Site} one */
function addressOf(one) {
  return `${one.url}/api/generate`;
}

/**
 * @param {object} json
 * @param {import('../helpers/server-fixture.mjs').Site} [from]
 */
async function generate(json, from = site) {
  const response = await postJson(addressOf(from), json);
  assert.equal(response.status, 200);
  return await response.text();
}

test('text is that of generate.mjs', async () => {
  const options = ['--seed-text', 'abc', '--length', '80', '--temperature', '0.5', '--top-k', '4'];
  const args = [join(site.exported, 'text'), ...options, '--random-seed', '7', '--json'];
  const { stdout } = await runScript(inWeb('node/generate.mjs'), ...args);
  const settings = { length: 80, temperature: 0.5, top_k: 4, random_seed: 7 };
  const text = await generate({ model: 'text', seed_text: 'abc', ...settings });
  assert.equal(text, JSON.parse(stdout).text);
  assert.equal([...text].length, 80);
});

test('what is left out has a default, the same each time', async () => {
  const text = await generate({});
  assert.equal([...text].length, 500);
  const defaults = { seed_text: '\n', length: 500, temperature: 0.8, random_seed: 0 };
  assert.equal(await generate(defaults), text);
  assert.notEqual(await generate({ random_seed: 1 }), text);
});

test('no characters are an empty text', async () => {
  assert.equal(await generate({ length: 0 }), '');
});

test('each character is sent by itself, and never packed', async () => {
  const body = JSON.stringify({ length: 40, temperature: 2 });
  const { head, chunks } = await rawPost(body);
  assert.match(head, /^HTTP\/1\.1 200 /);
  assert.match(head, /\r\ncontent-type: text\/plain; charset=utf-8\r\n/i);
  assert.match(head, /\r\ntransfer-encoding: chunked/i);
  assert.match(head, /\r\ncache-control: no-store, no-transform\r\n/i);
  assert.doesNotMatch(head, /content-encoding/i);
  assert.equal(chunks.length, 40);
  assert.ok(chunks.every((chunk) => [...chunk].length === 1));
  assert.ok(chunks.includes('\u{1f600}'));
});

/**
 * @param {string} body
 * @returns {Promise<{head: string, chunks: string[]}>} the answer as it comes over the wire
 */
async function rawPost(body) {
  const { hostname, port } = new URL(site.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/generate HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip, br\r\n` +
      `Connection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${body.length}\r\n\r\n${body}`,
  );
  const pieces = [];
  for await (const piece of socket) {
    pieces.push(piece);
  }
  const whole = Buffer.concat(pieces);
  const end = whole.indexOf('\r\n\r\n');
  return { head: `${whole.subarray(0, end + 2)}`, chunks: chunksIn(whole.subarray(end + 4)) };
}

/** @param {Buffer} bytes */
function chunksIn(bytes) {
  const chunks = [];
  for (let start = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', start);
    const length = Number.parseInt(bytes.toString('latin1', start, lineEnd), 16);
    if (length === 0) {
      return chunks;
    }
    chunks.push(bytes.toString('utf8', lineEnd + 2, lineEnd + 2 + length));
    start = lineEnd + 2 + length + 2;
  }
}

/** @type {[string, unknown, RegExp][]} */
const REFUSED = [
  [
    'a character that the model does not know',
    { seed_text: 'abcd' },
    /^Character "d" in line 1, column 4: not in the vocabulary; expected .*got U\+0064\. Leave/,
  ],
  ['a length in words', { length: 'ten' }, /^length: wrong value; .*from 0 to 10000, got "ten"/],
  ['too long a length', { length: 10_001 }, /^length: wrong value; .*got 10001/],
  ['half a character', { length: 1.5 }, /^length: wrong value; expected a whole number/],
  ['a length of null', { length: null }, /^length: wrong value; .*got null/],
  ['a temperature below 0', { temperature: -1 }, /^temperature: wrong value; expected a number/],
  ['a top_k of 0', { top_k: 0 }, /^top_k: wrong value; expected a whole number from 1/],
  ['too large a seed', { random_seed: 2 ** 32 }, /^random_seed: wrong value; .*to 4294967295/],
  ['a seed text of numbers', { seed_text: [1] }, /^seed_text: wrong value; .*got \[1\]/],
  ['a long seed text', { seed_text: 'a'.repeat(10_001) }, /at most 10000 characters, got 10001/],
  ['another key', { tempurature: 1 }, /^body: unknown key; expected model, seed_text, .*"tempurat/],
  ['a model of digits', { model: 'cnn' }, /^model: of the wrong kind; expected one of kind "text"/],
  ['a list', [], /^body: wrong value; expected an object, got \[\]/],
];

for (const [name, json, message] of REFUSED) {
  test(`${name} is refused`, async () => {
    assert.match((await errorOf(await postJson(address, json), 400)).message, message);
  });
}

test('a model that is not there is refused', async () => {
  await errorOf(await postJson(address, { model: 'rnn' }), 404);
});

test('another type than JSON is refused, so that no page elsewhere can ask in secret', async () => {
  const response = await fetch(address, { method: 'POST', body: '{}' });
  const { message } = await errorOf(response, 415);
  assert.match(message, /expected application\/json, got text\/plain/);
});

test('a text ends when its client goes, before it is whole', async () => {
  await generate({ length: 1 }, slow);
  let written = 0;
  threadOf(slow, 'text').on('message', ({ type }) => {
    written += type === 'text' ? 1 : 0;
  });
  const gone = new AbortController();
  const response = await postJson(addressOf(slow), { length: 10_000 }, { signal: gone.signal });
  await response.body?.getReader().read();
  gone.abort();
  const isIdle = async () => (await healthOf(slow.url, 'text')).questions === 0;
  await waitFor(isIdle, 'the end of the text');
  assert.ok(written > 0 && written < 9_000, `${written}`);
  assert.equal([...(await generate({ length: 3 }, slow))].length, 3);
  const { aborted, status } = slow.log
    .map((line) => JSON.parse(line))
    .filter((entry) => entry.path === '/api/generate')
    .at(-2);
  assert.deepEqual([aborted, status], [true, 200]);
});

test('a client that goes while its seed text is read, or while it waits, is forgotten', async () => {
  const seed = { seed_text: 'ab'.repeat(2_500), length: 1 };
  const whole = await timeOf(() => generate(seed, slow));
  const gone = new AbortController();
  const options = { signal: gone.signal };
  const asked = [
    postJson(addressOf(slow), seed, options),
    postJson(addressOf(slow), seed, options),
  ];
  const isAsked = async () => (await healthOf(slow.url, 'text')).questions === 2;
  await waitFor(isAsked, 'two questions');
  const rest = await timeOf(async () => {
    gone.abort();
    await Promise.allSettled(asked);
    await generate({ length: 1 }, slow);
  });
  assert.ok(rest < whole, `${rest} ms after the end, ${whole} ms for one`);
  assert.equal((await healthOf(slow.url, 'text')).questions, 0);
});

/** @param {() => Promise<unknown>} work */
async function timeOf(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

test('other answers are not cached', async () => {
  assert.equal((await ask(site.url, '/healthz')).headers['cache-control'], 'no-store');
});
