/**
 * The sprite that `tfjs-bridge make-sprite` writes: sprite.json, one picture with a digit in each
 * row, and ten bytes a digit, of which that of its class is 1. Pure.
 */

import { parseJson, sha256 } from '../../src/artifact/integrity.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';

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
    throw badSprite('its parts do not match', `${count} of each`, got);
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

/** Rows that are drawn at a time: 65,000 of them would take 200 MB as colours. */
const CHUNK_ROWS = 5000;

/**
 * Fetches a sprite, checks its digests, and takes the picture apart.
 *
 * @param {string} folder address, with a slash at its end
 * @param {(loadedBytes: number, totalBytes: number | null) => void} onProgress of the picture
 * @returns {Promise<Sprite>}
 * @throws {DataError} if a file is missing or damaged
 */
export async function readSprite(folder, onProgress) {
  const file = `${folder}${INDEX_NAME}`;
  const index = parseIndex(parseJson(file, await load(file)), file);
  const [labels, images] = await Promise.all([
    load(`${folder}${LABELS_NAME}`),
    load(`${folder}${IMAGES_NAME}`, onProgress),
  ]);
  await checkDigest(LABELS_NAME, labels, index);
  await checkDigest(IMAGES_NAME, images, index);
  return joinSprite(index, await pixelsOf(images, index.train + index.test), labels);
}

/**
 * @param {string} address
 * @param {(loadedBytes: number, totalBytes: number | null) => void} [onProgress]
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function load(address, onProgress = () => {}) {
  // make-sprite may have written it again; the three files must be of one time.
  const response = await fetch(address, { cache: 'no-cache' }).catch((error) => {
    throw unreadable(address, `no answer from the server (${messageOf(error)})`);
  });
  // Servers of single-page apps answer with their index.html, and status 200, for any address.
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || isPage || response.body === null) {
    throw unreadable(address, response.ok ? 'a web page' : `status ${response.status}`);
  }
  const total = Number(response.headers.get('content-length')) || null;
  // Content-Length counts compressed bytes, and what arrives here is unpacked.
  const isPacked = response.headers.has('content-encoding');
  let loaded = 0;
  const counter = new TransformStream({
    transform(/** @type {Uint8Array} */ piece, controller) {
      loaded += piece.length;
      onProgress(loaded, isPacked ? null : total);
      controller.enqueue(piece);
    },
  });
  const body = new Response(response.body.pipeThrough(counter));
  return new Uint8Array(await body.arrayBuffer());
}

/**
 * @param {string} address
 * @param {string} got
 */
function unreadable(address, got) {
  const remedy =
    'Run "tfjs-bridge make-sprite exported/sprite" where the exported folder is served, or choose the digits included in this page';
  const parts = { problem: 'cannot be read', expected: 'a file of the sprite', got, remedy };
  return new DataError(sentence(new URL(address).pathname.slice(1), parts));
}

/**
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {SpriteIndex} index
 */
async function checkDigest(name, bytes, index) {
  const expected = index.sha256.get(name);
  // Pages that are not served by HTTPS or from localhost have no crypto.subtle.
  const got = globalThis.crypto.subtle ? await sha256(bytes, crypto.subtle) : expected;
  if (got !== expected) {
    throw badSprite(`${name} is damaged`, `SHA-256 ${expected}`, `${got}`);
  }
}

/**
 * @param {Uint8Array<ArrayBuffer>} png
 * @param {number} count rows
 * @returns {Promise<Uint8Array>} one byte a pixel
 */
async function pixelsOf(png, count) {
  const blob = new Blob([png], { type: 'image/png' });
  // With conversion, a browser would apply the screen's colour profile to the pixels.
  const picture = await createImageBitmap(blob, { colorSpaceConversion: 'none' });
  try {
    if (picture.width !== PIXELS || picture.height !== count) {
      const got = `${picture.width} x ${picture.height}`;
      throw badSprite('wrong picture', `${PIXELS} x ${count} pixels`, got);
    }
    const pixels = new Uint8Array(count * PIXELS);
    const canvas = new OffscreenCanvas(PIXELS, Math.min(CHUNK_ROWS, count));
    const context = canvas.getContext('2d', { willReadFrequently: true });
    for (let row = 0; row < count && context; row += CHUNK_ROWS) {
      const rows = Math.min(CHUNK_ROWS, count - row);
      context.drawImage(picture, 0, row, PIXELS, rows, 0, 0, PIXELS, rows);
      const { data } = context.getImageData(0, 0, PIXELS, rows);
      for (let i = 0; i < rows * PIXELS; i += 1) {
        pixels[row * PIXELS + i] = data[4 * i];
      }
    }
    return pixels;
  } finally {
    picture.close();
  }
}
