import * as tf from '@tensorflow/tfjs-core';
import { useBackend } from '../../src/backend.js';
import { makeArtifactFiles } from '../../training/artifact-writer.js';
import { registerWasmGradients } from '../../training/wasm-gradients.js';
import { confusionOf } from './confusion.js';
import { buildTrainable, optimizerOf } from './networks.js';
import { CLASSES } from './sprite.js';
import { assess, train } from './training.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('./messages.js').Settings} Settings */
/**
 * @typedef {object} Run
 * @property {import('./mnist-data.js').MnistData} data
 * @property {import('./sprite.js').Dataset} dataset
 * @property {Settings} settings
 * @property {number} seed
 */
/** @typedef {Omit<import('./messages.js').Trained, 'type' | 'backend'>} Result */

/** @param {import('./messages.js').TrainingBackend} name */
export async function startBackend(name) {
  await useBackend(name, { wasmFolder: new URL('.', import.meta.url).href });
  if (name === 'wasm') {
    // The wasm backend has no kernels for the gradients of a convolution (Conv2DBackpropFilter).
    registerWasmGradients();
  }
}

/**
 * Trains a network, tests it on digits that it has not seen, and makes an artifact of it.
 *
 * @param {Run} run
 * @param {import('./training.js').Watcher & {onAssess: () => void}} watcher
 * @returns {Promise<Result>}
 */
export async function trainAndTest(run, watcher) {
  const { data, settings, seed } = run;
  await startBackend(settings.backend);
  const model = buildTrainable(settings.network, seed);
  try {
    const start = performance.now();
    const done = await train(model, data, settings, watcher);
    const seconds = (performance.now() - start) / 1000;
    if (done.batches === 0) {
      return { ...done, seconds, confusion: null, loss: Number.NaN, files: new Map() };
    }
    watcher.onAssess();
    const { loss, accuracy, labels, answers } = await assess(model, data.testBatch, data.testCount);
    const metrics = { test_loss: loss, test_accuracy: accuracy };
    // Pages that are not served by HTTPS or from localhost cannot compute digests.
    const canHash = crypto.subtle !== undefined;
    const files = canHash ? await filesOf(model, run, { ...done, metrics }) : new Map();
    return { ...done, seconds, confusion: confusionOf(labels, answers, CLASSES), loss, files };
  } finally {
    model.dispose();
  }
}

/**
 * @param {LayersModel} model
 * @param {Run} run
 * @param {{epochs: number, batches: number, metrics: object}} done
 */
async function filesOf(model, { data, dataset, settings, seed }, { epochs, batches, metrics }) {
  const { split_seed, ...provenance } = dataset;
  const inputs = Array.from({ length: CLASSES }, (_, label) => data.firstTest(label))
    // A small sprite need not hold every digit among its test digits.
    .filter((place) => place >= 0)
    .map((place) => data.testBatch(place, place + 1));
  const goldenInputs = tf.concat(inputs.map(({ xs }) => xs));
  tf.dispose(inputs.map(({ xs, labels }) => [xs, labels]));
  const training = {
    dataset: provenance,
    split: {
      train: data.trainCount,
      test: data.testCount,
      seed: split_seed,
      held_out: data.validationCount,
    },
    epochs,
    batches,
    digits_per_epoch: settings.digits,
    batch_size: settings.batchSize,
    seed,
    optimizer: optimizerOf(settings.network),
    loss: 'categorical_crossentropy',
    metrics,
  };
  const card = {
    name: `${settings.network}-trained-here`,
    labels: Array.from({ length: CLASSES }, (_, label) => String(label)),
    preprocessing: DRAWN,
    training,
    goldenInputs,
    goldenSource: 'a test digit of each class',
  };
  const files = await makeArtifactFiles(model, card, crypto.subtle);
  goldenInputs.dispose();
  return files;
}

/** How MNIST's digits were placed, and drawn ones have to be. */
const DRAWN = /** @type {import('../../src/artifact/input-spec.js').InputSpec} */ ({
  kind: 'mnist-digit',
  canvas_size: 28,
  box_size: 20,
  value_range: [0, 1],
});
