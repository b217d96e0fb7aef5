/** What differs between platforms, in browsers; node/platform/node.mjs is its twin for Node.js. */

import { folderAddress, locationText } from '../artifact/address.js';
import { createFetchReader } from '../artifact/fetch-reader.js';
import { messageOf } from '../errors.js';
import { wasmFilesBeside, wasmFilesIn } from '../wasm-files.js';

/**
 * @param {string | URL} location a web address, also one that is relative to the page
 * @param {import('../artifact/fetch-reader.js').FetchOptions} [options]
 * @returns {ReturnType<typeof createFetchReader>}
 * @throws {import('../errors.js').UsageError} if it is no address of a folder
 */
export function createReader(location, options) {
  return createFetchReader(folderAddress(locationText(location), base()), options);
}

/**
 * @returns {string | undefined} what relative addresses are relative to: the page, or in a worker its
 *   script; the site, where that script is a blob and has no folder
 */
function base() {
  const { document, location } = globalThis;
  if (document !== undefined) {
    return document.baseURI;
  }
  return /^(blob|data):/.test(location?.href) ? location.origin : location?.href;
}

/** @returns {import('../wasm-files.js').WasmFiles} TensorFlow.js's .wasm files, unless it is said */
export function usualWasm() {
  return wasmFilesBeside() ?? wasmFilesIn(new URL('.', base()).href);
}

export const WASM_REMEDY =
  'Serve the .wasm files of tfjs-bridge/src beside the script, or name their folder in the ' +
  'option wasmFolder';

/**
 * TensorFlow.js says of a failed start only that it failed.
 *
 * @param {string} address of a .wasm file
 * @returns {Promise<string>} what is wrong with it, or nothing
 */
export async function wasmProblem(address) {
  try {
    // Throws where a content security policy forbids WebAssembly, which no request could show.
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // the empty module
    // HEAD, because the file is about 400 KB.
    const { ok, status, headers } = await fetch(address, { method: 'HEAD' });
    const isPage = headers.get('content-type')?.startsWith('text/html');
    return ok ? (isPage ? 'a web page instead of the file' : '') : `status ${status}`;
  } catch (error) {
    return messageOf(error);
  }
}

/**
 * @returns {Promise<Cache | null>} where artifacts are kept; null: this page may not keep any
 */
export async function openCache() {
  // Pages that are not served by HTTPS have none; private windows may refuse.
  return (await globalThis.caches?.open('tfjs-bridge').catch(() => null)) ?? null;
}

/**
 * Unpacks a picture: turned as the camera held it (EXIF); colours as they are stored, without a colour
 * profile, as Pillow and `tf.io.decode_image` give them.
 *
 * @param {Blob} file
 * @returns {Promise<ImageBitmap>}
 * @throws {unknown} if it is not a picture that this browser can show
 */
export async function decodePicture(file) {
  return await createImageBitmap(file, {
    imageOrientation: 'from-image',
    colorSpaceConversion: 'none',
  });
}

/**
 * @param {string | URL} location of a picture, relative to the page
 * @returns {Promise<Blob>}
 * @throws {Error} if it cannot be loaded
 */
export async function openPicture(location) {
  const response = await fetch(new URL(location, base()));
  if (!response.ok) {
    throw new Error(`status ${response.status}`);
  }
  return await response.blob();
}

export const PICTURE_FORMATS = 'a picture that this browser can show, such as PNG, JPEG or WebP';

/** @returns {Promise<void>} */
export async function registerTfjsNode() {
  throw new Error('this is a browser');
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
    // The property has moved to info; older browsers have it on the adapter itself.
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
