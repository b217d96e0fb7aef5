/** Golden pictures: from a file to the model's answer, run again here and compared with Keras's. */

import { emptyValues } from '../artifact/dtypes.js';
import { sentence, VerificationError } from '../errors.js';
import { difference, TOLERANCE_CEILING } from '../proof/comparison.js';
import { pictureValues } from './picture-values.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../artifact/dtypes.js').Values} Values */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../runtime/model.js').TensorValues} TensorValues */
/** @typedef {import('./pixels.js').Pixels} Pixels */
/**
 * @typedef {object} PictureReport
 * @property {boolean} ok whether every output is within the tolerance
 * @property {number} tolerance
 * @property {number} pictures how many there were
 * @property {number} largestDifference from Keras's outputs, by the measure of proof/comparison.js; NaN
 *   if a value is not a number
 */

/**
 * Decodes, prepares and classifies the artifact's pictures.
 *
 * @param {Pick<ArtifactFiles, 'label' | 'metadata' | 'golden' | 'goldenPictures'>} artifact
 * @param {(inputs: TensorValues[]) => Promise<Values[]>} run runs the model on one example, inputs and
 *   outputs in its order
 * @param {(bytes: Uint8Array<ArrayBuffer>) => Promise<Pixels>} decode
 * @returns {Promise<PictureReport | null>} null: the artifact has none
 * @throws {VerificationError} if an output has another size than Keras's
 */
export async function runGoldenPictures(artifact, run, decode) {
  const { label, metadata, golden, goldenPictures } = artifact;
  const spec = metadata.preprocessing;
  if (goldenPictures === null || spec?.kind !== 'picture') {
    return null;
  }
  /** @type {Values[][]} */
  const found = [];
  // Where the model takes so many at a time, the same one so often, of which the first counts.
  const count = metadata.inputs[0].shape[0] ?? 1;
  for (const { bytes } of goldenPictures.pictures) {
    const values = pictureValues(await decode(bytes), spec);
    const inputs = golden.inputs.map((input) => repeated(oneExample(input, values, spec), count));
    const outputs = await run(inputs);
    found.push(outputs.map((output) => output.subarray(0, output.length / count)));
  }
  const largest = goldenPictures.outputs.map((expected, i) =>
    difference(
      joined(
        found.map((outputs) => outputs[i]),
        expected,
        label,
      ),
      expected,
    ),
  );
  // Math.max gives NaN if any is NaN, and NaN <= tolerance is false.
  const largestDifference = Math.max(...largest);
  // The resized pixels differ from Python's by a rounding, which a network may enlarge.
  const tolerance = TOLERANCE_CEILING;
  const pictures = found.length;
  return { ok: largestDifference <= tolerance, tolerance, pictures, largestDifference };
}

/**
 * @param {import('../artifact/golden-vectors.js').Vectors} input
 * @param {Float32Array} picture
 * @param {DeclaredPicture} spec
 * @returns {TensorValues} the picture, or of another input the first golden vector
 */
function oneExample({ name, shape, dtype, values }, picture, spec) {
  if (name === spec.input) {
    const isWhole = dtype === 'int32';
    return {
      values: isWhole ? Int32Array.from(picture, Math.round) : picture,
      shape: [1, spec.height, spec.width, spec.channels],
      dtype,
    };
  }
  const size = values.length / shape[0];
  return { values: values.slice(0, size), shape: [1, ...shape.slice(1)], dtype };
}

/**
 * @param {TensorValues} example
 * @param {number} count
 * @returns {TensorValues} it so often
 */
function repeated({ values, shape, dtype }, count) {
  const all = emptyValues(dtype, count * values.length);
  for (let i = 0; i < count; i += 1) {
    all.set(values, i * values.length);
  }
  return { values: all, shape: [count, ...shape.slice(1)], dtype };
}

/**
 * @param {Values[]} parts
 * @param {{name: string, values: Values}} expected
 * @param {string} label
 * @returns {Float64Array}
 */
function joined(parts, { name, values }, label) {
  const all = Float64Array.from(parts.flatMap((part) => Array.from(part)));
  if (all.length !== values.length) {
    const problem = `golden pictures: output ${name} has another size than Keras's`;
    const [expected, got] = [`${values.length} values`, `${all.length}`];
    const remedy = 'Export the model again';
    throw new VerificationError(sentence(label, { problem, expected, got, remedy }));
  }
  return all;
}
