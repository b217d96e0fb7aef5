import { parseJson, sha256 } from '../../src/artifact/integrity.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';
import {
  badSprite,
  IMAGES_NAME,
  INDEX_NAME,
  joinSprite,
  LABELS_NAME,
  PIXELS,
  parseIndex,
} from './sprite-format.js';

/** Rows that are drawn at a time: 65,000 of them would take 200 MB as colours. */
const CHUNK_ROWS = 5000;

/**
 * Fetches a sprite, checks its digests, and takes the picture apart.
 *
 * @param {string} folder address, with a slash at its end
 * @param {(loadedBytes: number, totalBytes: number | null) => void} onProgress of the picture
 * @returns {Promise<import('./sprite-format.js').Sprite>}
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
  const response = await fetch(address, { cache: 'no-cache' }).catch((error) => {
    throw unreadable(address, `no answer from the server (${messageOf(error)})`);
  });
  const isPage = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || isPage || response.body === null) {
    throw unreadable(address, response.ok ? 'a web page' : `status ${response.status}`);
  }
  const total = Number(response.headers.get('content-length')) || null;
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
    'Run "tfjs-bridge make-sprite exported/sprite" where the exported folder is served, or choose the digits that are in this page';
  const parts = { problem: 'cannot be read', expected: 'a file of the sprite', got, remedy };
  return new DataError(sentence(new URL(address).pathname.slice(1), parts));
}

/**
 * @param {string} name
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {import('./sprite-format.js').SpriteIndex} index
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
