import { ArtifactError, DataError, sentence, VerificationError } from '../errors.js';
import { pixelsOf } from '../pictures/pixels.js';
import { endsOf, predictValues } from '../runtime/model.js';
import { onModelBackend } from '../runtime/model-backend.js';
import { freeModel } from '../runtime/model-disposal.js';
import { inkOf } from './ink.js';
import { normalizeDigit } from './preprocessing.js';

/** @typedef {import('../runtime/model.js').Model} Model */
/** @typedef {import('../artifact/input-spec.js').DigitSpec} DigitSpec */
/**
 * @typedef {object} DigitResult
 * @property {'digit'} status in place of "empty", for a picture without ink
 * @property {number} digit index of the most probable label
 * @property {string} label of that index
 * @property {Float32Array} probabilities one for each label, in [0, 1]
 * @property {Float32Array} input what the model saw, length inputSize * inputSize (784), row by row,
 *   values in inputRange ([0, 1])
 */
/**
 * @typedef {object} DigitClassifier
 * @property {string[]} labels one for each class, by its number
 * @property {number} inputSize side of the square that the model sees, in pixels
 * @property {[number, number]} inputRange least and greatest value of a pixel
 * @property {(ink: ArrayLike<number>, width: number, height: number) =>
 *   Promise<DigitResult | {status: 'empty'}>} classify ink: row by row, length width * height, light
 *   (1) on dark (0); throws DataError if not, or if a value is not finite
 * @property {(picture: import('./ink.js').Picture) => Promise<DigitResult | {status: 'empty'}>}
 *   classifyPicture an image, a canvas or ImageData, light on dark or dark on light
 * @property {(input: Float32Array) => Promise<DigitResult>} classifyInput input: what the model
 *   sees, length inputSize * inputSize, row by row, values in inputRange; throws DataError if not.
 *   All three throw VerificationError if the model gives no finite numbers
 * @property {() => void} dispose frees the model; a second call does nothing
 */

/**
 * Makes a classifier out of a digit model; it recognizes the digit in a picture of any size.
 *
 * @param {object} artifact such as a bundle
 * @param {string} artifact.label the artifact in messages
 * @param {Model} artifact.model belongs to the classifier from now on
 * @param {import('../artifact/metadata.js').Metadata} artifact.metadata of the same artifact
 * @returns {DigitClassifier} the caller disposes of it, and with it of the model
 * @throws {ArtifactError} if it is not a digit model
 */
export function createDigitClassifier({ label, model, metadata }) {
  const { labels, preprocessing: spec } = metadata;
  if (spec?.kind !== 'mnist-digit' || labels === null) {
    throw notForDigits(label, 'preprocessing "mnist-digit" and labels', 'none in metadata.json');
  }
  checkShapes(label, model, spec, labels);
  /** @type {DigitClassifier['classifyInput']} */
  const classifyInput = async (input) => {
    checkInput(input, spec);
    const probabilities = await predict(model, input, spec.canvas_size);
    const digit = mostProbable(label, probabilities);
    return { status: 'digit', digit, label: labels[digit], probabilities, input };
  };
  /** @type {DigitClassifier['classify']} */
  const classify = async (ink, width, height) => {
    const input = normalizeDigit(ink, width, height, spec);
    return input === null ? { status: 'empty' } : await classifyInput(input);
  };
  return {
    labels,
    inputSize: spec.canvas_size,
    inputRange: spec.value_range,
    classifyInput,
    classify,
    async classifyPicture(picture) {
      const { ink, width, height } = inkOf(pixelsOf(picture));
      return await classify(ink, width, height);
    },
    dispose() {
      freeModel(model, label);
    },
  };
}

/**
 * @param {string} label
 * @param {Model} model
 * @param {DigitSpec} spec
 * @param {string[]} labels
 */
function checkShapes(label, model, spec, labels) {
  const wanted = [
    [null, spec.canvas_size, spec.canvas_size, 1],
    [null, labels.length],
  ];
  const { inputs, outputs } = endsOf(model);
  const shapes = [...inputs, ...outputs].map((tensor) => tensor.shape);
  if (JSON.stringify(shapes) !== JSON.stringify(wanted)) {
    throw notForDigits(label, `input and output ${JSON.stringify(wanted)}`, JSON.stringify(shapes));
  }
}

/**
 * @param {string} label
 * @param {string} expected
 * @param {string} got
 */
function notForDigits(label, expected, got) {
  const remedy = 'Use an artifact of a digit model';
  return new ArtifactError(
    sentence(label, { problem: 'not a digit model', expected, got, remedy }),
  );
}

/**
 * @param {unknown} input
 * @param {DigitSpec} spec
 * @throws {DataError} if it is not what the model sees
 */
function checkInput(input, { canvas_size: size, value_range: [least, greatest] }) {
  const isOfType = input instanceof Float32Array;
  if (!isOfType || input.length !== size * size) {
    const expected = `a Float32Array of ${size * size} values`;
    const got = isOfType ? `one of ${input.length}` : `${typeof input}`;
    throw badInput('has the wrong shape', expected, got);
  }
  // Written this way because NaN is neither below nor above a limit.
  const wrong = input.findIndex((value) => !(value >= least && value <= greatest));
  if (wrong >= 0) {
    const got = `${input[wrong]} at place ${wrong}`;
    throw badInput('is out of range', `values in [${least}, ${greatest}]`, got);
  }
}

/**
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function badInput(problem, expected, got) {
  const remedy = 'Give what the network sees, or use classify() for any picture';
  return new DataError(sentence('input', { problem, expected, got, remedy }));
}

/**
 * @param {Model} model
 * @param {Float32Array} input
 * @param {number} size
 * @returns {Promise<Float32Array>}
 */
async function predict(model, input, size) {
  const batch = {
    values: input,
    shape: [1, size, size, 1],
    dtype: /** @type {const} */ ('float32'),
  };
  const [output] = await onModelBackend(model, () => predictValues(model, [batch]));
  try {
    // A copy: the wasm backend hands out views into memory that it uses again.
    return Float32Array.from(await output.data());
  } finally {
    output.dispose();
  }
}

/**
 * @param {string} label
 * @param {Float32Array} probabilities
 * @returns {number} index of the greatest
 */
function mostProbable(label, probabilities) {
  // With a NaN among them, Math.max() is NaN, which indexOf() never finds.
  if (!probabilities.every(Number.isFinite)) {
    const expected = 'finite probabilities';
    const remedy = 'Verify the artifact, and export the model again';
    const parts = { problem: 'the model gave no answer', expected, got: 'NaN or infinity', remedy };
    throw new VerificationError(sentence(label, parts));
  }
  return probabilities.indexOf(Math.max(...probabilities));
}
