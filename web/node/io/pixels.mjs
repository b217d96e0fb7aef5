/** Reads pixels that are a network's input as they are, from JSON. */

import { levelsIn } from '../../src/artifact/integrity.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';
import { nameOf, readInput } from './input.mjs';

const MOST_LEVELS = 32;
/** Of a file: a network's input of a million numbers, as JSON. */
const MOST_BYTES = 32 * 1024 * 1024;

/** @typedef {{size: number, range: [number, number]}} PixelSpec side of the square, values */

/**
 * @param {string} path "-" is standard input: a JSON list of numbers, row by row, or an object that holds it as "pixels"
 * @param {PixelSpec} spec what the network takes
 * @returns {Promise<Float32Array>} length size * size, values in range
 * @throws {DataError} if there is no such file, or it holds anything else
 */
export async function readPixels(path, spec) {
  const bytes = await readInput(path, { expected: 'a JSON file', mostBytes: MOST_BYTES });
  const name = nameOf(path);
  return parsePixels(name, parse(name, bytes), spec);
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

/**
 * @param {string} path
 * @param {Buffer} bytes
 * @returns {unknown}
 */
function parse(path, bytes) {
  if (levelsIn(bytes) > MOST_LEVELS) {
    throw badPixels(path, 'too deeply nested', 'a list of numbers', 'too many levels of lists');
  }
  try {
    return JSON.parse(bytes.toString());
  } catch (error) {
    throw badPixels(path, 'not valid JSON', 'a list of numbers', `an error (${messageOf(error)})`);
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
 */
function badPixels(path, problem, expected, got) {
  const remedy = 'Write the pixels row by row';
  return new DataError(sentence(path, { problem, expected, got, remedy }));
}
