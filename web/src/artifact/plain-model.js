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
 * @returns {Promise<boolean>} whether there is a model.json, and no metadata.json of ours: a model in
 *   TensorFlow.js's own format, of which nothing is proven
 */
export async function isPlain(reader) {
  const metadata = await readOr(reader, 'metadata.json', null);
  const isForeign = metadata === null || isTeachable(metadata);
  return isForeign && (await readOr(reader, 'model.json', null)) !== null;
}

/**
 * @param {Reader} reader
 * @param {string} name
 * @param {null} missing
 */
function readOr(reader, name, missing) {
  return reader.read(name).catch(() => missing);
}

/**
 * @param {Uint8Array} metadata
 * @returns {boolean} whether it is what Teachable Machine writes beside its models
 */
function isTeachable(metadata) {
  try {
    const { packageName, tfjsSpeechCommandsVersion: speech } = JSON.parse(
      new TextDecoder().decode(metadata),
    );
    return `${packageName}`.startsWith('@teachablemachine/') || speech !== undefined;
  } catch {
    return false; // damaged: it is told what of it is
  }
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
  const json = completed(parseJson(path, index));
  const files = new Map();
  let bytes = index.length;
  for (const name of shardNames(path, json)) {
    files.set(name, await reader.read(name, { signal }));
    bytes += files.get(name).length;
  }
  const model = validateModelJson(json, path, files);
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
 * Teachable Machine, like TensorFlow.js before 1.0, states no format, and the official converter writes
 * the signature twice, of which TensorFlow.js takes the second one.
 *
 * @param {any} json
 * @returns {unknown}
 */
function completed(json) {
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const { userDefinedMetadata: own, ...rest } = json;
  const format = json.format ?? formatOf(json.modelTopology);
  return {
    ...rest,
    ...(format && { format }),
    ...(typeof own?.signature === 'object' && { signature: own.signature }),
  };
}

/**
 * @param {any} topology
 * @returns {typeof FORMATS[number] | undefined} undefined: it is no model's
 */
function formatOf(topology) {
  if (Array.isArray(topology?.node)) {
    return 'graph-model';
  }
  return topology?.class_name || topology?.model_config ? 'layers-model' : undefined;
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
