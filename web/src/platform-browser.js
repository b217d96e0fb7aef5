/** What differs between platforms, in browsers; node/platform.mjs is its twin for Node.js. */

import { createFetchReader } from './fetch-reader.js';

/**
 * @param {string | URL} location a web address, also one that is relative to the page
 * @returns {import('./artifact.js').Reader}
 */
export function createReader(location) {
  return createFetchReader(new URL(String(location), globalThis.document?.baseURI));
}

/** @returns {string} where TensorFlow.js's .wasm files are, unless it is said: beside this script */
export function usualWasmFolder() {
  return new URL('.', import.meta.url).href;
}

/** @returns {Promise<void>} */
export async function registerTfjsNode() {
  throw new Error('this is no Node.js');
}

/**
 * Graphics processors that TensorFlow.js could compute on here. One that is imitated in software is
 * left out: it is tens of times slower than the plain processor.
 *
 * @returns {Promise<('webgpu' | 'webgl')[]>} the one that is usually faster first
 */
export async function graphicsBackends() {
  /** @type {('webgpu' | 'webgl')[]} */
  const found = [];
  if (await hasWebGpu()) {
    found.push('webgpu');
  }
  if (hasWebGl()) {
    found.push('webgl');
  }
  return found;
}

async function hasWebGpu() {
  const { gpu } = /** @type {any} */ (globalThis.navigator); // not in TypeScript's libraries
  try {
    const adapter = await gpu?.requestAdapter();
    return Boolean(adapter) && !(adapter.info?.isFallbackAdapter ?? adapter.isFallbackAdapter);
  } catch {
    return false; // a browser that has it switched off may also throw
  }
}

function hasWebGl() {
  if (typeof OffscreenCanvas === 'undefined') {
    return false;
  }
  const context = new OffscreenCanvas(1, 1).getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
  });
  const names = context?.getExtension('WEBGL_debug_renderer_info');
  const renderer = names ? String(context?.getParameter(names.UNMASKED_RENDERER_WEBGL)) : '';
  // Browsers keep a few contexts only; this one is not needed any more.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  // Chromium does not take its own imitation for a caveat where the canvas is off screen.
  return context !== null && !/SwiftShader|llvmpipe|Basic Render/i.test(renderer);
}
