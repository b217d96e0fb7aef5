/** Models in TensorFlow.js's own format: model.json and its shards, and nothing that proves them. */

import { hasHiddenCharacters } from '../visible-text.js';
import { checkTopology } from './check-topology.js';
import { MOST_JSON_BYTES, parseJson } from './integrity.js';
import { JsonField } from './json-field.js';
import { FORMATS, validateModelJson } from './manifest.js';

/** @typedef {import('./artifact.js').Reader} Reader */
/** @typedef {import('../runtime/layers-model.js').ModelFiles & {bytes: number}} PlainFiles */

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
 * @param {AbortSignal} [signal]
 * @returns {Promise<PlainFiles>}
 * @throws {import('../errors.js').ArtifactError} if a file is missing or does not fit
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
