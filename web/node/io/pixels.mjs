/** Reads pixels that are a network's input as they are, from JSON. */

import { readFile } from 'node:fs/promises';
import { levelsIn } from '../../src/artifact/integrity.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';

const MOST_LEVELS = 32;

/** @typedef {{size: number, range: [number, number]}} PixelSpec side of the square, values */

/**
 * @param {string} path a JSON list of numbers, row by row, or an object that holds it as "pixels"
 * @param {PixelSpec} spec what the network takes
 * @returns {Promise<Float32Array>} length size * size, values in range
 * @throws {DataError} if there is no such file, or it holds anything else
 */
export async function readPixels(path, spec) {
  return parsePixels(path, parse(path, await readText(path)), spec);
}

/**
 * @param {string} path or another name for messages
 * @param {unknown} json a list of numbers, or an object that holds it as "pixels"
 * @param {PixelSpec} spec
 * @returns {Float32Array} length size * size, values in range
 * @throws {DataError} if it is anything else
 */
export function parsePixels(path, json, spec) {
  const values = isObject(json) && 'pixels' in json ? json.pixels : json;
  const count = spec.size * spec.size;
  if (!Array.isArray(values) || values.length !== count) {
    const got = Array.isArray(values) ? `${values.length}` : describe(values);
    throw badPixels(path, 'not the pixels of one picture', `a list of ${count} numbers`, got);
  }
  values.forEach((value, i) => {
    checkValue(path, value, i, spec);
  });
  return Float32Array.from(values);
}

/** @param {string} path */
async function readText(path) {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const got = isMissing ? 'no such file' : messageOf(error);
    throw badPixels(path, 'cannot be read', 'a JSON file', got, 'Check the path');
  }
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {unknown}
 */
function parse(path, text) {
  if (levelsIn(Buffer.from(text)) > MOST_LEVELS) {
    throw badPixels(path, 'too deeply nested', 'a list of numbers', 'lists in lists in lists');
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badPixels(path, 'not JSON', 'a list of numbers', `an error (${messageOf(error)})`);
  }
}

/**
 * @param {string} path
 * @param {unknown} value
 * @param {number} index
 * @param {PixelSpec} spec
 */
function checkValue(path, value, index, { range: [low, high] }) {
  if (typeof value !== 'number' || !(value >= low && value <= high)) {
    const expected = `a number in [${low}, ${high}]`;
    throw badPixels(path, `pixel ${index} is out of range`, expected, describe(value));
  }
}

/**
 * @param {unknown} json
 * @returns {json is object}
 */
function isObject(json) {
  return typeof json === 'object' && json !== null;
}

/**
 * @param {unknown} json
 * @returns {string} its beginning, as it would stand in a file
 */
function describe(json) {
  const text = typeof json === 'number' ? `${json}` : JSON.stringify(json);
  return text.length > 40 ? `${text.slice(0, 40)} ...` : text;
}

/**
 * @param {string} path
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} [remedy]
 */
function badPixels(path, problem, expected, got, remedy = 'Write the pixels row by row') {
  return new DataError(sentence(path, { problem, expected, got, remedy }));
}
