/**
 * Bundles the page and the programs for Node. Usage: node build.mjs [OUT_FOLDER] (default: dist)
 *
 *   dist/main.js            the page's script, with chunks beside it that are loaded when needed
 *   dist/node/verify.mjs    the verifier in one file, which runs without node_modules
 *   dist/node/predict.mjs   the digit reader, likewise
 *   *.wasm                  TensorFlow.js's WebAssembly binaries, beside each
 */

import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const outFolder = resolve(process.argv[2] ?? join(here, 'dist'));

/** Threads are off (src/backend.js), so the threaded binary and its glue code stay at home. */
const WASM_FILES = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm'];

/** @type {import('esbuild').Plugin} */
const withoutThreads = {
  name: 'without-threads',
  setup({ onLoad }) {
    onLoad({ filter: /tfjs-backend-wasm-threaded-simd(\.worker)?\.js$/ }, () => ({
      contents: `export default () => { throw new Error('built without threads'); };
        export const wasmWorkerContents = '';`,
    }));
  },
};

/**
 * The page and the programs run small models, and never ask for a graphics processor.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutGraphics = {
  name: 'without-graphics',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]backends[\\/]web(gl|gpu)\.js$/ }, () => ({
      contents: `throw new Error('built without graphics processors');`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
const SHARED = {
  absWorkingDir: here,
  bundle: true,
  format: 'esm',
  minify: true,
  // The ES modules of TensorFlow.js, of which unused parts can be left out, in Node too.
  mainFields: ['module', 'main'],
  plugins: [withoutThreads, withoutGraphics],
  logLevel: 'warning',
};

/** @param {string} folder */
async function buildPage(folder) {
  await build({
    ...SHARED,
    entryPoints: ['src/page/main.js'],
    outdir: folder,
    splitting: true,
    target: 'es2022',
    legalComments: 'linked',
  });
}

/** @param {string} folder */
async function buildPrograms(folder) {
  await build({
    ...SHARED,
    entryPoints: ['node/verify.mjs', 'node/predict.mjs'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    platform: 'node',
    target: 'node20',
    // TensorFlow.js fetches with it when it loads over HTTP, which these do not.
    external: ['node-fetch'],
    // Emscripten's glue code asks for both, and ES modules have neither.
    banner: {
      js: `import { createRequire as createRequireHere } from 'node:module';
import { fileURLToPath as fileURLToPathHere } from 'node:url';
const require = createRequireHere(import.meta.url);
const __dirname = fileURLToPathHere(new URL('.', import.meta.url));`,
    },
  });
}

/** @param {string} folder */
async function copyWasm(folder) {
  const source = join(here, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  await mkdir(folder, { recursive: true });
  await Promise.all(WASM_FILES.map((name) => copyFile(join(source, name), join(folder, name))));
}

const partial = `${outFolder}.partial`;
await rm(partial, { recursive: true, force: true });
await Promise.all([
  buildPage(partial),
  buildPrograms(join(partial, 'node')),
  copyWasm(partial),
  copyWasm(join(partial, 'node')),
]);
await rm(outFolder, { recursive: true, force: true });
await rename(partial, outFolder);
