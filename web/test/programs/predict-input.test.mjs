/** Pictures as predict.mjs is given them: files, and standard input. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { PAD_SIZE } from '../../page/digits/strokes.js';
import { drawn } from '../helpers/drawn-digit.mjs';
import { makeDigitArtifact } from '../helpers/make-artifact.mjs';
import { inWeb } from '../helpers/run.mjs';

/** @typedef {import('../../src/digits/ink.js').Pixels} Pixels */

/** @type {import('../helpers/drawn-digit.mjs').Colour} */
const NOTHING = [0, 0, 0, 0];

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeDigitArtifact(join(folder, 'digits'));
});
after(() => rm(folder, { recursive: true }));

/**
 * @param {string[]} args
 * @param {Buffer} input of standard input
 * @returns {Promise<{code: number | null, stdout: string, stderr: string}>}
 */
function predict(args, input) {
  const script = inWeb('node/predict.mjs');
  const child = spawn(process.execPath, [script, join(folder, 'digits'), ...args]);
  const output = { stdout: '', stderr: '' };
  for (const name of /** @type {const} */ (['stdout', 'stderr'])) {
    child[name].on('data', (data) => {
      output[name] += data;
    });
  }
  child.stdin.on('error', () => {}); // it need not read all of it
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...output })));
}

/** @param {Pixels} picture */
function pngOf({ data, width, height }) {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data);
  return PNG.sync.write(png);
}

test('a picture and pixels are read from standard input', async () => {
  const { code, stdout, stderr } = await predict(
    ['--image', '-'],
    pngOf(drawn(NOTHING, [255, 255, 255, 255], 3)),
  );
  assert.equal(code, 0, stderr);
  assert.match(stdout, /^standard input: 3 \(/);
  const pixels = Buffer.from(JSON.stringify(new Array(784).fill(0)));
  const json = await predict(['--pixels', '-', '--json'], pixels);
  assert.equal(JSON.parse(json.stdout).predictions[0].pixels, '-');
});

test('a JPEG is read, beside what comes from standard input', async () => {
  const { data } = drawn([255, 255, 255, 255], [0, 0, 0, 255], 4);
  const path = join(folder, 'four.jpg');
  await writeFile(path, jpeg.encode({ data, width: PAD_SIZE, height: PAD_SIZE }, 90).data);
  const args = ['--image', path, '--image', '-', '--json'];
  const { stdout } = await predict(args, pngOf(drawn(NOTHING, [0, 0, 0, 255], 5)));
  const digits = JSON.parse(stdout).predictions.map(
    (/** @type {{digit: number}} */ one) => one.digit,
  );
  assert.deepEqual(digits, [4, 5]);
});

/** @type {[string, string[], string, number, RegExp][]} */
const INPUTS = [
  ['empty', ['--image', '-'], '', 4, /standard input: not a PNG.*got an empty file/],
  ['text', ['--image', '-'], 'hello', 4, /standard input: not a PNG.*got plain text/],
  ['not JSON', ['--pixels', '-'], '[', 4, /standard input: not valid JSON/],
  ['asked for twice', ['--image', '-', '--pixels', '-'], '', 2, /-: given several times; .*got 2/],
];
for (const [name, args, input, expected, message] of INPUTS) {
  test(`standard input that is ${name} is refused`, async () => {
    const { code, stderr } = await predict(args, Buffer.from(input));
    assert.equal(code, expected);
    assert.match(stderr, message);
  });
}

test('a folder, and a file that never ends, are no pictures', async () => {
  const places = /** @type {const} */ ([
    [folder, /cannot be read; .*got a folder/],
    ['/dev/zero', /too large; expected at most \d+ bytes, got more/],
  ]);
  for (const [place, message] of process.platform === 'linux' ? places : places.slice(0, 1)) {
    const { code, stderr } = await predict(['--image', place], Buffer.alloc(0));
    assert.equal(code, 4, stderr);
    assert.match(stderr, message);
  }
});
