/** Tables and texts as a model's inputs: docs/artifact-format.md, "preprocessing" of kind features. Pure. */

import { featureStep } from './feature-steps.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./feature-steps.js').FeatureStep} FeatureStep */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/** @typedef {'string' | 'int64' | 'int32' | 'float32' | 'bool'} RawDtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: RawDtype}} RawInput null: any length */
/**
 * @typedef {object} FeaturesSpec how a row of a table, or a text, becomes the network's inputs
 * @property {'features'} kind
 * @property {RawInput[]} inputs what a user gives, in the order of Keras's model
 * @property {FeatureStep[]} steps each reads inputs, or what earlier steps made
 */
/** @typedef {'string' | 'integer' | 'float' | 'bool'} ValueKind */

export const RAW_DTYPES = /** @type {const} */ (['string', 'int64', 'int32', 'float32', 'bool']);

const MOST_INPUTS = 1000;
const MOST_STEPS = 1000;

/** @type {Record<RawDtype, ValueKind>} */
const KINDS = {
  string: 'string',
  int64: 'integer',
  int32: 'integer',
  float32: 'float',
  bool: 'bool',
};

/**
 * @param {JsonField} field
 * @returns {FeaturesSpec}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong
 */
export function featuresSpec(field) {
  const inputs = limited(field.key('inputs'), MOST_INPUTS).items(rawInput);
  if (inputs.length === 0) {
    field.key('inputs').refuse('at least one input');
  }
  /** @type {Map<string, ValueKind>} */
  const kinds = new Map();
  inputs.forEach(({ name, dtype }, i) => {
    addName(kinds, name, KINDS[dtype], () => itemOf(field.key('inputs'), i, 'name'));
  });
  const steps = limited(field.key('steps'), MOST_STEPS).items((item) => {
    const { step, kind } = featureStep(item, kinds);
    addName(kinds, step.output, kind, () => item.key('output'));
    return step;
  });
  return { kind: 'features', inputs, steps };
}

/**
 * @param {JsonField} field a list
 * @param {number} most
 * @returns {JsonField}
 */
function limited(field, most) {
  const { value } = field;
  return Array.isArray(value) && value.length > most
    ? field.refuse(`a list of at most ${most}`)
    : field;
}

/**
 * @param {JsonField} list
 * @param {number} i
 * @param {string} name
 */
function itemOf(list, i, name) {
  return list.items((item) => item)[i].key(name);
}

/**
 * @param {Map<string, ValueKind>} kinds
 * @param {string} name
 * @param {ValueKind} kind
 * @param {() => JsonField} fieldOf the name
 */
function addName(kinds, name, kind, fieldOf) {
  if (kinds.has(name)) {
    fieldOf().refuse('a name that no other input or step has');
  }
  kinds.set(name, kind);
}

/**
 * @param {JsonField} field
 * @returns {RawInput}
 */
function rawInput(field) {
  const shape = field.key('shape').items((length) => length.orNull((fixed) => fixed.count()));
  return {
    name: field.key('name').words(),
    shape: shape.length > 0 ? shape : field.key('shape').refuse('an axis for the examples'),
    dtype: field.key('dtype').oneOf(RAW_DTYPES),
  };
}

/**
 * Finds what an artifact must not carry: a network's input that nothing makes, and what nothing reads.
 *
 * @param {FeaturesSpec} spec
 * @param {Metadata['inputs']} networkInputs
 * @returns {{where: string, problem: string, expected: string, got: string} | null}
 */
export function findLoose({ inputs, steps }, networkInputs) {
  const raw = new Map(inputs.map(({ name, dtype }) => [name, dtype]));
  const made = new Set(steps.map(({ output }) => output));
  const unmade = networkInputs.find(
    ({ name }) => !made.has(name) && (raw.get(name) ?? 'string') === 'string',
  );
  if (unmade !== undefined) {
    return {
      where: 'preprocessing.steps',
      problem: "an input of the network's is made by no step",
      expected: `a step with the output ${unmade.name}, or a numeric input of that name`,
      got: [...made].join(', ') || 'no steps',
    };
  }
  const read = new Set([
    ...networkInputs.map(({ name }) => name),
    ...steps.flatMap((step) => step.inputs),
  ]);
  const unread = [...raw.keys(), ...made].find((name) => !read.has(name));
  return unread === undefined
    ? null
    : {
        where: 'preprocessing',
        problem: 'it names what nothing reads',
        expected: "that steps or the network's inputs use each name",
        got: unread,
      };
}
