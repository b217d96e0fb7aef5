import assert from 'node:assert/strict';
import { readFile, rename, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { DIGITS } from '../helpers/digit-strokes.mjs';
import {
  DIGIT_SPEC,
  editMetadata,
  makeConvArtifact,
  makeDigitArtifact,
  replaceFile,
} from '../helpers/make-artifact.mjs';
import { inWeb } from '../helpers/run.mjs';
import { errorOf, pngOf, postJson, postPng, startSite } from '../helpers/server-fixture.mjs';

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
/** @type {string} */
let address;
before(async () => {
  site = await startSite();
  address = `${site.url}/api/predict`;
  const { exported } = site;
  await makeConvArtifact(join(exported, 'conv'));
  await makeDigitArtifact(join(exported, 'truncated'));
  await truncate(join(exported, 'truncated', 'group1-shard1of1.bin'), 8);
});
after(() => site.remove());

/** @param {number} digit */
function inputOf(digit) {
  const { ink, width, height } = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  return Array.from(normalizeDigit(ink, width, height, DIGIT_SPEC) ?? []);
}

test('the ten digits are read, from pictures and from pixels', async () => {
  for (const digit of DIGITS.keys()) {
    const picture = await (await postPng(address, pngOf(digit))).json();
    const { ms, probabilities, ...answer } = picture;
    const expected = { status: 'digit', label: `${digit}`, digit, model: 'cnn', backend: 'wasm' };
    assert.deepEqual(answer, expected);
    assert.ok(ms > 0);
    const sum = probabilities.reduce((/** @type {number} */ a, /** @type {number} */ b) => a + b);
    assert.equal(probabilities.length, 10);
    assert.ok(Math.abs(sum - 1) < 1e-5);
    const pixels = await (await postJson(address, { pixels: inputOf(digit) })).json();
    assert.equal(pixels.digit, digit);
  }
});

test('JPEG and WebP are read too, as they are sent', async () => {
  const { data, width, height } = PNG.sync.read(pngOf(5));
  const photo = await post('image/jpeg', jpeg.encode({ data, width, height }, 90).data);
  assert.deepEqual([photo.status, (await photo.json()).digit], [200, 5]);
  const { files } = JSON.parse(await readFile(inWeb('../tests/vectors/pictures.json'), 'utf8'));
  const lossy = await post('image/webp', Buffer.from(files['lossy.webp'], 'base64'));
  assert.deepEqual([lossy.status, (await lossy.json()).status], [200, 'digit']);
});

/**
 * @param {string} type
 * @param {Uint8Array} body
 */
function post(type, body) {
  const headers = { 'Content-Type': type };
  return fetch(address, { method: 'POST', headers, body: new Uint8Array(body) });
}

test('an empty picture has an answer of its own', async () => {
  const response = await postPng(address, PNG.sync.write(new PNG({ width: 50, height: 50 })));
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'empty' });
});

test('all models are listed, broken ones with what is wrong', async () => {
  const { models } = await (await fetch(`${site.url}/api/models`)).json();
  const [cnn, conv, text, truncated] = models;
  assert.deepEqual(
    models.map((/** @type {{name: string}} */ { name }) => name),
    ['cnn', 'conv', 'text', 'truncated'],
  );
  assert.deepEqual([cnn.kind, conv.kind, text.kind], ['digits', 'other', 'text']);
  assert.deepEqual([cnn.parameters, cnn.metrics, cnn.state], [7850, null, 'ready']);
  assert.equal(truncated.ok, false);
  assert.equal(truncated.error.kind, 'ArtifactError');
  assert.match(truncated.error.message, /^truncated\/group1-shard1of1\.bin: truncated; expected/);
});

test('training metrics are told', async () => {
  await makeDigitArtifact(join(site.exported, 'measured'));
  await editMetadata(join(site.exported, 'measured'), (metadata) => {
    metadata.training = {
      dataset: { name: 'mnist', source: 'MNIST' },
      split: { train: 60000, test: 10000, seed: null },
      metrics: { test_loss: 0.04, test_accuracy: 0.99 },
    };
  });
  const { models } = await (await fetch(`${site.url}/api/models`)).json();
  const found = models.find((/** @type {{name: string}} */ { name }) => name === 'measured');
  assert.deepEqual(found.metrics, { test_loss: 0.04, test_accuracy: 0.99 });
});

