/** Golden examples: raw values, prepared again here and compared with the golden inputs. Pure. */

import { DataError, messageOf, sentence, VerificationError } from '../errors.js';
import { createFeatures } from './run.js';
import { emptyColumn } from './values.js';

/** @typedef {import('./values.js').Column} Column */
/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../artifact/golden-vectors.js').Vectors} Vectors */
/** @typedef {import('../runtime/model.js').TensorValues} TensorValues */
/**
 * @typedef {object} ExamplesReport
 * @property {boolean} ok whether each input came out: integers exactly, floats to float32 rounding
 * @property {number} count of raw examples
 * @property {number} largestDifference as a part of the larger of 1 and the value; NaN if they could not
 *   be prepared
 * @property {{name: string, largestDifference: number}[]} inputs of the network
 * @property {string} problem what could not be prepared; empty otherwise
 */
/** @typedef {Pick<ArtifactFiles, 'label' | 'metadata' | 'golden' | 'goldenExamples'>} Artifact */

/** Some operations round to float32 in another order than Keras's. */
const TOLERANCE = 1e-6;

/**
 * @param {Artifact} artifact
 * @param {import('./run.js').Features} [features] that were made of its preprocessing
 * @returns {ExamplesReport | null} null: its preprocessing is of another kind
 */
export function runGoldenExamples({ label, metadata, golden, goldenExamples }, features) {
  const spec = metadata.preprocessing;
  if (goldenExamples === null || spec?.kind !== 'features') {
    return null;
  }
  const count = golden.inputs[0].shape[0];
  try {
    const { prepare } = features ?? createFeatures(spec, metadata.inputs, label);
    const prepared = prepare(columnsOf(goldenExamples));
    const inputs = golden.inputs.map((expected, i) => compare(prepared[i], expected));
    // Math.max gives NaN if any is NaN, and NaN <= tolerance is false.
    const largestDifference = Math.max(...inputs.map((input) => input.largestDifference));
    const ok = inputs.every((input) => input.ok);
    const rows = inputs.map(({ name, largestDifference }) => ({ name, largestDifference }));
    return { ok, count, largestDifference, inputs: rows, problem: '' };
  } catch (error) {
    if (!(error instanceof DataError)) {
      throw error;
    }
    const problem = messageOf(error);
    return { ok: false, count, largestDifference: Number.NaN, inputs: [], problem };
  }
}

/**
 * @param {Artifact} artifact
 * @param {import('./run.js').Features} features that were made of its preprocessing
 * @returns {ExamplesReport | null}
 * @throws {VerificationError} if they do not give the golden inputs
 */
export function requireGoldenExamples(artifact, features) {
  const report = runGoldenExamples(artifact, features);
  if (report === null || report.ok) {
    return report;
  }
  const { problem, inputs, largestDifference } = report;
  const worst = inputs.find((input) => !(input.largestDifference <= TOLERANCE));
  const found = `a difference of ${largestDifference}${worst ? ` in ${worst.name}` : ''}`;
  throw new VerificationError(
    sentence(`${artifact.label}: golden examples`, {
      problem: "prepared as the artifact declares, they do not give Keras's inputs",
      expected: `a largest difference of at most ${TOLERANCE}, and integers exactly`,
      got: problem === '' ? found : `an error (${problem.replace(/\.$/, '')})`,
      remedy: 'Export the model again',
    }),
  );
}

/**
 * @param {import('../artifact/golden-examples.js').GoldenExamples} examples
 * @returns {Record<string, Column>}
 */
function columnsOf(examples) {
  return Object.fromEntries(
    Array.from(examples, ([name, { values, shape, dtype }]) => {
      const typed = /** @type {any} */ (emptyColumn(dtype, values.length));
      for (const [i, value] of values.entries()) {
        typed[i] = value;
      }
      return [name, { values: typed, shape, dtype }];
    }),
  );
}

/**
 * @param {TensorValues} prepared
 * @param {Vectors} expected
 * @returns {{name: string, largestDifference: number, ok: boolean}}
 */
function compare(prepared, { name, values, shape, dtype }) {
  if (JSON.stringify(prepared.shape) !== JSON.stringify(shape)) {
    return { name, largestDifference: Number.NaN, ok: false };
  }
  let largest = 0;
  for (let i = 0; i < values.length; i += 1) {
    const found = Math.abs(prepared.values[i] - values[i]) / Math.max(1, Math.abs(values[i]));
    largest = Math.max(largest, found);
  }
  const ok = largest <= (dtype === 'float32' ? TOLERANCE : 0);
  return { name, largestDifference: largest, ok };
}
