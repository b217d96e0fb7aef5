/** Unpacks WebP pictures by libwebp, in WebAssembly (npm package @cwasm/webp). */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {object} LibWebp
 * @property {WebAssembly.Memory} memory
 * @property {(bytes: number) => number} malloc
 * @property {(data: number, bytes: number, width: number, height: number) => number} WebPDecodeRGBA
 */

/** @type {Promise<WebAssembly.Module> | undefined} */
let compiled;

/**
 * @param {Uint8Array} bytes a WebP whose header was checked
 * @returns {Promise<import('../../src/digits/ink.js').Pixels>}
 * @throws {Error} if it is damaged
 */
export async function decodeWebp(bytes) {
  compiled ??= readFile(wasmFile()).then((code) => WebAssembly.compile(new Uint8Array(code)));
  const lib = await start(await compiled);
  const data = place(lib, bytes.length);
  // A new view after each call, because growing memory detaches the old ones.
  new Uint8Array(lib.memory.buffer, data, bytes.length).set(bytes);
  const size = place(lib, 8);
  const pixels = lib.WebPDecodeRGBA(data, bytes.length, size, size + 4);
  if (pixels === 0) {
    throw new Error('refused by libwebp');
  }
  const [width, height] = new Uint32Array(lib.memory.buffer, size, 2);
  return {
    data: new Uint8Array(lib.memory.buffer, pixels, 4 * width * height).slice(),
    width,
    height,
  };
}

/**
 * For each picture anew: memory does not outlive it, which WebAssembly cannot give back, nor does what
 * a hostile one may have done there.
 *
 * @param {WebAssembly.Module} module
 * @returns {Promise<LibWebp>}
 */
async function start(module) {
  /** @type {Record<string, Record<string, () => never>>} it is built to write to files, and never does */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`libwebp called ${name}`);
    };
  }
  const { exports } = await WebAssembly.instantiate(module, imports);
  return /** @type {any} */ (exports);
}

/**
 * @param {LibWebp} lib
 * @param {number} bytes
 * @returns {number} address
 */
function place({ malloc }, bytes) {
  const address = malloc(bytes);
  if (address === 0) {
    throw new Error('no memory left');
  }
  return address;
}

/** @returns {string} beside this script where it is bundled, else in node_modules */
function wasmFile() {
  const beside = join(dirname(fileURLToPath(import.meta.url)), 'webp.wasm');
  return existsSync(beside)
    ? beside
    : createRequire(import.meta.url).resolve('@cwasm/webp/webp.wasm');
}
