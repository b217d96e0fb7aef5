import { readArtifact } from '../../src/artifact/artifact.js';
import { checkTopology } from '../../src/artifact/check-topology.js';
import { MOST_JSON_BYTES, parseJson } from '../../src/artifact/integrity.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { FORMATS, validateModelJson } from '../../src/artifact/manifest.js';
import { buildModel, endsOf } from '../../src/runtime/model.js';
import { hasHiddenCharacters } from '../../src/visible-text.js';

/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('../../src/artifact/artifact.js').Reader} Reader */
/** @typedef {import('../../src/runtime/layers-model.js').ModelFiles & {bytes: number}} PlainFiles */
/** @typedef {import('../../src/runtime/model.js').End} End */
/**
 * @typedef {object} OwnModel
 * @property {string} label
 * @property {import('../../src/runtime/model.js').Model} model
 * @property {import('../../src/runtime/layers-model.js').ModelFiles} source what the model was built from
 * @property {End[]} inputs in the model's order
 * @property {End[]} outputs in the model's order
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
      const model = await buildModel(plain);
      const ends = endsOf(model);
      return { label, bytes, backend, source: plain, artifact: null, report: null, model, ...ends };
    };
  }
  const artifact = await readArtifact(reader, { signal, onProgress });
  let readMs = performance.now() - start;
  onRead();
  return async () => {
    const built = await runtime.build(artifact, readMs);
    readMs = 0; // from now on it is rebuilt from the same bytes
    return { ...built, bytes: artifact.bytes, source: artifact, ...endsOf(built.model) };
  };
}

/**
 * @param {Reader} reader
 * @returns {Promise<boolean>} whether there is a model.json and no metadata.json: a model in
 *   TensorFlow.js's own format, of which nothing is proven
 */
export async function isPlain(reader) {
  /** @param {string} name */
  const has = (name) =>
    reader.read(name).then(
      () => true,
      () => false,
    );
  return !(await has('metadata.json')) && (await has('model.json'));
}

/**
 * @param {Reader} reader
 * @param {AbortSignal} signal
 * @returns {Promise<PlainFiles>}
 * @throws {import('../../src/errors.js').ArtifactError} if a file is missing or does not fit
 */
export async function readPlainModel(reader, signal) {
  const { label } = reader;
  const path = `${label}/model.json`;
  const index = await reader.read('model.json', { signal, mostBytes: MOST_JSON_BYTES });
  const json = parseJson(path, index);
  const files = new Map();
  let bytes = index.length;
  for (const name of shardNames(path, json)) {
    files.set(name, await reader.read(name, { signal }));
    bytes += files.get(name).length;
  }
  const model = validateModelJson(withOneSignature(json), path, files);
  // TensorFlow.js goes round a cycle of layers for ever, and the page with it.
  const graph = await checkTopology({ ...model, files }, path);
  return { label, files, bytes, graph, ...model };
}

/**
 * @param {string} path
 * @param {unknown} json
 * @returns {string[]}
 */
function shardNames(path, json) {
  const top = new JsonField(path, '', json);
  top.key('format').oneOf(FORMATS); // said first: other files are called model.json, too
  return top
    .key('weightsManifest')
    .items((group) => group.key('paths').items(plainName))
    .flat();
}

/**
 * The official converter writes the signature twice, and TensorFlow.js takes the second one.
 *
 * @param {any} json
 * @returns {unknown}
 */
function withOneSignature(json) {
  const { userDefinedMetadata: own, ...rest } = json;
  return typeof own?.signature === 'object' ? { ...rest, signature: own.signature } : rest;
}

/**
 * @param {JsonField} field
 * @returns {string} of a file beside model.json
 */
function plainName(field) {
  const name = field.text();
  // An address here would be fetched, from other servers too, where the model itself is read by
  // one.
  const isPlain = /^[^./\\:?#%][^/\\:?#%]*$/.test(name) && !hasHiddenCharacters(name);
  return isPlain ? name : field.refuse('the name of a file beside model.json');
}
