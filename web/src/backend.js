import { enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { registerTfjsNode, usualWasm, WASM_REMEDY, wasmProblem } from '#platform';
import { messageOf, sentence, UsageError, VerificationError } from './errors.js';

/**
 * @typedef {'cpu' | 'wasm' | 'webgl' | 'webgpu' | 'tensorflow'} BackendName by TensorFlow.js's names.
 *   cpu: plain JavaScript, which runs everywhere; wasm: WebAssembly; webgl, webgpu: the graphics
 *   processor, in browsers; tensorflow: native code, in Node.js with @tensorflow/tfjs-node
 */

/**
 * All names that `loadBundle()` and `useBackend()` take.
 *
 * @type {readonly BackendName[]}
 */
export const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu', 'tensorflow'];

/**
 * Those that run everywhere, in the order to try: small models are answered soonest by wasm, and
 * cpu, which is plain JavaScript, always starts.
 *
 * @type {readonly BackendName[]}
 */
export const BEST_FIRST = ['wasm', 'cpu'];

/** @typedef {import('./wasm-files.js').WasmFiles} WasmFiles */

/** The file that all engines ask for which are not very old. */
const WASM_FILE = 'tfjs-backend-wasm-simd.wasm';

/** @type {Record<BackendName, {needs: (wasm: string | WasmFiles) => string, remedy: string}>} */
const ADVICE = {
  cpu: {
    needs: () => 'a working backend',
    remedy: 'Build or install tfjs-bridge again, or use another backend',
  },
  wasm: {
    needs: (wasm) =>
      typeof wasm === 'string' ? `its .wasm files in ${wasm}` : `its file at ${wasm[WASM_FILE]}`,
    remedy: WASM_REMEDY,
  },
  webgl: { needs: () => 'a browser with WebGL', remedy: 'Use another backend' },
  webgpu: { needs: () => 'a browser with WebGPU', remedy: 'Use another backend' },
  tensorflow: {
    needs: () => 'Node.js, and the npm package @tensorflow/tfjs-node',
    remedy: 'Install it (npm install @tensorflow/tfjs-node), or use another backend',
  },
};

/**
 * @param {string} text
 * @returns {BackendName}
 * @throws {UsageError} if there is no backend of that name
 */
export function parseBackend(text) {
  const name = BACKENDS.find((backend) => backend === text);
  if (name === undefined) {
    const expected = `${BACKENDS.slice(0, -1).join(', ')} or ${BACKENDS.at(-1)}`;
    const parts = { problem: 'unknown', expected, got: `"${text}"`, remedy: 'Choose one of these' };
    throw new UsageError(sentence('backend', parts));
  }
  return name;
}

/**
 * @typedef {object} WasmOptions
 * @property {string | URL} [wasmFolder] address or path of the folder that holds TensorFlow.js's
 *   .wasm files; only the first one that is used counts. Default: in Node that of its package; in
 *   browsers where the bundler put them, or beside this script
 */

/**
 * Starts a backend, and makes it the one for all further tensors and models. `loadBundle()` does this
 * by itself; for a text generator on TensorFlow.js, call it first.
 *
 * @param {BackendName} name
 * @param {WasmOptions} [options] where the .wasm files are; of no effect on other backends
 * @returns {Promise<void>} settled once the backend has started and is in use
 * @throws {UsageError} if there is no backend of that name
 * @throws {VerificationError} if the backend does not start here
 */
export async function useBackend(name, { wasmFolder } = {}) {
  const known = parseBackend(name);
  const wasm = wasmFolder === undefined ? usualWasm() : folderOf(String(wasmFolder));
  const got = await start(known, wasm);
  if (got !== undefined) {
    const { needs, remedy } = ADVICE[known];
    const parts = { problem: 'does not start', expected: needs(wasm), got, remedy };
    throw new VerificationError(sentence(`backend ${name}`, parts));
  }
}

/** @param {string} folder */
function folderOf(folder) {
  // setWasmPaths() appends file names to it as it is (backend_wasm.ts in tfjs-backend-wasm).
  return folder === '' || /[/\\]$/.test(folder) ? folder : `${folder}/`;
}

/**
 * @param {BackendName} name
 * @param {string | WasmFiles} wasm
 * @returns {Promise<string | undefined>} what went wrong, if anything did
 */
async function start(name, wasm) {
  // Without this TensorFlow.js advertises another package and warns on the console.
  enableProdMode();
  try {
    await register(name, wasm);
    // setBackend() answers false, and throws nothing, where a backend cannot be initialized.
    return (await setBackend(name)) ? undefined : await refusalOf(name, wasm);
  } catch (error) {
    return `an error (${messageOf(error)})`;
  }
}

/**
 * @param {BackendName} name
 * @param {string | WasmFiles} wasm
 */
async function refusalOf(name, wasm) {
  const file = typeof wasm === 'string' ? `${wasm}${WASM_FILE}` : wasm[WASM_FILE];
  const problem = name === 'wasm' ? await wasmProblem(file) : '';
  return `a refusal of TensorFlow.js${problem && ` (${problem})`}`;
}

/**
 * Loads a backend's code, which is not loaded before it is asked for.
 *
 * @param {BackendName} name
 * @param {string | WasmFiles} wasm
 */
async function register(name, wasm) {
  switch (name) {
    case 'wasm':
      return registerWasm(wasm);
    case 'webgl':
      return import('./backends/webgl.js');
    case 'webgpu':
      return import('./backends/webgpu.js');
    case 'tensorflow':
      return registerTfjsNode();
    default:
      return import('./backends/cpu.js');
  }
}

let isWasmPlaced = false;

/** @param {string | WasmFiles} wasm */
async function registerWasm(wasm) {
  const { setWasmPaths } = await import('./backends/wasm.js');
  // Threads gain nothing for small models on 2 cores, can hang in Node, and need workers from blobs,
  // which a content security policy such as our server's forbids.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // A second call throws once TensorFlow.js has failed to start, and changes nothing before.
  if (!isWasmPlaced) {
    setWasmPaths(wasm);
    isWasmPlaced = true;
  }
}
