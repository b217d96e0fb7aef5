/** Tables and texts as a model's inputs: docs/artifact-format.md, "preprocessing" of kind features. Pure. */

import { inconsistent } from './faults.js';
import { MOST_VALUES, within } from './feature-settings.js';
import { featureStep } from './feature-steps.js';
import { RAW_DTYPES } from './raw-values.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./feature-steps.js').FeatureStep} FeatureStep */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/** @typedef {import('./feature-settings.js').Ends} Ends */
/** @typedef {import('./raw-values.js').RawDtype} RawDtype */
/** @typedef {{name: string, shape: (number | null)[], dtype: RawDtype}} RawInput null: any length */
/**
 * @typedef {object} FeaturesSpec how a row of a table, or a text, becomes the network's inputs
 * @property {'features'} kind
 * @property {RawInput[]} inputs what a user gives, in the order of Keras's model
 * @property {FeatureStep[]} steps each reads inputs, or what earlier steps made
 */

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

/**
 * Checks that preprocessing and network fit: each of its inputs is prepared as it is read, nothing is
 * prepared that is never read, and there are examples to prove it by.
 *
 * @param {Pick<Metadata, 'preprocessing' | 'inputs' | 'golden'>} metadata
 * @param {string} file its name for messages
 * @throws {import('../errors.js').ArtifactError} if they do not
 */
export function checkFeatures({ preprocessing, inputs, golden }, file) {
  if (preprocessing?.kind !== 'features') {
    return;
  }
  const made = madeBy.get(preprocessing) ?? new Map();
  const where = `${file}, preprocessing`;
  for (const input of inputs) {
    const ends = made.get(input.name);
    if (ends === undefined || !fits(ends, input)) {
      const problem = `the network's input ${input.name} is not prepared as it is read`;
      const got = ends === undefined ? 'no step of that output' : words(ends);
      throw inconsistent(where, problem, words(input), got);
    }
  }
  const read = [...inputs.map(({ name }) => name), ...preprocessing.steps.flatMap((s) => s.inputs)];
  const used = new Set(read);
  const unread = [...made.keys()].find((name) => !used.has(name));
  if (unread !== undefined) {
    const expected = "that a step or the network reads each input and each step's output";
    throw inconsistent(where, 'it prepares what nothing reads', expected, unread);
  }
  if (golden.examples === null) {
    const expected = 'the file of raw examples, as preprocessing is of kind features';
    throw inconsistent(`${file}, golden.examples`, 'missing', expected, 'nothing');
  }
}

/** @param {{shape: (number | null)[], dtype: string}} ends */
function words({ shape, dtype }) {
  return `${dtype} of the shape ${JSON.stringify(shape)}`;
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
