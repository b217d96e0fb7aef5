/** Tables and texts as a model's inputs: docs/artifact-format.md, "preprocessing" of kind features. Pure. */

import { MOST_VALUES, within } from './feature-settings.js';
import { featureStep } from './feature-steps.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./feature-steps.js').FeatureStep} FeatureStep */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/** @typedef {import('./feature-settings.js').Ends} Ends */
/** @typedef {import('./feature-settings.js').RawDtype} RawDtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: RawDtype}} RawInput null: any length */
/**
 * @typedef {object} FeaturesSpec how a row of a table, or a text, becomes the network's inputs
 * @property {'features'} kind
 * @property {RawInput[]} inputs what a user gives, in the order of Keras's model
 * @property {FeatureStep[]} steps each reads inputs, or what earlier steps made
 */

export const RAW_DTYPES = /** @type {const} */ (['string', 'int64', 'int32', 'float32', 'bool']);

/** @type {WeakMap<FeaturesSpec, Map<string, Ends>>} what the inputs and steps make, by name */
const madeBy = new WeakMap();

const MOST_INPUTS = 1000;
const MOST_STEPS = 1000;
const MOST_AXES = 8;

/**
 * @param {JsonField} field
 * @returns {FeaturesSpec}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong
 */
export function featuresSpec(field) {
  /** @type {Map<string, Ends>} */
  const made = new Map();
  const inputs = filled(field.key('inputs'), MOST_INPUTS).items((item) => {
    const input = rawInput(item);
    addName(made, item.key('name'), input);
    return input;
  });
  const steps = filled(field.key('steps'), MOST_STEPS).items((item) => {
    const { step, ends } = featureStep(item, made);
    addName(made, item.key('output'), ends);
    return step;
  });
  /** @type {FeaturesSpec} */
  const spec = { kind: 'features', inputs, steps };
  madeBy.set(spec, made);
  return spec;
}

/**
 * @param {JsonField} field a list
 * @param {number} most
 * @returns {JsonField}
 */
function filled(field, most) {
  const count = field.items((item) => item).length;
  return count > 0 && count <= most ? field : field.refuse(`a list of 1 to ${most}`);
}

/**
 * @param {Map<string, Ends>} made
 * @param {JsonField} field the name
 * @param {Ends} ends
 */
function addName(made, field, { shape, dtype }) {
  const name = field.text();
  // The network's inputs are read with such characters escaped, and would have another name.
  if (name === '' || field.words() !== name) {
    field.refuse('a name of visible characters');
  }
  if (made.has(name)) {
    field.refuse('a name that no other input or step has');
  }
  made.set(name, { shape, dtype });
}

/**
 * @param {JsonField} field
 * @returns {RawInput}
 */
function rawInput(field) {
  const key = field.key('shape');
  const shape = key.items((length) => length.orNull((fixed) => within(fixed, 1, MOST_VALUES)));
  if (shape.length === 0 || shape.length > MOST_AXES || shape[0] !== null) {
    key.refuse(`1 to ${MOST_AXES} lengths, the first null`);
  }
  return { name: field.key('name').text(), shape, dtype: field.key('dtype').oneOf(RAW_DTYPES) };
}

/** @typedef {{where: string, problem: string, expected: string, got: string}} Fault */

/**
 * Finds where preprocessing and network do not fit: an input that nothing prepares, or prepares as
 * something else, and what is prepared and never read.
 *
 * @param {FeaturesSpec} spec that featuresSpec() has read
 * @param {Metadata['inputs']} networkInputs
 * @returns {Fault | null}
 */
export function findMisfit(spec, networkInputs) {
  const made = madeBy.get(spec) ?? new Map();
  for (const input of networkInputs) {
    const expected = `${input.dtype} of the shape ${JSON.stringify(input.shape)}`;
    const ends = made.get(input.name);
    const got = ends && `${ends.dtype} of the shape ${JSON.stringify(ends.shape)}`;
    if (ends === undefined || !fits(ends, input)) {
      const problem = `the network's input ${input.name} is not prepared as it is read`;
      return { where: 'preprocessing', problem, expected, got: got ?? 'no step of that output' };
    }
  }
  const read = new Set(networkInputs.map(({ name }) => name));
  for (const name of spec.steps.flatMap(({ inputs }) => inputs)) {
    read.add(name);
  }
  const unread = [...made.keys()].find((name) => !read.has(name));
  const expected = "that a step or the network reads each input and each step's output";
  const problem = 'it prepares what nothing reads';
  return unread === undefined ? null : { where: 'preprocessing', problem, expected, got: unread };
}

/**
 * @param {Ends} ends
 * @param {Metadata['inputs'][number]} input
 */
function fits({ shape, dtype }, input) {
  // Integers of 64 bits go to the network in 32: TensorFlow.js has no others.
  const given = dtype === 'int64' ? 'int32' : dtype;
  const isAlike = (/** @type {number | null} */ length, /** @type {number} */ axis) =>
    axis === 0 || length === null || input.shape[axis] === null || length === input.shape[axis];
  return given === input.dtype && shape.length === input.shape.length && shape.every(isAlike);
}
