/** What differs between platforms, in Node.js; src/platform-browser.js is its twin for browsers. */

import { fileURLToPath } from 'node:url';
import { createFetchReader } from '../src/fetch-reader.js';
import { createFolderReader } from './folder-reader.mjs';

export { registerTfjsNode } from './tfjs-node.mjs';
export { findWasmFolder as usualWasmFolder } from './wasm-folder.mjs';

/**
 * @param {string | URL} location a path, a file: URL or a web address
 * @returns {import('../src/artifact.js').Reader}
 */
export function createReader(location) {
  const text = String(location);
  if (/^https?:/i.test(text)) {
    return createFetchReader(new URL(text));
  }
  return createFolderReader(/^file:/i.test(text) ? fileURLToPath(text) : text);
}

/** @returns {Promise<('webgpu' | 'webgl')[]>} none */
export async function graphicsBackends() {
  return [];
}
