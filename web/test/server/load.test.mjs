import assert from 'node:assert/strict';
import { test } from 'node:test';
import autocannon from 'autocannon';
import { PIXELS, readNpmDigits } from '../../node/io/npm-digits.mjs';
import { inWeb } from '../helpers/run.mjs';
import { startProgram } from '../helpers/server-program.mjs';

const CONNECTIONS = 50;
const REQUESTS = 10_000;
/** For an answer; far more than it takes, so that a loaded machine does not decide. */
const TIMEOUT_S = 60;

const PREDICT = '/api/predict?model=cnn';
const JSON_TYPE = { 'content-type': 'application/json' };

/** @returns {Promise<{body: string, label: string}>} a digit of MNIST as a request */
async function digitToAskFor() {
  const { images, labels } = await readNpmDigits();
  const index = labels.indexOf(7);
  const pixels = Array.from(images.subarray(index * PIXELS, (index + 1) * PIXELS));
  return { body: JSON.stringify({ pixels }), label: '7' };
}

/**
 * @param {string} json an answer
 * @returns {object} all of it but the time that it took
 */
function predictionIn(json) {
  const { ms: _, ...prediction } = JSON.parse(json);
  return prediction;
}

test('10,000 requests over 50 connections are all answered, and rightly', async (t) => {
  const server = await startProgram(t, ['--exported', inWeb('../exported/pretrained')]);
  const { url } = server.json;
  const { body, label } = await digitToAskFor();
  const ask = async () => {
    const response = await fetch(new URL(PREDICT, url), {
      method: 'POST',
      headers: JSON_TYPE,
      body,
    });
    return predictionIn(await response.text());
  };
  const before = /** @type {{label: string, model: string}} */ (await ask());
  assert.deepEqual([before.label, before.model], [label, 'cnn']);

  /** @type {string[]} */
  const predictions = [];
  /** @type {string[]} */
  const healths = [];
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    amount: REQUESTS,
    timeout: TIMEOUT_S,
    sampleInt: 100, // the run's duration is a multiple of it
    requests: [
      {
        method: 'POST',
        path: PREDICT,
        headers: JSON_TYPE,
        body,
        onResponse: (_, text) => predictions.push(text),
      },
      { method: 'GET', path: '/healthz', onResponse: (_, text) => healths.push(text) },
    ],
  });
  const { errors, timeouts, non2xx, resets, statusCodeStats } = result;
  assert.deepEqual(
    { errors, timeouts, non2xx, resets, statusCodeStats },
    { errors: 0, timeouts: 0, non2xx: 0, resets: 0, statusCodeStats: { 200: { count: REQUESTS } } },
  );
  assert.deepEqual([predictions.length, healths.length], [REQUESTS / 2, REQUESTS / 2]);
  for (const text of predictions) {
    assert.deepEqual(predictionIn(text), before);
  }
  assert.ok(healths.every((text) => JSON.parse(text).ok));

  assert.deepEqual(await ask(), before);
  server.child.kill('SIGTERM');
  assert.equal(await server.ended, 0);
  const log = server.stderr().trimEnd().split('\n');
  assert.equal(log.length, REQUESTS + 2);
  assert.ok(log.every((line) => JSON.parse(line).status === 200));

  const { p50, p99 } = result.latency;
  t.diagnostic(
    `${Math.round(REQUESTS / result.duration)} requests/s, latency p50 ${p50} ms, p99 ${p99} ms`,
  );
});
