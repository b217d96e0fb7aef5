import { readArtifact } from '../../src/artifact/artifact.js';
import { isPlain, readPlainModel } from '../../src/artifact/plain-model.js';
import { buildModel, endsOf } from '../../src/runtime/model.js';

/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('../../src/runtime/model.js').End} End */
/** @typedef {import('../../src/predictor/raw-inputs.js').RawReader} RawReader */
/**
 * @typedef {object} OwnModel
 * @property {string} label
 * @property {import('../../src/runtime/model.js').Model} model
 * @property {ArtifactFiles | import('../../src/artifact/plain-model.js').PlainFiles} source what the
 *   model was built from
 * @property {End[]} inputs in the model's order
 * @property {End[]} outputs in the model's order
 * @property {import('../../src/backend.js').BackendName} backend
 * @property {number} bytes of all its files
 * @property {ArtifactFiles | null} artifact null: a plain model, of which nothing is proven
 * @property {import('../../src/proof/golden.js').GoldenReport | null} report
 * @property {RawReader | null} raw prepares tables and texts; null: the model reads numbers as they are
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
 * @throws {import('../../src/errors.js').TfjsBridgeError} if a file is missing or damaged, or raw
 *   examples are not prepared as in Python
 */
export async function openModel(reader, runtime, { signal, onProgress, onRead }) {
  const start = performance.now();
  if (await isPlain(reader)) {
    const plain = await readPlainModel(reader, signal);
    onRead();
    return async () => {
      const backend = await runtime.startBackend();
      const { label, bytes } = plain;
      const model = await buildModel(plain);
      const ends = endsOf(model);
      const unproven = { artifact: null, report: null, raw: null };
      return { label, bytes, backend, source: plain, ...unproven, model, ...ends };
    };
  }
  const artifact = await readArtifact(reader, { signal, onProgress });
  let readMs = performance.now() - start;
  onRead();
  const raw = await rawReaderOf(artifact);
  return async () => {
    const built = await runtime.build(artifact, readMs);
    readMs = 0; // from now on it is rebuilt from the same bytes
    return { ...built, raw, bytes: artifact.bytes, source: artifact, ...endsOf(built.model) };
  };
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {Promise<RawReader | null>}
 * @throws {import('../../src/errors.js').VerificationError} if its golden examples, prepared here, do
 *   not give the golden inputs
 */
async function rawReaderOf(artifact) {
  const { preprocessing } = artifact.metadata;
  if (preprocessing?.kind !== 'features') {
    return null;
  }
  // Late: most models read no tables and texts.
  const { createRawReader } = await import('../../src/predictor/raw-inputs.js');
  return await createRawReader(artifact, preprocessing);
}
