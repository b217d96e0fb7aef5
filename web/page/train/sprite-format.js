/**
 * The sprite that `tfjs-bridge make-sprite` writes: sprite.json, one picture with a digit in each
 * row, and ten bytes a digit, of which that of its class is 1. Pure.
 */

import { JsonField } from '../../src/artifact/json-field.js';
import { DataError, sentence } from '../../src/errors.js';

/**
 * @typedef {object} SpriteIndex what sprite.json says
 * @property {number} train the first rows are to train on
 * @property {number} test the rows that follow are to test on
 * @property {Map<string, string>} sha256 by file name
 * @property {Dataset} dataset
 */
/** @typedef {{name: string, source: string, sha256: object, split_seed: number | null}} Dataset */
/**
 * @typedef {object} Sprite
 * @property {Uint8Array} pixels 784 a digit, row by row, light (255) on dark (0)
 * @property {Uint8Array} labels 10 a digit, one-hot
 * @property {number} trainCount
 * @property {number} testCount
 * @property {Dataset} dataset
 */

export const SIDE = 28;
export const PIXELS = SIDE * SIDE;
export const CLASSES = 10;
export const INDEX_NAME = 'sprite.json';
export const IMAGES_NAME = 'mnist_images.png';
export const LABELS_NAME = 'mnist_labels_uint8';

/**
 * @param {unknown} json
 * @param {string} file for messages
 * @returns {SpriteIndex}
 */
export function parseIndex(json, file) {
  const top = new JsonField(file, '', json);
  top.key('width').oneOf([PIXELS]);
  top.key('classes').oneOf([CLASSES]);
  const dataset = top.key('dataset');
  const digests = top.key('sha256').entries();
  return {
    train: top.key('train').count(),
    test: top.key('test').count(),
    sha256: new Map(digests.map(([name, digest]) => [name, digest.text()])),
    dataset: {
      name: dataset.key('name').text(),
      source: dataset.key('source').text(),
      sha256: dataset.key('sha256').object(),
      split_seed: dataset.key('split_seed').orNull((seed) => seed.count()),
    },
  };
}

/**
 * @param {SpriteIndex} index
 * @param {Uint8Array} pixels
 * @param {Uint8Array} labels
 * @returns {Sprite}
 * @throws {DataError} if they are not as many as the index says, or a label is not one-hot
 */
export function joinSprite({ train, test, dataset }, pixels, labels) {
  const count = train + test;
  if (pixels.length !== count * PIXELS || labels.length !== count * CLASSES) {
    const got = `${pixels.length / PIXELS} pictures and ${labels.length / CLASSES} labels`;
    throw badSprite('parts do not fit each other', `${count} of each`, got);
  }
  const wrong = Array.from({ length: count }, (_, row) => row).find(
    (row) => !isOneHot(labels.subarray(row * CLASSES, (row + 1) * CLASSES)),
  );
  if (wrong !== undefined) {
    throw badSprite('wrong label', 'a single 1 among ten bytes', `another in row ${wrong}`);
  }
  return { pixels, labels, trainCount: train, testCount: test, dataset };
}

/** @param {Uint8Array} label */
function isOneHot(label) {
  return label.reduce((sum, byte) => sum + byte, 0) === 1;
}

/**
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @returns {DataError}
 */
export function badSprite(problem, expected, got) {
  const remedy = 'Write it again with "tfjs-bridge make-sprite"';
  return new DataError(sentence('sprite', { problem, expected, got, remedy }));
}
