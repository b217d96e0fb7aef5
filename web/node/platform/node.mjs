/** What differs between platforms, in Node.js; src/platform/browser.js is its twin for browsers. */

import { openAsBlob } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { folderAddress, locationText, withoutFileName } from '../../src/artifact/address.js';
import { createFetchReader } from '../../src/artifact/fetch-reader.js';
import { messageOf, sentence, UsageError } from '../../src/errors.js';
import { createFolderReader } from './folder-reader.mjs';

export { findWasmFolder as usualWasm } from './wasm-folder.mjs';

const TFJS_NODE = '@tensorflow/tfjs-node';

/**
 * @param {string | URL} location a path, a file: URL or a web address
 * @param {import('../../src/artifact/fetch-reader.js').FetchOptions} [options] of web addresses
 * @returns {import('../../src/artifact/artifact.js').Reader & {address?: string}}
 * @throws {UsageError} if it is neither
 */
export function createReader(location, options) {
  const text = locationText(location);
  if (/^https?:/i.test(text)) {
    return createFetchReader(folderAddress(text, undefined), options);
  }
  return createFolderReader(withoutFileName(/^file:/i.test(text) ? pathOf(text) : pathIn(text)));
}

/** @param {string} text a file: URL */
function pathOf(text) {
  try {
    return fileURLToPath(text);
  } catch (error) {
    throw refused('malformed', 'a file: address such as file:///models/cnn', messageOf(error));
  }
}

/** @param {string} text */
function pathIn(text) {
  // At least two letters: one letter before a colon is a Windows drive.
  const scheme = text.match(/^[a-z][a-z\d+.-]+:(?=\/\/)/i)?.[0];
  if (scheme !== undefined) {
    throw refused('of an unknown scheme', 'a path, or https:, http: or file:', scheme);
  }
  return text;
}

/**
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function refused(problem, expected, got) {
  const remedy = 'Give the path or the web address of a folder that tfjs-bridge exported';
  return new UsageError(sentence('location', { problem, expected, got, remedy }));
}

export const WASM_REMEDY = 'Build or install tfjs-bridge again, or use another backend';

/** @returns {Promise<string>} nothing: on disk a file is there or is not */
export async function wasmProblem() {
  return '';
}

/**
 * @returns {Promise<Cache | null>}
 * @throws {UsageError} for a file on disk is what a cache would be
 */
export async function openCache() {
  const expected = 'a browser, which keeps an artifact for when there is no network';
  const remedy = 'Leave it out, and load from a folder on disk';
  const parts = { problem: 'not available here', expected, got: 'Node.js', remedy };
  throw new UsageError(sentence('cache', parts));
}

/** @returns {Promise<('webgpu' | 'webgl')[]>} none */
export async function graphicsBackends() {
  return [];
}

/**
 * Unpacks a picture, and turns it as the camera held it (EXIF).
 *
 * @param {Blob} file
 * @returns {Promise<import('../../src/digits/ink.js').Pixels>}
 * @throws {import('../../src/errors.js').DataError} if it is no such picture, or a damaged one
 */
export async function decodePicture(file) {
  const { parsePicture } = await import('../io/pictures.mjs'); // with its decoders, for those who ask
  return await parsePicture('picture', Buffer.from(await file.arrayBuffer()));
}

/**
 * @param {string | URL} location of a picture: a path, a file: URL or a web address
 * @returns {Promise<Blob>}
 * @throws {Error} if it cannot be read
 */
export async function openPicture(location) {
  const text = locationText(location);
  if (!/^https?:/i.test(text)) {
    return await openAsBlob(/^file:/i.test(text) ? pathOf(text) : pathIn(text));
  }
  const response = await fetch(text);
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  return await response.blob();
}

export const PICTURE_FORMATS = 'a PNG, JPEG or WebP picture';

/**
 * Registers the backend "tensorflow" of the npm package @tensorflow/tfjs-node, which is native code
 * and so never required: it is looked for beside tfjs-bridge, then from the working directory.
 *
 * @throws {Error} if it is not installed, or cannot be loaded
 */
export async function registerTfjsNode() {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href];
  for (const place of places) {
    const path = resolved(place);
    if (path !== undefined) {
      // An address, because import() takes the drive in C:\ for a scheme. The package itself fails
      // on Node 23 and newer (tfjs issue #8609).
      await import(pathToFileURL(path).href);
      return;
    }
  }
  throw new Error(`no package ${TFJS_NODE}`);
}

/**
 * @param {string} place address of a file
 * @returns {string | undefined} where a file there would find the package
 */
function resolved(place) {
  try {
    return createRequire(place).resolve(TFJS_NODE);
  } catch {
    return undefined;
  }
}
