/** The checked content of model.json: docs/artifact-format.md, "model.json". Pure. */

import { DTYPES, valueCount } from './dtypes.js';
import { encodingOf, readQuantization } from './encodings.js';
import { inconsistent } from './faults.js';
import { JsonField } from './json-field.js';

/** @typedef {import('@tensorflow/tfjs-core').io.ModelJSON} ModelJson */
/**
 * @typedef {object} Weight
 * @property {string} name such as "dense/kernel"
 * @property {number[]} shape
 * @property {import('./dtypes.js').Dtype} dtype of its values, however they are stored
 * @property {import('./encodings.js').Quantization} [quantization] undefined: stored unchanged
 * @property {'optimizer'} [group] "optimizer": belongs to the model's optimizer, not to the model
 */
/** @typedef {{paths: string[], weights: Weight[]}} Group shards, and the weights in them, in order */

/** As TensorFlow.js and the format ask for it: docs/artifact-format.md. */
const NAME = /^[A-Za-z0-9][-A-Za-z0-9._/]*$/;
/** What TensorFlow.js's converters write: a model of layers, or a graph of operations. */
export const FORMATS = /** @type {const} */ (['layers-model', 'graph-model']);
const MOST_AXES = 8;
const MOST_VALUES = 2 ** 31 - 1;

/**
 * Checks model.json against the files that came with it. TensorFlow.js checks none of this: a
 * shard that is too short surfaces as an error about typed arrays, one too long not at all.
 *
 * @param {unknown} json
 * @param {string} file the file's name for messages
 * @param {Map<string, {length: number}>} files the artifact's files, by name
 * @returns {{modelJson: ModelJson, groups: Group[]}}
 * @throws {import('../errors.js').ArtifactError}
 */
export function validateModelJson(json, file, files) {
  const top = new JsonField(file, '', json);
  top.key('format').oneOf(FORMATS);
  top.key('modelTopology').object();
  const manifest = top.key('weightsManifest');
  const groups = manifest.items((group) => readGroup(group, files));
  refuseDuplicates(
    manifest,
    groups.flatMap(({ paths }) => paths),
  );
  refuseDuplicates(
    manifest,
    groups.flatMap(({ weights }) => weights.map(({ name }) => name)),
  );
  // The checks above are what the type asks for; model-check/ and graph-check/ judge the topology.
  const modelJson = /** @type {ModelJson} */ (json);
  return { modelJson, groups };
}

/**
 * @param {JsonField} field
 * @param {string[]} names
 */
function refuseDuplicates({ file, path }, names) {
  const seen = new Set();
  for (const name of names) {
    if (seen.has(name)) {
      const expected = 'each shard and each weight once';
      throw inconsistent(`${file}, ${path}`, 'lists a name twice', expected, name);
    }
    seen.add(name);
  }
}

/**
 * @param {JsonField} field
 * @param {Map<string, {length: number}>} files
 * @returns {Group}
 */
function readGroup(field, files) {
  const weights = field.key('weights').items(readWeight);
  const paths = field.key('paths').items((path) => listedFile(path, files));
  const needed = weights.reduce((sum, weight) => sum + encodingOf(weight).byteCount(weight), 0);
  const held = paths.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
  if (needed !== held) {
    const object = `${field.file}, ${field.path}`;
    const expected = `${needed} bytes, as the shapes of its weights need`;
    throw inconsistent(object, 'its shards do not fit its weights', expected, `${held}`);
  }
  return { paths, weights };
}

/**
 * @param {JsonField} field
 * @returns {Weight}
 */
function readWeight(field) {
  const isOfOptimizer = field.key('group').value === 'optimizer';
  const name = field.key('name');
  const weight = {
    name: isOfOptimizer ? name.text() : weightName(name),
    shape: fixedShape(field.key('shape')),
    dtype: field.key('dtype').oneOf(DTYPES),
    ...(isOfOptimizer && { group: /** @type {const} */ ('optimizer') }),
  };
  const quantization = field.key('quantization');
  if (quantization.value === undefined) {
    return weight;
  }
  return { ...weight, quantization: readQuantization(quantization, field.key('dtype')) };
}

/**
 * @param {JsonField} field
 * @returns {string}
 */
function weightName(field) {
  const name = field.text();
  return NAME.test(name) ? name : field.refuse('a name of letters, digits and -._/');
}

/**
 * @param {JsonField} field
 * @returns {number[]} of a tensor whose values can be counted
 */
export function fixedShape(field) {
  const shape = field.items((length) => length.count());
  const isSane = shape.length <= MOST_AXES && valueCount(shape.map((n) => n || 1)) <= MOST_VALUES;
  return isSane ? shape : field.refuse(`at most ${MOST_AXES} axes and ${MOST_VALUES} values`);
}

/**
 * @param {JsonField} field
 * @param {Map<string, unknown>} files
 * @returns {string}
 */
function listedFile(field, files) {
  const name = field.text();
  return files.has(name) ? name : field.refuse('a shard that metadata.json lists');
}
