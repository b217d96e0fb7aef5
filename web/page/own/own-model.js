import { readArtifact } from '../../src/artifact/artifact.js';
import { buildModel } from '../../src/runtime/layers-model.js';
import { isPlain, readPlainModel } from './plain-model.js';

/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../runtime.js').Runtime} Runtime */
/**
 * @typedef {object} OwnModel
 * @property {string} label
 * @property {import('@tensorflow/tfjs-layers').LayersModel} model
 * @property {import('../../src/backend.js').BackendName} backend
 * @property {number} bytes of all its files
 * @property {ArtifactFiles | null} artifact null: a plain model, of which nothing is proven
 * @property {import('../../src/proof/golden.js').GoldenReport | null} report
 */
/**
 * @typedef {object} OpenOptions
 * @property {AbortSignal} signal
 * @property {(loadedBytes: number, totalBytes: number) => void} onProgress
 * @property {() => void} onRead
 */

/**
 * Reads a model and builds it; one with metadata.json is checked and proven as all others here.
 *
 * @param {import('../../src/artifact/artifact.js').Reader} reader
 * @param {Runtime} runtime
 * @param {OpenOptions} options
 * @returns {Promise<() => Promise<OwnModel>>} builds it on the backend in use; the caller disposes
 *   of the models
 * @throws {import('../../src/errors.js').TfjsBridgeError} if a file is missing or damaged
 */
export async function openModel(reader, runtime, { signal, onProgress, onRead }) {
  const start = performance.now();
  if (await isPlain(reader)) {
    const plain = await readPlainModel(reader, signal);
    onRead();
    return async () => {
      const backend = await runtime.startBackend();
      const { label, bytes } = plain;
      return {
        label,
        bytes,
        backend,
        model: await buildModel(plain),
        artifact: null,
        report: null,
      };
    };
  }
  const artifact = await readArtifact(reader, { signal, onProgress });
  let readMs = performance.now() - start;
  onRead();
  return async () => {
    const built = await runtime.build(artifact, readMs);
    readMs = 0; // it is built anew from the same bytes from now on
    return { ...built, bytes: artifact.bytes };
  };
}