test('a model that is exported anew answers at once', async () => {
  const folder = join(site.exported, 'again');
  await makeDigitArtifact(folder);
  const label = async () => {
    const response = await postPng(`${address}?model=again`, pngOf(3));
    return (await response.json()).label;
  };
  assert.equal(await label(), '3');
  await editMetadata(folder, (metadata) => {
    metadata.labels = 'zero one two three four five six seven eight nine'.split(' ');
  });
  assert.equal(await label(), 'three');
});

/** @type {[string, string, number, RegExp][]} what, query, status, message */
const MODELS = [
  ['not there', '?model=rnn', 404, /^model: not found; expected .*cnn or conv or .*got "rnn"/],
  ['outside the folder', '?model=..%2Fcnn', 404, /^model: not found; .*got "\.\.\/cnn"/],
  ['of text', '?model=text', 400, /^model: of the wrong kind; expected one of kind "digits", got/],
  ['without preprocessing', '?model=conv', 400, /^model: of the wrong kind; .*got "other"/],
  ['truncated', '?model=truncated', 503, /^truncated\/group1-shard1of1\.bin: truncated; /],
  ['named twice', '?model=cnn&model=text', 400, /^query: unknown; expected model=NAME or none/],
  ['under another key', '?modle=cnn', 400, /^query: unknown; .*got modle/],
];

for (const [name, query, status, message] of MODELS) {
  test(`a model that is ${name} is refused`, async () => {
    const { error } = await refusal(query, 'image/png', pngOf(1));
    assert.equal(error.status, status);
    assert.match(error.message, message);
  });
}

