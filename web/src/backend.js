import { enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { registerTfjsNode } from '#platform';
import { messageOf, sentence, UsageError, VerificationError } from './errors.js';

/** @typedef {'cpu' | 'wasm' | 'webgl' | 'webgpu' | 'tensorflow'} BackendName TensorFlow.js's */

/** @type {readonly BackendName[]} */
export const BACKENDS = ['cpu', 'wasm', 'webgl', 'webgpu', 'tensorflow'];

/**
 * Those that run everywhere, in the order to try: small models are answered soonest by wasm, and
 * cpu, which is plain JavaScript, always starts.
 *
 * @type {readonly BackendName[]}
 */
export const BEST_FIRST = ['wasm', 'cpu'];

/** @type {Record<BackendName, {needs: (wasmFolder: string) => string, remedy: string}>} */
const ADVICE = {
  cpu: {
    needs: () => 'a working backend',
    remedy: 'Build or install tfjs-bridge again, or use another backend',
  },
  wasm: {
    needs: (wasmFolder) => `its .wasm files in ${wasmFolder}`,
    remedy: 'Build or install tfjs-bridge again, or use another backend',
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
 * Makes a backend the one that all further tensors and models are computed on.
 *
 * @param {BackendName} name
 * @param {object} options
 * @param {string} options.wasmFolder address or path of the folder that holds the .wasm files,
 *   with the slash at its end; the first folder that is used counts
 * @throws {VerificationError} if the backend does not start here
 */
export async function useBackend(name, { wasmFolder }) {
  const got = await start(name, wasmFolder);
  if (got !== undefined) {
    const { needs, remedy } = ADVICE[name];
    const parts = { problem: 'does not start', expected: needs(wasmFolder), got, remedy };
    throw new VerificationError(sentence(`backend ${name}`, parts));
  }
}

/**
 * @param {BackendName} name
 * @param {string} wasmFolder
 * @returns {Promise<string | undefined>} what went wrong, if anything did
 */
async function start(name, wasmFolder) {
  // Without this TensorFlow.js advertises another package and warns on the console.
  enableProdMode();
  try {
    await register(name, wasmFolder);
    // setBackend() answers false, and throws nothing, where a backend cannot be initialized.
    return (await setBackend(name)) ? undefined : 'a refusal of TensorFlow.js';
  } catch (error) {
    return `an error (${messageOf(error)})`;
  }
}

/**
 * Loads a backend's code, which is not loaded before it is asked for.
 *
 * @param {BackendName} name
 * @param {string} wasmFolder
 */
async function register(name, wasmFolder) {
  switch (name) {
    case 'wasm':
      return registerWasm(wasmFolder);
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

/** @param {string} wasmFolder */
async function registerWasm(wasmFolder) {
  const { setWasmPaths } = await import('./backends/wasm.js');
  // Threads gain nothing for small models, can hang in Node, and need workers from blobs.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  // A second call throws once TensorFlow.js has failed to start, and changes nothing before.
  if (!isWasmPlaced) {
    setWasmPaths(wasmFolder);
    isWasmPlaced = true;
  }
}
