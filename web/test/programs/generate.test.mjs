import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeConvArtifact } from '../helpers/make-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

const SCRIPT = inWeb('node/generate.mjs');

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeTextArtifact(join(folder, 'text'));
  await makeConvArtifact(join(folder, 'conv'));
});
after(() => rm(folder, { recursive: true }));

/** @param {string[]} options */
function generate(...options) {
  return runScript(SCRIPT, join(folder, 'text'), ...options);
}

test('it writes the seed text and what follows, and the speed to stderr', async () => {
  const { code, stdout, stderr } = await generate('--seed-text', 'abc', '--length', '30');
  assert.equal(code, 0, stderr);
  assert.ok(stdout.startsWith('abc'));
  assert.equal([...stdout].length, 3 + 30 + 1);
  assert.match(stderr, /^\n\d+ characters per second on kernel\n$/);
});

test('the same random seed gives the same text, on the kernel and on both backends', async () => {
  const options = ['--seed-text', 'a', '--length', '60', '--random-seed', '5', '--json'];
  const runs = await Promise.all([
    generate(...options),
    generate(...options, '--backend', 'cpu'),
    generate(...options, '--backend', 'wasm'),
    generate(...options, '--backend', 'kernel'),
    generate(...options, '--random-seed', '6'),
  ]);
  const [first, cpu, wasm, kernel, other] = runs.map(({ stdout }) => JSON.parse(stdout));
  assert.equal(first.text, cpu.text);
  assert.equal(first.text, wasm.text);
  assert.equal(first.text, kernel.text);
  assert.deepEqual([cpu.backend, wasm.backend, kernel.backend], ['cpu', 'wasm', 'kernel']);
  assert.notEqual(first.text, other.text);
  assert.deepEqual([first.backend, first.length, first.random_seed], ['kernel', 60, 5]);
  assert.ok(first.characters_per_second > 0);
});

test('it ends quietly where its reader has gone', async () => {
  const args = [SCRIPT, join(folder, 'text'), '--length', '100000'];
  const child = spawn(process.execPath, args, { cwd: tmpdir() });
  child.stdout.once('data', () => child.stdout.destroy());
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0, stderr);
  assert.equal(stderr, '');
});

/** @type {[string, string[], number, RegExp][]} name, options, exit code, message */
const REFUSED = [
  ['a length that is no number', ['--length', 'ten'], 2, /--length: not a number/],
  ['half a character', ['--length', '1.5'], 2, /--length: out of range; expected a whole number/],
  [
    'a length below 0',
    ['--length', '-5'],
    2,
    /--length: out of range; .* from 0 to 1\d+, got "-5"/,
  ],
  ['a huge length', ['--length', '9'.repeat(20)], 2, /--length: out of range; .*got "9{20}"/],
  ['a seed below 0', ['--random-seed', '-1'], 2, /--random-seed: out of range; .*got "-1"/],
  [
    'a large seed',
    ['--random-seed', '4294967296'],
    2,
    /--random-seed: out of range; .*4294967295,/,
  ],
  ['an infinite temperature', ['--temperature', 'Infinity'], 2, /--temperature: not a number/],
  ['a temperature below 0', ['--temperature', '-1'], 2, /--temperature: out of range/],
  ['a top-k of 0', ['--top-k', '0'], 2, /--top-k: out of range; expected a whole number from 1/],
  [
    'a backend of browsers',
    ['--backend', 'webgl'],
    2,
    /--backend: not available in Node\.js, .*"webgl"/,
  ],
  ['an unknown backend', ['--backend', 'cuda'], 2, /backend: unknown/],
  [
    'a character outside the vocabulary',
    ['--seed-text', 'abcd'],
    4,
    /Character "d" in line 1, column 4: not in the vocabulary/,
  ],
];

for (const [name, options, expected, message] of REFUSED) {
  test(`${name} is refused`, async () => {
    const { code, stderr } = await generate(...options);
    assert.equal(code, expected, stderr);
    assert.match(stderr, message);
  });
}

test('a model of pictures is refused', async () => {
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'conv'));
  assert.equal(code, 4);
  assert.match(stderr, /not a text model/);
});

test('it has help', async () => {
  const { code, stdout } = await runScript(SCRIPT, '--help');
  assert.equal(code, 0);
  assert.match(stdout, /^Usage: generate.mjs/);
});
