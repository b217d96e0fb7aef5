/** The checked content of metadata.json: docs/artifact-format.md, "metadata.json". Pure. */

import { DTYPES } from './dtypes.js';
import { unknownVersion } from './faults.js';
import { inputSpec } from './input-spec.js';
import { FILE_NAME, JsonField } from './json-field.js';
import { fixedShape } from './manifest.js';
import { checkConsistency } from './metadata-consistency.js';

/** @typedef {import('./dtypes.js').Dtype} Dtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: string}} TensorSpec null: any length */
/** @typedef {{name: string, shape: number[], dtype: Dtype}} GoldenSpec vectors first in shape */
/** @typedef {import('./input-spec.js').InputSpec} InputSpec */
/**
 * @typedef {object} Training
 * @property {{name: string, source: string}} dataset what the model was trained on, and where it is from
 * @property {{train: number, test: number | null, seed: number | null}} split counts of examples;
 *   a text has no part that was kept for a test
 * @property {Record<string, number>} metrics by name: losses in nats, accuracies between 0 and 1
 */
/**
 * @typedef {object} GoldenPlan
 * @property {string} file that holds the vectors
 * @property {number} tolerance largest difference that counts as equal, above 0: comparison.js
 * @property {number | null} reaction how far outputs moved with the weights, by the same measure, when
 *   the artifact was written; null where that was not measured
 * @property {string[]} random names of outputs that the model draws anew in each run: they cannot be
 *   compared
 * @property {string} source where the inputs are from, in words
 * @property {GoldenSpec[]} inputs in the model's order
 * @property {GoldenSpec[]} outputs in the model's order
 * @property {import('./golden-pictures.js').PicturePlan | null} pictures of a model whose preprocessing
 *   is declared; null: there are none
 * @property {{file: string} | null} examples of a model that reads tables or texts: raw values, as many as
 *   there are vectors; null: there are none
 */
/** @typedef {{bytes: number, sha256: string}} FileRecord sha256 in lower-case hex */
/**
 * @typedef {object} Metadata what an artifact says of itself
 * @property {{name: string, parameters: number}} model parameters: how many numbers were trained
 * @property {TensorSpec[]} inputs in the model's order
 * @property {TensorSpec[]} outputs in the model's order
 * @property {string[] | null} labels one for each class, by its number; null: none were given
 * @property {InputSpec | null} preprocessing how a picture or a text becomes an input; null: not given
 * @property {Training | null} training how it was trained; null: not given
 * @property {{name: string, version: string, writer: string}} converter the program that wrote it
 * @property {Record<string, string>} versions of Keras and other packages, by name
 * @property {GoldenPlan} golden how the golden vectors are stored and compared
 * @property {Map<string, FileRecord>} files all but metadata.json, by name
 */

export const FORMAT_VERSION = 1;

const SHA256 = /^[0-9a-f]{64}$/;

/**
 * Checks metadata.json and returns what this reader uses of it; unknown keys are ignored.
 *
 * @param {unknown} json
 * @param {string} file the file's name for messages
 * @returns {Promise<Metadata>}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong, or the version unknown
 */
export async function readMetadata(json, file) {
  const isOfFeatures = Object(Object(json).preprocessing).kind === 'features';
  // Loaded late: a page of pictures and characters does not wait for it.
  const features = isOfFeatures ? await import('./features-spec.js') : null;
  return validateMetadata(json, file, features);
}

/**
 * The same at once, for metadata whose preprocessing is of another kind than features, or with the
 * module that reads these.
 *
 * @param {unknown} json
 * @param {string} file the file's name for messages
 * @param {import('./input-spec.js').FeaturesReader | null} [features]
 * @returns {Metadata}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong, or the version unknown
 */
export function validateMetadata(json, file, features = null) {
  const top = new JsonField(file, '', json);
  checkFormat(top);
  const metadata = {
    model: { name: top.key('model').key('name').words(), parameters: parameterCount(top) },
    inputs: top.key('inputs').items(tensorSpec),
    outputs: top.key('outputs').items(tensorSpec),
    labels: top.key('labels').orNull((labels) => labels.items((label) => label.words())),
    preprocessing: top.key('preprocessing').orNull((field) => inputSpec(field, features)),
    training: top.key('training').orNull(training),
    converter: converter(top.key('converter')),
    versions: texts(top.key('versions')),
    golden: goldenPlan(top.key('golden')),
    files: fileRecords(top.key('files')),
  };
  checkConsistency(metadata, file);
  features?.checkFeatures(metadata, file);
  return metadata;
}

/** @param {JsonField} top */
function checkFormat(top) {
  top.key('format').oneOf(['tfjs-bridge']);
  const version = top.key('format_version').count();
  if (version !== FORMAT_VERSION) {
    throw unknownVersion(top.file, FORMAT_VERSION, version);
  }
}

