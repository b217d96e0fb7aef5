/** A model of TensorFlow.js's own format, without tfjs-bridge's metadata.json: nothing proves it. */

import { MOST_JSON_BYTES, parseJson } from '../../src/artifact/integrity.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { validateModelJson } from '../../src/artifact/manifest.js';
import { checkModel } from '../../src/artifact/model-check/check-model.js';
import { hasHiddenCharacters } from '../../src/visible-text.js';

/** @typedef {import('../../src/artifact/artifact.js').Reader} Reader */
/** @typedef {import('../../src/runtime/layers-model.js').ModelFiles & {bytes: number}} PlainFiles */

/**
 * @param {Reader} reader
 * @returns {Promise<boolean>} whether there is a model.json and no metadata.json
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
  const model = validateModelJson(json, path, files);
  checkModel(model, path);
  return { label, files, bytes, ...model };
}

/**
 * @param {string} path
 * @param {unknown} json
 * @returns {string[]}
 */
function shardNames(path, json) {
  const top = new JsonField(path, '', json);
  top.key('format').oneOf(['layers-model']); // said first: a graph model is the usual mistake
  return top
    .key('weightsManifest')
    .items((group) => group.key('paths').items(plainName))
    .flat();
}

/**
 * @param {JsonField} field
 * @returns {string} of a file beside model.json
 */
function plainName(field) {
  const name = field.text();
  const isPlain = /^[^./\\:?#%][^/\\:?#%]*$/.test(name) && !hasHiddenCharacters(name);
  return isPlain ? name : field.refuse('the name of a file beside model.json');
}
