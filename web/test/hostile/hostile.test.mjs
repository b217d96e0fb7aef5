import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { inWeb, runScript } from '../helpers/run.mjs';
import { HOSTILE, makeHarmless, makeHostile } from './artifacts.mjs';

/** Far more than any refusal takes, on a machine that is busy. */
const TIME_LIMIT_MS = 20_000;

/** @type {string} */
let root;
/** @type {Worker} */
let thread;
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeHarmless(join(root, 'harmless'));
  thread = startThread();
});
after(async () => {
  await thread.terminate();
  await rm(root, { recursive: true });
});

function startThread() {
  return new Worker(new URL('./thread.mjs', import.meta.url));
}

/**
 * @param {string} folder
 * @returns {Promise<{name: string, exitCode: number, message: string}[]>} of verify and loadBundle
 */
async function openInTime(folder) {
  thread.postMessage(folder);
  const limit = setTimeout(() => thread.terminate(), TIME_LIMIT_MS);
  try {
    return await Promise.race([
      once(thread, 'message').then(([outcomes]) => outcomes),
      once(thread, 'exit').then(() => assert.fail(`no answer in ${TIME_LIMIT_MS} ms`)),
    ]);
  } finally {
    clearTimeout(limit);
  }
}

test('there are as many as were found by hand, and more', () => {
  assert.ok(HOSTILE.length >= 82);
  assert.equal(new Set(HOSTILE.map(([name]) => name)).size, HOSTILE.length);
});

test('what all are made from is right', async () => {
  const outcomes = await openInTime(join(root, 'harmless'));
  assert.deepEqual(
    outcomes.map(({ exitCode, message }) => [exitCode, message]),
    [
      [0, 'opened'],
      [0, 'opened'],
    ],
  );
});

for (const hostile of HOSTILE) {
  const [name, expected] = hostile;
  test(`${name} is refused in time`, async () => {
    const folder = join(root, 'hostile');
    await makeHostile(join(root, 'harmless'), folder, hostile);
    try {
      for (const outcome of await openInTime(folder)) {
        assert.deepEqual([outcome.name, outcome.exitCode], ['ArtifactError', 4], outcome.message);
        assert.match(outcome.message, expected);
        assert.match(outcome.message, /^[^;]+: [^;]+; expected [^;]+, got [^;]*\. [A-Z][^.]+\.$/);
        assert.ok(outcome.message.length < 600);
      }
    } catch (error) {
      await thread.terminate();
      thread = startThread();
      throw error;
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}

for (const script of ['verify.mjs', 'predict.mjs', 'generate.mjs']) {
  test(`${script} ends with exit code 4`, async (t) => {
    const folder = join(root, script);
    t.after(() => rm(folder, { recursive: true }));
    await makeHostile(join(root, 'harmless'), folder, HOSTILE[0]);
    const options = script === 'predict.mjs' ? ['--random'] : [];
    const { code, stderr } = await runScript(inWeb(join('node', script)), folder, ...options);
    assert.equal(code, 4);
    assert.match(stderr, /form a cycle/);
  });
}
