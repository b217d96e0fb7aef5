import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inWeb, runScript } from '../helpers/run.mjs';
import { HOSTILE, makeHarmless, makeHostile } from './artifacts.mjs';
import { assertRefused, WatchedThread } from './watched-thread.mjs';

/** @type {string} */
let root;
const thread = new WatchedThread();
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeHarmless(join(root, 'harmless'));
});
after(async () => {
  await thread.end();
  await rm(root, { recursive: true });
});

test('there are as many as were found by hand, and more', () => {
  assert.ok(HOSTILE.length >= 82);
  assert.equal(new Set(HOSTILE.map(([name]) => name)).size, HOSTILE.length);
});

test('what all are made from is right', async () => {
  const outcomes = await thread.open(join(root, 'harmless'));
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
      assertRefused(await thread.open(folder), expected);
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
