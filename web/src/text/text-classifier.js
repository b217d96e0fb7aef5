/** Says what a text is about, with a model whose artifact declares how its texts are prepared. */

import { labelsOf, outputOf, ranked } from '../classes/classes.js';
import { DataError, sentence, UsageError } from '../errors.js';
import { CLASSIFY_TEXTS_RULES, checkOptions, TEXT_CLASSIFIER_RULES } from '../options.js';

/** @typedef {import('../classes/classes.js').Classification} Classification */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('../predictor/inputs.js').InputValue} InputValue */
/**
 * @typedef {object} TextClassifierOptions
 * @property {readonly string[]} [labels] one for each class, by its number; default: the artifact's
 * @property {string} [output] the name of the output that holds the classes; default: the only one
 */
/**
 * @typedef {object} ClassifyTextsOptions
 * @property {number} [top] how many classes to give; 5 by default
 * @property {Record<string, InputValue>} [inputs] the model's other inputs, by name, as many of each as
 *   there are texts
 * @property {number} [batchSize] how many texts run at the same time; 32 by default
 * @property {(done: number, total: number) => void} [onProgress] called after each batch, with texts
 * @property {AbortSignal} [signal] stops between two batches
 */
/**
 * @callback ClassifyText
 * @param {string} text
 * @param {ClassifyTextsOptions} [options]
 * @returns {Promise<Classification>}
 */
/**
 * @callback ClassifyTexts
 * @param {readonly string[]} texts
 * @param {ClassifyTextsOptions} [options]
 * @returns {Promise<Classification[]>} one for each
 */
/**
 * @typedef {object} TextClassifier
 * @property {readonly string[]} labels one for each class, by its number
 * @property {ClassifyText & ClassifyTexts} classify throws DataError if it is not a text
 * @property {() => void} dispose frees the model; a second call does nothing
 */

const TOP = 5;

/**
 * @param {ProvenModel} model from loadModel(); belongs to the classifier from now on
 * @param {TextClassifierOptions} [options]
 * @returns {TextClassifier}
 * @throws {UsageError} if the model reads no text, or nothing says what the classes are called
 */
export function createTextClassifier(model, options = {}) {
  checkOptions('createTextClassifier', options, TEXT_CLASSIFIER_RULES);
  const input = textInput(model);
  const output = outputOf(model, options.output);
  const labels = labelsOf(model, output, options.labels);
  /**
   * @param {readonly string[]} texts
   * @param {ClassifyTextsOptions} options
   */
  const classifyAll = async (texts, { top = TOP, inputs = {}, ...options }) => {
    if (texts.length === 0) {
      return [];
    }
    // Also one text in a list, so that there is always an axis for the examples.
    const given = { ...inputs, [input.name]: shaped(texts, input.shape) };
    const found = await model.predict(given, { ...options, as: 'typedArrays' });
    const { data, shape } = found[output.name];
    const width = shape.at(-1);
    return texts.map((_, i) => ranked(data.subarray(i * width, (i + 1) * width), labels, top));
  };
  return {
    labels,
    classify: /** @type {TextClassifier['classify']} */ (
      async (/** @type {unknown} */ text, /** @type {ClassifyTextsOptions} */ options = {}) => {
        checkOptions('classify', options, CLASSIFY_TEXTS_RULES);
        if (Array.isArray(text)) {
          return await classifyAll(text, options);
        }
        requireText(text, model.label);
        return (await classifyAll([text], options))[0];
      }
    ),
    dispose: () => model.dispose(),
  };
}

/**
 * @param {ProvenModel} model
 * @returns {ProvenModel['inputs'][number]}
 */
function textInput({ label, inputs }) {
  const texts = inputs.filter(({ dtype }) => dtype === 'string');
  const [input] = texts;
  const isOne = texts.length === 1 && input.shape.slice(1).every((length) => length === 1);
  if (isOne && input.shape.length <= 2) {
    return input;
  }
  throw new UsageError(
    sentence(label, {
      problem: 'not a model that reads one text',
      expected: 'one input of strings, one for each example',
      got: inputs.map(({ name, dtype }) => `${name} (${dtype})`).join(', '),
      remedy: 'Use predict(), or export a model that begins with TextVectorization',
    }),
  );
}

/**
 * @param {readonly string[]} texts
 * @param {(number | null)[]} shape of the input
 */
function shaped(texts, shape) {
  return shape.length === 1 ? texts : texts.map((text) => [text]);
}

/**
 * @param {unknown} text
 * @param {string} label
 * @returns {asserts text is string}
 */
function requireText(text, label) {
  if (typeof text !== 'string') {
    const got = text === null ? 'null' : `a value of type ${typeof text}`;
    const expected = 'a string, or a list of strings';
    const parts = { problem: 'not a text', expected, got, remedy: 'Convert it first' };
    throw new DataError(sentence(`${label}: classify`, parts));
  }
}
