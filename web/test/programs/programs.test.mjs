/** The command of the npm package: how it names its programs, and what it says of others. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { inWeb, runScript } from '../helpers/run.mjs';

/** @param {...string} args */
const command = (...args) => runScript(inWeb('node/tfjs-bridge.mjs'), ...args);

const PROGRAMS = ['verify', 'compare', 'predict', 'generate', 'inspect-lite', 'serve', 'train'];

test('help names every program, and goes to who asks for it', async () => {
  const [asked, short, spoken, bare] = await Promise.all([
    command('--help'),
    command('-h'),
    command('help'),
    command(),
  ]);
  const listed = Array.from(asked.stdout.matchAll(/^ {2}([a-z][\w-]*) {2}/gm), ([, name]) => name);
  assert.deepEqual(listed, PROGRAMS);
  assert.deepEqual([short.stdout, spoken.stdout, bare.stdout], Array(3).fill(asked.stdout));
  assert.deepEqual([asked.code, short.code, spoken.code, bare.code], [0, 0, 0, 2]);
});

test('help of a program is of the name by which it was called', async () => {
  const helps = await Promise.all(PROGRAMS.map((name) => command(name, '--help')));
  for (const [i, { code, stdout }] of helps.entries()) {
    assert.equal(code, 0);
    assert.ok(stdout.startsWith(`Usage: tfjs-bridge ${PROGRAMS[i]} `), stdout);
    assert.doesNotMatch(stdout, /PROGRAM|\.mjs/);
  }
});

test('every program of this folder is one of the command', async () => {
  const files = (await readdir(inWeb('node'))).filter((name) => name.endsWith('.mjs'));
  const texts = await Promise.all(files.map((name) => readFile(inWeb(`node/${name}`), 'utf8')));
  // The others are run by Python alone.
  const started = files.filter((_, place) => texts[place].startsWith('#!'));
  const own = started
    .map((name) => name.replace('.mjs', ''))
    .filter((name) => name !== 'tfjs-bridge');
  const named = PROGRAMS.map((name) => (name === 'serve' ? 'server' : name));
  assert.deepEqual(
    own.filter((name) => !named.includes(name)),
    [],
  );
});

test('versions are those of the package', async () => {
  const { version } = JSON.parse(await readFile(inWeb('package.json'), 'utf8'));
  const { code, stdout } = await command('--version');
  const node = process.versions.node;
  const expected = `tfjs-bridge ${version}, TensorFlow.js 4.22.0, Node.js ${node}\n`;
  assert.deepEqual([code, stdout], [0, expected]);
});

/** @type {[name: string, problem: string, remedy: string][]} */
const WRONG = [
  ['verfy', 'unknown program', 'Did you mean verify'],
  ['inspect', 'unknown program', 'Did you mean inspect-lite'],
  ['server', 'unknown program', 'Did you mean serve'],
  ['Verify', 'unknown program', 'Did you mean verify'],
  ['constructor', 'unknown program', 'See tfjs-bridge --help'],
  ['--strict', 'unknown program', 'See tfjs-bridge --help'],
  ['export', 'export is a command of the Python package', 'Install that one, too'],
];

for (const [name, problem, remedy] of WRONG) {
  test(`${name} is refused: ${remedy}`, async () => {
    const { code, stdout, stderr } = await command(name, 'exported/cnn');
    const expected = 'expected verify, compare, predict, generate, inspect-lite, serve or train';
    assert.equal(stderr, `error: arguments: ${problem}; ${expected}, got '${name}'. ${remedy}.\n`);
    assert.deepEqual([code, stdout], [2, '']);
  });
}

test('what a program says and ends with is the same by either name', async () => {
  const args = ['no-such-folder', '--json'];
  const [own, other] = await Promise.all([
    command('verify', ...args),
    runScript(inWeb('node/verify.mjs'), ...args),
  ]);
  assert.equal(own.code, 4);
  assert.deepEqual(own, other);
});