/** @param {JsonField} top */
function parameterCount(top) {
  return top.key('model').key('parameters').count();
}

/**
 * @param {JsonField} field
 * @returns {TensorSpec}
 */
function tensorSpec(field) {
  return {
    name: field.key('name').words(),
    shape: field.key('shape').items((length) => length.orNull((fixed) => fixed.count())),
    dtype: field.key('dtype').text(),
  };
}

/**
 * @param {JsonField} field
 * @returns {Training}
 */
function training(field) {
  const dataset = field.key('dataset');
  const split = field.key('split');
  const isText = split.entries().every(([name]) => name !== 'test');
  const metrics = field.key('metrics').entries();
  return {
    dataset: { name: dataset.key('name').words(), source: dataset.key('source').words() },
    split: {
      train: split.key('train').count(),
      test: isText ? null : split.key('test').count(),
      seed: split.key('seed').orNull((seed) => seed.count()),
    },
    metrics: Object.fromEntries(metrics.map(([name, value]) => [name, value.number()])),
  };
}

/** @param {JsonField} field */
function converter(field) {
  return {
    name: field.key('name').words(),
    version: field.key('version').words(),
    writer: field.key('writer').oneOf(['bridge', 'tensorflowjs', 'tensorflow.js']),
  };
}

/**
 * @param {JsonField} field
 * @returns {Record<string, string>}
 */
function texts(field) {
  return Object.fromEntries(field.entries().map(([name, value]) => [name, value.words()]));
}

/**
 * @param {JsonField} field
 * @returns {GoldenPlan}
 */
function goldenPlan(field) {
  const tolerance = field.key('tolerance').number();
  if (tolerance <= 0) {
    field.key('tolerance').refuse('a number above 0');
  }
  return {
    file: field.key('file').fileName(),
    tolerance,
    reaction: reaction(field.key('sensitivity')),
    random: randomOutputs(field.key('random')),
    source: field.key('source').words(),
    inputs: goldenSpecs(field.key('inputs')),
    outputs: goldenSpecs(field.key('outputs')),
    pictures: picturePlan(field.key('pictures')),
    examples: examplesPlan(field.key('examples')),
  };
}

/**
 * @param {JsonField} field
 * @returns {import('./golden-pictures.js').PicturePlan | null} null where the key is missing
 */
function picturePlan(field) {
  if (field.value === undefined || field.value === null) {
    return null;
  }
  return {
    file: field.key('file').fileName(),
    pictures: field.key('pictures').items((name) => name.fileName()),
    outputs: goldenSpecs(field.key('outputs')),
  };
}

/**
 * @param {JsonField} field
 * @returns {GoldenPlan['examples']} null where the key is missing
 */
function examplesPlan(field) {
  const isMissing = field.value === undefined || field.value === null;
  return isMissing ? null : { file: field.key('file').fileName() };
}

/**
 * @param {JsonField} sensitivity how well the vectors show a fault; older artifacts do not say
 * @returns {number | null}
 */
function reaction(sensitivity) {
  if (sensitivity.value === undefined || sensitivity.value === null) {
    return null;
  }
  const field = sensitivity.key('reaction');
  const value = field.orNull((measured) => measured.number());
  return value === null || value >= 0 ? value : field.refuse('a number, 0 or more, or null');
}

/**
 * @param {JsonField} field
 * @returns {string[]} none where the key is missing
 */
function randomOutputs(field) {
  if (field.value === undefined) {
    return [];
  }
  const names = field.items((name) => name.words());
  return names.length > 0 ? names : field.refuse('at least one name of an output');
}

/**
 * @param {JsonField} field
 * @returns {GoldenSpec[]} at least one
 */
function goldenSpecs(field) {
  const specs = field.items((item) => ({
    name: item.key('name').words(),
    shape: fixedShape(item.key('shape')),
    dtype: item.key('dtype').oneOf(DTYPES),
  }));
  return specs.length > 0 ? specs : field.refuse('at least one tensor');
}

/**
 * @param {JsonField} field
 * @returns {Map<string, FileRecord>}
 */
function fileRecords(field) {
  return new Map(
    field.entries().map(([name, record]) => [fileName(name, record), fileRecord(record)]),
  );
}

/**
 * @param {string} name
 * @param {JsonField} record
 */
function fileName(name, record) {
  // metadata.json cannot contain its own digest.
  const isPlain = FILE_NAME.test(name) && name !== 'metadata.json';
  return isPlain ? name : record.refuse('the plain name of a file other than metadata.json as key');
}

/**
 * @param {JsonField} record
 * @returns {FileRecord}
 */
function fileRecord(record) {
  const sha256 = record.key('sha256').text();
  if (!SHA256.test(sha256)) {
    record.key('sha256').refuse('64 lower-case hex digits');
  }
  return { bytes: record.key('bytes').count(), sha256 };
}
