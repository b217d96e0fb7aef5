import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { BLACK, WHITE, writeDigitPng } from '../helpers/digit-png.mjs';
import { DIGITS } from '../helpers/digit-strokes.mjs';
import { DIGIT_SPEC, makeDigitArtifact } from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

const SCRIPT = inWeb('node/predict.mjs');

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeDigitArtifact(join(folder, 'digits'));
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string} name
 * @param {unknown} content is written as JSON, text as it is
 * @returns {Promise<string>} path of the file
 */
async function writeJson(name, content) {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** @param {number} digit */
function inputOf(digit) {
  const { ink, width, height } = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  return Array.from(normalizeDigit(ink, width, height, DIGIT_SPEC) ?? []);
}

/** @param {...string} args */
async function predictJson(...args) {
  const { code, stdout, stderr } = await runScript(SCRIPT, join(folder, 'digits'), ...args);
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout).predictions;
}

test('pixels reach the network as they are, as a list or in an object', async () => {
  const list = await writeJson('list.json', inputOf(3));
  const object = await writeJson('object.json', { pixels: inputOf(3), label: 3 });
  const found = await predictJson('--pixels', list, '--pixels', object, '--json');
  const { pixels, ...answer } = found[0];
  assert.equal(pixels, list);
  assert.equal(answer.status, 'digit');
  assert.equal(answer.digit, 3);
  assert.equal(answer.probabilities.length, 10);
  assert.deepEqual(found[1], { pixels: object, ...answer });
});

test('no preprocessing moves pixels to the centre, and none are no empty picture', async () => {
  const input = inputOf(1);
  const shifted = [...input.slice(5), ...input.slice(0, 5)];
  const paths = await Promise.all([
    writeJson('centred.json', input),
    writeJson('shifted.json', shifted),
    writeJson('black.json', new Array(784).fill(0)),
  ]);
  const args = paths.flatMap((path) => ['--pixels', path]);
  const [centred, other, black] = await predictJson(...args, '--json');
  assert.equal(centred.digit, 1);
  assert.notDeepEqual(other.probabilities, centred.probabilities);
  assert.equal(black.status, 'digit');
});

test('pictures and pixels go together, the pictures first', async () => {
  const image = await writeDigitPng(join(folder, 'nine.png'), {
    digit: 9,
    background: WHITE,
    ink: BLACK,
  });
  const pixels = await writeJson('two.json', inputOf(2));
  const found = await predictJson('--pixels', pixels, '--image', image, '--json');
  assert.deepEqual(
    found.map((/** @type {{digit: number}} */ { digit }) => digit),
    [9, 2],
  );
  const { stdout } = await runScript(SCRIPT, join(folder, 'digits'), '--pixels', pixels);
  assert.match(stdout, /^.+two\.json: 2 \(\d+\.\d %\)\n/);
});

const WRITE = 'Write the pixels row by row.';
const NOT_PIXELS = 'not the pixels of one picture; expected a list of 784 numbers';
/** @type {[string, unknown, string][]} what the file is, its content, message */
const NO_PIXELS = [
  ['missing', null, 'cannot be read; expected a JSON file, got no such file. Check the path.'],
  ['too short', [0, 1], `${NOT_PIXELS}, got 2. ${WRITE}`],
  ['a number', 7, `${NOT_PIXELS}, got 7. ${WRITE}`],
  ['null', 'null', `${NOT_PIXELS}, got null. ${WRITE}`],
  ['another object', { image: [] }, `${NOT_PIXELS}, got {"image":[]}. ${WRITE}`],
  [
    'bytes',
    new Array(784).fill(0).with(5, 255),
    `pixel 5 is out of range; expected a number in [0, 1], got 255. ${WRITE}`,
  ],
  [
    'text in a list',
    new Array(784).fill('ink'),
    `pixel 0 is out of range; expected a number in [0, 1], got "ink". ${WRITE}`,
  ],
  [
    'infinite',
    `[${new Array(784).fill('1e999')}]`,
    `pixel 0 is out of range; expected a number in [0, 1], got Infinity. ${WRITE}`,
  ],
  [
    'rows',
    new Array(784).fill(new Array(28).fill(0)),
    'pixel 0 is out of range; expected a number in [0, 1], ' +
      `got [0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0 .... ${WRITE}`,
  ],
];
for (const [kind, content, message] of NO_PIXELS) {
  test(`a file of pixels that is ${kind} is exit code 4`, async () => {
    const name = `${kind}.json`;
    const path = content === null ? join(folder, name) : await writeJson(name, content);
    const { code, stdout, stderr } = await runScript(
      SCRIPT,
      join(folder, 'digits'),
      '--pixels',
      path,
    );
    assert.equal(code, 4);
    assert.equal(stdout, '');
    assert.equal(stderr, `error: ${path}: ${message}\n`);
  });
}

test('a file of pixels that is deeply nested is exit code 4', async () => {
  const path = await writeJson('deep.json', '['.repeat(100_000));
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'), '--pixels', path);
  assert.equal(code, 4);
  assert.match(stderr, /deep\.json: too deeply nested; expected a list of numbers/);
});

test('a file of pixels that is no JSON is exit code 4', async () => {
  const path = await writeJson('no.json', '[0, 1');
  const { code, stdout } = await runScript(
    SCRIPT,
    join(folder, 'digits'),
    '--pixels',
    path,
    '--json',
  );
  assert.equal(code, 4);
  const { kind, message } = JSON.parse(stdout).error;
  assert.equal(kind, 'DataError');
  assert.match(
    message,
    /no\.json: not valid JSON; expected a list of numbers, got an error \(.+\)\. Write/,
  );
});
