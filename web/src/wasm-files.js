/** Where a browser finds TensorFlow.js's .wasm files, unless it is told. */

/** @typedef {Record<string, string>} WasmFiles addresses, by the names that TensorFlow.js knows */

/**
 * The npm package carries the files beside this script. Vite, webpack and Parcel, and Rollup with a
 * plugin, take each `new URL('./literal', import.meta.url)` for a file to copy, and write its new
 * address in its place; a folder's address they cannot follow. esbuild leaves the words as they
 * are: there the files belong beside the script that it wrote.
 *
 * @returns {WasmFiles | null} null: this script has no address, as in a bundle for a plain script
 */
export function wasmFilesBeside() {
  try {
    const plain = new URL('./tfjs-backend-wasm.wasm', import.meta.url).href;
    const simd = new URL('./tfjs-backend-wasm-simd.wasm', import.meta.url).href;
    return wasmFiles(fromViteCache(plain), fromViteCache(simd));
  } catch {
    return null;
  }
}

/**
 * @param {string} folder address, with a slash at its end
 * @returns {WasmFiles}
 */
export function wasmFilesIn(folder) {
  return wasmFiles(`${folder}tfjs-backend-wasm.wasm`, `${folder}tfjs-backend-wasm-simd.wasm`);
}

/**
 * @param {string} plain
 * @param {string} simd
 * @returns {WasmFiles} with the threaded file, which TensorFlow.js wants named and never asks for:
 *   threads are off (backend.js)
 */
function wasmFiles(plain, simd) {
  return {
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  };
}

/**
 * The server of Vite 7 and older serves packages from a cache of scripts alone, and leaves these
 * addresses as they were (https://github.com/vitejs/vite/issues/8427); the package lies beside it.
 *
 * @param {string} address
 */
function fromViteCache(address) {
  return address.replace('/.vite/deps/', '/tfjs-bridge/src/');
}
