/** The checked content of model.json: docs/artifact-format.md, "model.json". Pure. */

import { inconsistent } from './artifact-faults.js';
import { byteCount, DTYPES } from './dtypes.js';
import { Field } from './field.js';

/** @typedef {import('@tensorflow/tfjs-core').io.ModelJSON} ModelJson */
/**
 * @typedef {object} Weight
 * @property {string} name
 * @property {number[]} shape
 * @property {import('./dtypes.js').Dtype} dtype
 * @property {import('./dtypes.js').Quantization} [quantization] undefined: stored as it is
 */
/** @typedef {{paths: string[], weights: Weight[]}} Group */

/**
 * Checks model.json against the files that came with it. TensorFlow.js checks none of this: a
 * shard that is too short surfaces as an error about typed arrays, one too long not at all.
 *
 * @param {unknown} json
 * @param {string} file the file's name for messages
 * @param {Map<string, {length: number}>} files the artifact's files, by name
 * @returns {{modelJson: ModelJson, groups: Group[]}}
 * @throws {import('./errors.js').ArtifactError}
 */
export function validateModelJson(json, file, files) {
  const top = new Field(file, '', json);
  top.key('format').oneOf(['layers-model']);
  top.key('modelTopology').object();
  const groups = top.key('weightsManifest').items((group) => readGroup(group, files));
  // The checks above are what the type asks for; TensorFlow.js judges the topology itself.
  const modelJson = /** @type {ModelJson} */ (json);
  return { modelJson, groups };
}

/**
 * @param {Field} field
 * @param {Map<string, {length: number}>} files
 * @returns {Group}
 */
function readGroup(field, files) {
  const weights = field.key('weights').items(readWeight);
  const paths = field.key('paths').items((path) => listedFile(path, files));
  const needed = weights.reduce((sum, weight) => sum + byteCount(weight), 0);
  const held = paths.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
  if (needed !== held) {
    const object = `${field.file}, ${field.path}`;
    const expected = `${needed} bytes, as the shapes of its weights need`;
    throw inconsistent(object, 'its shards do not fit its weights', expected, `${held}`);
  }
  return { paths, weights };
}

/**
 * @param {Field} field
 * @returns {Weight}
 */
function readWeight(field) {
  const weight = {
    name: field.key('name').text(),
    shape: field.key('shape').items((length) => length.count()),
    dtype: field.key('dtype').oneOf(DTYPES),
  };
  const quantization = field.key('quantization');
  if (quantization.value === undefined) {
    return weight;
  }
  return {
    ...weight,
    dtype: field.key('dtype').oneOf(['float32']),
    quantization: {
      dtype: quantization.key('dtype').oneOf(['float16']),
      original_dtype: quantization.key('original_dtype').oneOf(['float32']),
    },
  };
}

/**
 * @param {Field} field
 * @param {Map<string, unknown>} files
 * @returns {string}
 */
function listedFile(field, files) {
  const name = field.text();
  return files.has(name) ? name : field.refuse('a shard that metadata.json lists');
}