test('a model whose numbers are wrong is refused when it is loaded, and named in the list', async () => {
  const folder = join(site.exported, 'wrong');
  await makeDigitArtifact(folder);
  await replaceFile(folder, 'golden.bin', new Uint8Array(4 * (784 * 4 + 10 * 4)).fill(1));
  const { error } = await refusal('?model=wrong', 'image/png', pngOf(1));
  assert.deepEqual([error.status, error.kind], [503, 'VerificationError']);
  assert.match(error.message, /^wrong: no backend gives Keras's numbers on this device/);
  const { models } = await (await fetch(`${site.url}/api/models`)).json();
  const found = models.find((/** @type {{name: string}} */ model) => model.name === 'wrong');
  assert.equal(found.state, 'failed');
});

/**
 * @param {string} query
 * @param {string | null} type
 * @param {Buffer | string} body
 * @param {Record<string, string>} [headers]
 */
async function refusal(query, type, body, headers = {}) {
  const response = await fetch(address + query, {
    method: 'POST',
    headers: { ...(type === null ? {} : { 'Content-Type': type }), ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { error: await errorOf(response, response.status), response };
}

/**
 * @param {number} width
 * @param {number} height
 * @param {number} [interlace]
 * @returns {Buffer} no more of a PNG than its signature and header
 */
function headerOf(width, height, interlace = 0) {
  const bytes = Buffer.from(PNG.sync.write(new PNG({ width: 1, height: 1 })));
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes[28] = interlace;
  return bytes;
}

const ONE = pngOf(1);
const TWO_HEADERS = Buffer.concat([ONE.subarray(0, 33), headerOf(9, 9).subarray(8, 33), ONE]);
/** A JPEG of 22 bytes that says how large it is. */
const HUGE = Buffer.from('ffd8ffc00011080000000003012200021101031101ffd9', 'hex');
HUGE.writeUInt16BE(65_500, 7);
HUGE.writeUInt16BE(65_500, 9);
const PIXELS = JSON.stringify({ pixels: new Array(784).fill(0).with(5, 255) });

/** @type {[string, string | null, Buffer | string, number, RegExp][]} */
const BODIES = [
  ['no type', null, ONE, 415, /^Content-Type: not supported; .*application\/json, got none/],
  [
    'text',
    'text/plain',
    '{}',
    415,
    /expected image\/png or image\/jpeg or image\/webp or application\/json, got text\/plain/,
  ],
  ['a type of objects', 'constructor', '{}', 415, /got constructor/],
  ['nothing', 'image/png', '', 400, /^picture: not a PNG; .*got an empty file/],
  [
    'a JPEG',
    'image/png',
    Buffer.from([255, 216, 255, 224]),
    400,
    /got a JPEG picture\. Send it as i/,
  ],
  ['a PNG', 'image/jpeg', ONE, 400, /not a JPEG; .*got a PNG picture\. Send it as image\/png/],
  ['the start of a JPEG', 'image/jpeg', Buffer.from([255, 216, 255, 224]), 400, /picture: damaged/],
  ['a GIF', 'image/webp', 'GIF89a', 400, /not a WebP; .*got a GIF picture\. Convert it to PNG/],
  ['a huge JPEG', 'image/jpeg', HUGE, 400, /at most 4096 x 4096 pixels, got 65500 x 65500/],
  ['a JPEG above 4 MiB', 'image/jpeg', Buffer.alloc(2 ** 22 + 1), 413, /^body: too large/],
  ['half a PNG', 'image/png', ONE.subarray(0, 900), 400, /^picture: damaged; /],
  [
    'a PNG in JSON’s name',
    'application/json',
    ONE,
    400,
    /^body: not valid JSON; expected UTF-8 JSON/,
  ],
  ['too wide', 'image/png', headerOf(4097, 1), 400, /at most 4096 x 4096 pixels, got 4097 x 1/],
  ['too high', 'image/png', headerOf(1, 2 ** 31), 400, /got 1 x 2147483648/],
  ['interlaced', 'image/png', headerOf(8, 8, 1), 400, /^picture: interlaced; /],
  ['with two headers', 'image/png', TWO_HEADERS, 400, /^picture: damaged; expected one header/],
  ['a PNG above 1 MiB', 'image/png', Buffer.alloc(2 ** 20 + 1), 413, /^body: too large; .*1048577/],
  ['JSON above 64 KiB', 'application/json', ' '.repeat(65_537), 413, /at most 65536 bytes/],
  ['half of JSON', 'application/json; charset=utf-8', '{"pixels"', 400, /^body: not valid/],
  ['a list', 'application/json', '[1]', 400, /^body: wrong value; expected an object, got \[1\]/],
  ['null', 'application/json', 'null', 400, /^body: wrong value; expected an object, got null/],
  ['another key', 'application/json', '{"pixel":1}', 400, /unknown key; expected pixels, got "pix/],
  ['a prototype', 'application/json', '{"__proto__":1}', 400, /unknown key; .*"__proto__"/],
  ['no pixels', 'application/json', '{}', 400, /^body: not the pixels of one picture; .*got null/],
  ['three pixels', 'application/json', '{"pixels":[0,0,0]}', 400, /a list of 784 numbers, got 3/],
  ['a pixel of 255', 'application/json', PIXELS, 400, /^body: pixel 5 is out of range; .*got 255/],
];

for (const [name, type, body, status, message] of BODIES) {
  test(`a body is refused that is ${name}`, async () => {
    const { error } = await refusal('?model=cnn', type, body);
    assert.equal(error.status, status, error.message);
    assert.match(error.message, message);
  });
}

test('packed bodies are refused', async () => {
  const packed = { 'Content-Encoding': 'gzip' };
  const { error } = await refusal('', 'application/json', '{}', packed);
  assert.equal(error.status, 415);
});

test('no path of this machine is in what is told', async () => {
  const { models } = await (await fetch(`${site.url}/api/models`)).json();
  assert.ok(!JSON.stringify(models).includes(site.exported));
  const { error } = await refusal('?model=wrong', 'image/png', ONE);
  assert.ok(!error.message.includes(site.exported));
});

test('without a name "cnn" answers among several', async () => {
  assert.equal((await (await postPng(address, pngOf(4))).json()).model, 'cnn');
});

test('a folder that is gone is the server’s fault, and named in its log alone', async (t) => {
  const other = await startSite();
  t.after(other.remove);
  await rename(other.exported, `${other.exported}.gone`);
  const { message } = await errorOf(await fetch(`${other.url}/api/models`), 500);
  assert.ok(!message.includes(other.exported));
  assert.equal((await fetch(`${other.url}/exported/cnn/model.json`)).status, 404);
  const { error } = JSON.parse(other.log[0]);
  assert.ok(error.startsWith(`${other.exported}: cannot be read; expected a folder of`), error);
  await rename(`${other.exported}.gone`, other.exported);
  assert.equal((await fetch(`${other.url}/api/models`)).status, 200);
});
