/** Parts of TensorFlow.js that bundles leave out, or load late from files of their own. */

/** Threads are off (src/backend.js), so the threaded binary and its glue code stay at home. */
export const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

/** @type {import('esbuild').Plugin} */
export const withoutThreads = {
  name: 'without-threads',
  setup({ onLoad }) {
    onLoad({ filter: /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ }, () => ({
      contents: `export default () => { throw new Error('built without threads'); };
        export const wasmWorkerContents = '';`,
    }));
  },
};

/**
 * Pages find these backends in files of their own. As chunks they would share modules with what
 * is loaded first, and make that larger.
 *
 * @type {import('esbuild').Plugin}
 */
export const graphicsApart = {
  name: 'graphics-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/backends\/web(gl|gpu)\.js$/ }, ({ path }) => ({
      path: path.replace('backends/', ''),
      external: true,
    }));
  },
};
