/** Tensors in files, as the Python package hands them over. */

import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { byteCount, DTYPES, decodeValues } from '../../src/artifact/dtypes.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';

/** @typedef {import('../../src/runtime/model.js').TensorValues} TensorValues */
/** @typedef {{name: string, shape: number[], dtype: import('../../src/artifact/dtypes.js').Dtype}} Spec */

/**
 * @param {string} path of JSON: `{"file": "inputs.bin", "tensors": [{"name", "shape", "dtype"}]}`; the
 *   file, beside it, holds the values of all tensors, little-endian, one after the other
 * @returns {Promise<TensorValues[]>}
 * @throws {DataError} if it is something else
 */
export async function readInputs(path) {
  const text = await readFile(path, 'utf8');
  const { file, tensors } = parse(path, text);
  const bytes = await readFile(join(dirname(path), file));
  const needed = tensors.reduce((sum, tensor) => sum + byteCount(tensor), 0);
  if (needed !== bytes.length) {
    const got = `${bytes.length} bytes`;
    throw refused(path, `${file} does not fit its tensors`, `${needed} bytes`, got);
  }
  let offset = 0;
  return tensors.map(({ shape, dtype }) => {
    const start = offset;
    offset += byteCount({ shape, dtype });
    return { values: decodeValues(bytes.subarray(start, offset), { dtype }), shape, dtype };
  });
}

/**
 * @param {string} path
 * @param {string} text
 * @returns {{file: string, tensors: Spec[]}}
 */
function parse(path, text) {
  const expected = '{"file": NAME, "tensors": [{"name", "shape", "dtype"}]}';
  try {
    const { file, tensors } = JSON.parse(text);
    if (typeof file === 'string' && Array.isArray(tensors) && tensors.every(isSpec)) {
      return { file, tensors };
    }
  } catch (error) {
    throw refused(path, 'not valid JSON', expected, messageOf(error));
  }
  throw refused(path, 'not a list of tensors', expected, 'something else');
}

/**
 * @param {any} spec
 * @returns {spec is Spec}
 */
function isSpec(spec) {
  const { shape, dtype } = spec ?? {};
  const isSize = (/** @type {unknown} */ size) => Number.isSafeInteger(size) && Number(size) > 0;
  return Array.isArray(shape) && shape.length > 0 && shape.every(isSize) && DTYPES.includes(dtype);
}

/**
 * @param {string} path
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function refused(path, problem, expected, got) {
  const remedy = "Let the Python package's tfjs-bridge compare write it";
  return new DataError(sentence(path, { problem, expected, got, remedy }));
}

/**
 * @param {string} path
 * @param {readonly TensorValues[]} tensors their values are written, little-endian, one after the other
 */
export async function writeOutputs(path, tensors) {
  const parts = tensors.map(({ values }) => {
    return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  });
  await writeFile(path, Buffer.concat(parts));
}
