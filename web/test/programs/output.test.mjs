/** What becomes of the programs where nobody can have what they write. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeConvArtifact, makeDigitArtifact } from '../helpers/make-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';
import { inWeb } from '../helpers/run.mjs';

const FULL = '/dev/full';
const IS_FULL_THERE = existsSync(FULL);

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeConvArtifact(join(folder, 'conv'));
  await makeDigitArtifact(join(folder, 'cnn'));
  await makeTextArtifact(join(folder, 'text'));
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string[]} args a program and its arguments
 * @param {'pipe' | number} stdout a pipe whose reader has gone, or a file
 * @param {'pipe' | number} [stderr] likewise; by default it is read
 * @returns {Promise<{code: number | null, stderr: string}>}
 */
async function run([program, ...args], stdout, stderr) {
  const child = spawn(process.execPath, [inWeb(`node/${program}.mjs`), ...args], {
    cwd: folder,
    stdio: ['ignore', stdout, stderr ?? 'pipe'],
  });
  child.stdout?.destroy(); // long before the program has started
  let text = '';
  if (stderr === 'pipe') {
    child.stderr?.destroy();
  } else {
    child.stderr?.on('data', (data) => {
      text += data;
    });
  }
  const code = await new Promise((resolve) => child.on('close', resolve));
  return { code, stderr: text };
}

/** @type {[string[], number][]} a program and its arguments, its exit code */
const CALLS = [
  ...['predict', 'generate', 'train', 'verify', 'server'].map(
    (name) => /** @type {[string[], number]} */ ([[name, '--help'], 0]),
  ),
  [['predict', 'cnn', '--random-seed', '1', '--json'], 0],
  [['generate', 'text', '--length', '100000'], 0],
  [['train', 'out', '--epochs', '1', '--batch-size', '500'], 0],
  [['verify', 'conv', '--backend', 'tensorflow'], 1],
  [['verify', 'nothing', '--json'], 4],
  [['verify', '--nonsense', '--json'], 2],
  [['server', '--exported', '.', '--port', '0', '--quiet'], 0],
];

for (const [args, expected] of CALLS) {
  const name = args.join(' ');
  test(`${name}: ends quietly, with its own exit code, where its reader has gone`, async () => {
    const { code, stderr } = await run(args, 'pipe');
    assert.equal(code, expected, stderr);
    assert.match(stderr, /^(epoch 1\/1: .*\n)?$/);
  });

  test(`${name}: says that it cannot be written where the disk is full`, async (t) => {
    if (!IS_FULL_THERE) {
      t.skip(`needs ${FULL}`);
      return;
    }
    const full = await open(FULL, 'w');
    const { code, stderr } = await run(args, full.fd);
    await full.close();
    assert.equal(code, 4, stderr);
    assert.equal(
      stderr.replace(/^epoch 1\/1: .*\n/, '').replace(/^\n\d+ characters.*\n/, ''),
      'error: standard output: cannot be written; expected free space, got a full disk (ENOSPC). ' +
        'Free some space, or write elsewhere.\n',
    );
  });
}

test('messages that cannot be written do not change the exit code', async (t) => {
  for (const [args, expected] of /** @type {[string[], number][]} */ ([
    [['verify', 'nothing'], 4],
    [['generate', 'text', '--length', '5'], 0],
  ])) {
    const gone = await run(args, 'pipe', 'pipe');
    assert.equal(gone.code, expected);
  }
  if (!IS_FULL_THERE) {
    t.skip(`needs ${FULL}`);
    return;
  }
  const full = await open(FULL, 'w');
  assert.equal((await run(['verify', 'nothing'], full.fd, full.fd)).code, 4);
  assert.equal((await run(['generate', 'text', '--length', '5'], 'pipe', full.fd)).code, 0);
  await full.close();
});
