import { loadArtifact } from '../src/artifact.js';
import { parseBackend, useBackend } from '../src/backend.js';
import { createDigitClassifier } from '../src/digit-classifier.js';
import { onlyArtifact, usage } from './command.mjs';
import { createFolderReader } from './folder-reader.mjs';
import { readInk } from './png.mjs';
import { findWasmFolder } from './wasm-folder.mjs';

/** @typedef {import('./png.mjs').Ink & {image: string}} Picture */
/** @typedef {import('../src/digit-classifier.js').DigitClassifier} DigitClassifier */
/** @typedef {Awaited<ReturnType<DigitClassifier['classify']>> & {image: string}} Prediction */

const BAR_WIDTH = 40;

const HELP = `Usage: predict.mjs ARTIFACT_DIR --image FILE.png [--image FILE.png ...] [--json]

Tells which digit a picture shows. A picture may have any size and colours, light on dark or dark on
light; the ground is told by the picture's border.

Options:
  --image FILE     PNG picture of one digit; may be given several times
  --backend NAME   cpu or wasm (default: wasm)
  --json           print one JSON object
  --debug          print stack traces
  -h, --help       print this help

Exit codes: 0 ok, 1 not runnable, 2 wrong usage, 4 bad artifact or picture.
`;

/** @type {import('./command.mjs').Command} */
export const predictCommand = {
  help: HELP,
  options: {
    image: { type: 'string', multiple: true, default: [] },
    backend: { type: 'string', default: 'wasm' },
  },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    const images = [values.image].flat().map(String);
    if (images.length === 0) {
      throw usage('--image', 'missing', 'at least one PNG picture', 'none');
    }
    const backend = parseBackend(String(values.backend));
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const classifier = createDigitClassifier(await loadArtifact(createFolderReader(folder)));
    const predictions = await classifyAll(classifier, await Promise.all(images.map(readPicture)));
    classifier.dispose();
    return {
      exitCode: 0,
      text: predictions.map((prediction) => table(prediction, classifier.labels)).join('\n\n'),
      json: { ok: true, artifact: folder, backend, predictions: predictions.map(toJson) },
    };
  },
};

/**
 * @param {string} image
 * @returns {Promise<Picture>}
 */
async function readPicture(image) {
  return { image, ...(await readInk(image)) };
}

/**
 * @param {DigitClassifier} classifier
 * @param {Picture[]} pictures
 * @returns {Promise<Prediction[]>}
 */
async function classifyAll(classifier, pictures) {
  const predictions = [];
  for (const { image, ink, width, height } of pictures) {
    predictions.push({ image, ...(await classifier.classify(ink, width, height)) });
  }
  return predictions;
}

/** @param {Prediction} prediction */
function toJson(prediction) {
  if (prediction.status === 'empty') {
    return prediction;
  }
  const { image, status, digit, label, probabilities } = prediction;
  return { image, status, digit, label, probabilities: Array.from(probabilities) };
}

/**
 * @param {Prediction} prediction
 * @param {string[]} labels
 * @returns {string} lines of text
 */
function table(prediction, labels) {
  if (prediction.status === 'empty') {
    return `${prediction.image}: empty, there is no ink in this picture`;
  }
  const { image, digit, label, probabilities } = prediction;
  const width = Math.max(...labels.map((name) => name.length));
  const rows = labels.map((name, i) => {
    const bar = '█'.repeat(Math.round(probabilities[i] * BAR_WIDTH)).padEnd(BAR_WIDTH);
    return `  ${name.padStart(width)} ${bar} ${percent(probabilities[i]).padStart(7)}`;
  });
  return [`${image}: ${label} (${percent(probabilities[digit])})`, ...rows].join('\n');
}

/**
 * @param {number} probability
 * @returns {string}
 */
function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}
