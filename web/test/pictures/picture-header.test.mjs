import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pictureFacts, pictureFault } from '../../src/pictures/picture-header.js';
import { inWeb } from '../helpers/run.mjs';

const { size, files } = JSON.parse(await readFile(inWeb('../tests/vectors/pictures.json'), 'utf8'));
const READ = [
  'colours.png',
  'baseline.jpg',
  'progressive.jpg',
  'cmyk.jpg',
  'lossy.webp',
  'lossless.webp',
];
/** Bytes that the facts are read from: a JPEG's size comes after its tables. */
const BEGINNINGS = /** @type {const} */ ({ png: 64, webp: 64, jpg: 400 });

test('the page knows a size from the beginning of a file', () => {
  const whole = Object.entries(files).filter(([name]) => READ.includes(name));
  assert.equal(whole.length, READ.length);
  for (const [name, base64] of whole) {
    const kind = /** @type {keyof typeof BEGINNINGS} */ (name.split('.').at(-1));
    const beginning = Buffer.from(String(base64), 'base64').subarray(0, BEGINNINGS[kind]);
    const [found] = pictureFacts(beginning)?.sizes ?? [];
    assert.deepEqual([found?.width, found?.height], size, name);
  }
});

test('a server that takes PNG alone says how to send another kind', () => {
  const lossy = Buffer.from(files['lossy.webp'], 'base64');
  assert.equal(pictureFault(lossy, ['PNG'])?.remedy, 'Send it as image/webp');
});
