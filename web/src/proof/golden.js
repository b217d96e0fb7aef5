/** Golden vectors: inputs, and the outputs that Keras gave for them, run again here. */

import * as tf from '@tensorflow/tfjs-core';
import { byVector } from '../artifact/golden-vectors.js';
import { ArtifactError, messageOf, sentence, VerificationError } from '../errors.js';
import { endsOf, predictValues } from '../runtime/model.js';
import { findBlindOutputs } from './blindness.js';
import { difference, TOLERANCE_CEILING } from './comparison.js';

/** @typedef {import('../artifact/golden-vectors.js').Golden} Golden */
/** @typedef {import('../artifact/golden-vectors.js').Vectors} Vectors */
/**
 * @typedef {object} GoldenReport
 * @property {boolean} ok whether every output is within the tolerance; of random ones, whether they
 *   are finite
 * @property {number} tolerance the artifact's
 * @property {number} largestDifference over all outputs, by the measure of comparison.js; NaN if any
 *   value is not a number
 * @property {{name: string, largestDifference: number | null}[]} outputs the same for each output;
 *   null: it is random, and was not compared
 * @property {readonly string[]} randomOutputs names of outputs that the model draws anew in each run:
 *   only their shape, their dtype and that they are finite were checked
 * @property {import('./blindness.js').BlindOutput[]} blindOutputs those in which the golden vectors
 *   cannot show a fault, and why
 */

/**
 * Runs the model on the golden inputs, on the backend in use, and compares.
 *
 * @param {import('../runtime/model.js').Model} model
 * @param {{label: string, golden: Golden}} artifact
 * @returns {Promise<GoldenReport>}
 * @throws {VerificationError} if the model does not run on the inputs, or gives other shapes, or the
 *   artifact asks for more tolerance than any may have
 */
export async function runGolden(model, { label, golden }) {
  requireSoundTolerance(label, golden);
  const results = await predictGolden(model, label, golden);
  try {
    const outputs = [];
    for (const [i, expected] of golden.outputs.entries()) {
      checkShape(label, expected, results[i].shape);
      const values = await results[i].data();
      const isRandom = golden.random.includes(expected.name);
      if (isRandom) {
        checkDtype(label, expected, results[i].dtype);
      }
      const largestDifference = isRandom
        ? finiteOnly(values)
        : difference(values, byVector(golden, expected));
      outputs.push({ name: expected.name, largestDifference });
    }
    return report(golden, outputs);
  } finally {
    tf.dispose(results);
  }
}

/**
 * @param {import('../runtime/model.js').Model} model
 * @param {string} label
 * @param {Golden} golden
 * @returns {Promise<tf.Tensor[]>} as many as there are golden outputs
 */
async function predictGolden(model, label, golden) {
  const expected = `${golden.inputs.length} inputs and ${golden.outputs.length} outputs`;
  const { inputs, outputs } = endsOf(model);
  const got = `${inputs.length} and ${outputs.length}`;
  if (`${golden.inputs.length} and ${golden.outputs.length}` !== got) {
    throw cannotRun(label, 'the model does not fit its golden vectors', expected, got);
  }
  try {
    return await predictValues(model, golden.inputs);
  } catch (error) {
    if (error instanceof ArtifactError) {
      throw error; // a loop without an end is wrong on each backend
    }
    const problem = `TensorFlow.js cannot run the model on its ${tf.getBackend()} backend`;
    throw cannotRun(label, problem, 'outputs', `an error (${messageOf(error)})`);
  }
}

/**
 * @param {string} label
 * @param {Vectors} expected
 * @param {number[]} shape
 */
function checkShape(label, expected, shape) {
  if (JSON.stringify(shape) !== JSON.stringify(expected.shape)) {
    const wanted = JSON.stringify(expected.shape);
    const problem = `output ${expected.name} has a different shape from Keras's`;
    throw cannotRun(label, problem, wanted, JSON.stringify(shape));
  }
}

/**
 * @param {string} label
 * @param {Vectors} expected
 * @param {string} dtype
 */
function checkDtype(label, expected, dtype) {
  if (dtype !== expected.dtype) {
    const problem = `output ${expected.name} has a different dtype from Keras's`;
    throw cannotRun(label, problem, expected.dtype, dtype);
  }
}

/**
 * @param {ArrayLike<number>} values that were drawn anew
 * @returns {number | null} null: there is no difference to tell; NaN if one is not finite
 */
function finiteOnly(values) {
  return Array.from(values).every(Number.isFinite) ? null : Number.NaN;
}

/**
 * @param {string} label
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function cannotRun(label, problem, expected, got) {
  const remedy = 'Export the model again, or try another backend';
  return new VerificationError(sentence(label, { problem, expected, got, remedy }));
}

/**
 * @param {Golden} golden
 * @param {GoldenReport['outputs']} outputs
 * @returns {GoldenReport}
 */
function report(golden, outputs) {
  const { tolerance, random: randomOutputs } = golden;
  // Math.max gives NaN if any is NaN, and NaN <= tolerance is false: what cannot be compared fails.
  const largest = Math.max(...outputs.map((output) => output.largestDifference ?? 0));
  const blindOutputs = findBlindOutputs(golden);
  return {
    ok: largest <= tolerance,
    tolerance,
    largestDifference: largest,
    outputs,
    randomOutputs,
    blindOutputs,
  };
}

/**
 * Refuses what an artifact could ask for so that anything at all passes.
 *
 * @param {string} label
 * @param {Golden} golden
 * @throws {VerificationError} if the tolerance is above the ceiling
 */
export function requireSoundTolerance(label, { tolerance }) {
  if (!(tolerance <= TOLERANCE_CEILING)) {
    throw new VerificationError(
      sentence(label, {
        problem: 'its metadata asks for so large a tolerance that the comparison proves nothing',
        expected: `a golden.tolerance of at most ${TOLERANCE_CEILING}`,
        got: `${tolerance}`,
        remedy: 'Export the model again, or get it from a source that you trust',
      }),
    );
  }
}
