import { parseBackend } from '../../src/backend.js';
import { usage } from '../options/arguments.mjs';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */

/** @type {readonly BackendName[]} those that Node can have; the last one only where it is installed */
const NODE_BACKENDS = ['cpu', 'wasm', 'tensorflow'];

/**
 * @param {string} text of --backend
 * @returns {BackendName}
 * @throws {import('../../src/errors.js').UsageError} if there is no such backend, or not in Node
 */
export function parseNodeBackend(text) {
  const name = parseBackend(text);
  if (!NODE_BACKENDS.includes(name)) {
    const expected = 'cpu, wasm or tensorflow';
    throw usage('--backend', 'not available in Node.js, only in browsers', expected, `"${name}"`);
  }
  return name;
}
