import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { editMetadata } from '../helpers/make-artifact.mjs';
import {
  errorOf,
  healthOf,
  pngOf,
  postJson,
  postPng,
  startSite,
  startSlowSite,
  threadOf,
  waitFor,
} from '../helpers/server-fixture.mjs';

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
before(async () => {
  site = await startSlowSite();
});
after(() => site.remove());

/** A question that takes a second and more before its first character. */
const SLOW = { seed_text: 'ab'.repeat(5_000), length: 1 };

/** @param {object} json */
function generate(json) {
  return postJson(`${site.url}/api/generate`, json);
}

/** @param {number} count of questions to the model of text */
async function waitForQuestions(count) {
  const isSo = async () => (await healthOf(site.url, 'text')).questions === count;
  await waitFor(isSo, `${count} questions`);
}

/** @param {string} state of the model of text */
async function waitForState(state) {
  await waitFor(async () => (await healthOf(site.url, 'text')).state === state, state);
}

test('no model is loaded before it is asked', async () => {
  assert.equal(site.threads.length, 0);
  assert.equal((await healthOf(site.url, 'text')).state, 'not loaded');
  await (await generate({ length: 1 })).text();
  assert.equal((await healthOf(site.url, 'text')).state, 'ready');
  assert.equal((await healthOf(site.url, 'cnn')).state, 'not loaded');
  assert.equal(site.threads.length, 1);
});

test('a thread that dies is started again: its question fails, those that wait go on', async () => {
  const asked = [generate(SLOW), generate({ length: 20 })];
  await waitForQuestions(2);
  await threadOf(site, 'text').terminate();
  const [first, second] = await Promise.all(asked);
  const { kind, message } = await errorOf(first, 503);
  assert.equal(first.headers.get('retry-after'), '1');
  assert.equal(kind, 'UnavailableError');
  assert.match(
    message,
    /^model text: its thread has ended; expected an answer, got an unexpected exit\. Try/,
  );
  assert.equal([...(await second.text())].length, 20);
});

test('a thread that dies with nothing to do is started again', async () => {
  const before = site.threads.length;
  await threadOf(site, 'text').terminate();
  await waitForState('ready');
  assert.equal(site.threads.length, before + 1);
});

test('a text breaks off where its thread dies, and does not pass for a whole one', async () => {
  const response = await generate({ length: 10_000 });
  const reader = response.body?.getReader();
  await reader?.read();
  await threadOf(site, 'text').terminate();
  await assert.rejects(async () => {
    while (!(await reader?.read())?.done);
  });
  await waitForState('ready');
});

test('a thread that dies while it loads is tried again with the next question', async () => {
  const asked = postPng(`${site.url}/api/predict`, pngOf(2));
  await waitFor(async () => (await healthOf(site.url, 'cnn')).state === 'loading', 'loading');
  await threadOf(site, 'cnn').terminate();
  await errorOf(await asked, 503);
  assert.equal((await healthOf(site.url, 'cnn')).state, 'failed');
  const answer = await (await postPng(`${site.url}/api/predict`, pngOf(2))).json();
  assert.equal(answer.digit, 2);
});

test('more questions than can wait are refused at once', async () => {
  const gone = new AbortController();
  const options = { signal: gone.signal };
  const address = `${site.url}/api/generate`;
  const asked = Array.from({ length: 33 }, () => postJson(address, SLOW, options));
  await waitForQuestions(33);
  const { message } = await errorOf(await generate({ length: 1 }), 503);
  assert.match(message, /^model text: busy; expected at most 32 waiting requests, got one more/);
  gone.abort();
  await Promise.allSettled(asked);
  await waitForQuestions(0);
});

test('a burst of digits is answered whole, also while their model loads', async (t) => {
  const other = await startSite();
  t.after(other.remove);
  const pictures = Array.from({ length: 10 }, (_, digit) => pngOf(digit));
  for (const state of ['not loaded', 'ready']) {
    assert.equal((await healthOf(other.url, 'cnn')).state, state);
    const asked = Array.from({ length: 100 }, (_, i) =>
      postPng(`${other.url}/api/predict`, pictures[i % 10]),
    );
    for (const [i, response] of (await Promise.all(asked)).entries()) {
      assert.equal((await response.json()).digit, i % 10);
    }
  }
});

test('a model that is exported anew finishes what it was asked before', async () => {
  const old = threadOf(site, 'text');
  const texts = [generate({ length: 3_000 })];
  await waitForQuestions(1);
  await editMetadata(join(site.exported, 'text'), (metadata) => {
    metadata.model.name = 'renamed';
  });
  const isOver = new Promise((resolve) => old.once('exit', resolve));
  texts.push(generate({ length: 3_000 }));
  const [first, second] = await Promise.all(texts);
  const whole = await first.text();
  assert.equal([...whole].length, 3_000);
  assert.equal(await second.text(), whole);
  await isOver;
});
