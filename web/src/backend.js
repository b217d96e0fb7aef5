import { enableProdMode, env, setBackend } from '@tensorflow/tfjs-core';
import { messageOf, sentence, UsageError, VerificationError } from './errors.js';

/** @typedef {'cpu' | 'wasm'} BackendName */

/** @type {readonly BackendName[]} */
export const BACKENDS = ['cpu', 'wasm'];

/**
 * In the order to try: small models are answered soonest by wasm, and the plain JavaScript of cpu
 * runs everywhere.
 *
 * @type {readonly BackendName[]}
 */
export const BEST_FIRST = ['wasm', 'cpu'];

/**
 * @param {string} text
 * @returns {BackendName}
 * @throws {UsageError} if there is no backend of that name here
 */
export function parseBackend(text) {
  const name = BACKENDS.find((backend) => backend === text);
  if (name === undefined) {
    const expected = BACKENDS.join(' or ');
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
    throw new VerificationError(
      sentence(`backend ${name}`, {
        problem: 'does not start',
        expected: name === 'wasm' ? `its .wasm files in ${wasmFolder}` : 'a working backend',
        got,
        remedy: 'Build or install tfjs-bridge again, or use another backend',
      }),
    );
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
    await (name === 'wasm' ? registerWasm(wasmFolder) : import('./backends/cpu.js'));
    // setBackend() answers false, and throws nothing, where a backend cannot be initialized.
    return (await setBackend(name)) ? undefined : 'a refusal of TensorFlow.js';
  } catch (error) {
    return `an error (${messageOf(error)})`;
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
