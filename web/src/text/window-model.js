/**
 * A graph that reads whole sequences, asked for one character more each time. It keeps no state that
 * could be taken out, so that it reads all of the text again, as far back as it did in training.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ArtifactError, sentence } from '../errors.js';
import { buildModel, endsOf, predictValues } from '../runtime/model.js';
import { bindToBackend, onModelBackend } from '../runtime/model-backend.js';
import { freeModel } from '../runtime/model-disposal.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../runtime/model.js').Model} Model */
/** @typedef {import('./step-proof.js').StepModel} StepModel */
/** @typedef {{dtype: import('../artifact/dtypes.js').Dtype, most: number, fixed: number | null}} Window
 *   most: characters that are read again; fixed: how many the graph takes, where it takes no others */

/**
 * Builds the model on the backend in use.
 *
 * @param {ArtifactFiles} artifact of a graph of one input, whole numbers of shape (batch, steps), and
 *   one output
 * @returns {Promise<StepModel>} not proven yet; the caller disposes of it
 * @throws {ArtifactError} if the model is of another kind
 */
export async function buildWindowModel(artifact) {
  const model = await buildModel(artifact);
  try {
    bindToBackend(model, tf.getBackend());
    return createWindowModel(model, windowOf(model, artifact), artifact.label);
  } catch (error) {
    freeModel(model, artifact.label);
    throw error;
  }
}

/**
 * @param {Model} model
 * @param {ArtifactFiles} artifact
 * @returns {Window}
 */
function windowOf(model, { label, metadata, golden }) {
  const { inputs, outputs } = endsOf(model);
  const [[batch, fixed], row] = [inputs[0].shape, outputs[0].shape];
  const isOne = inputs.length === 1 && outputs.length === 1 && (batch ?? 1) === 1;
  if (!isOne || inputs[0].shape.length !== 2 || row.length !== 3) {
    throw notForText(label, JSON.stringify([...inputs, ...outputs].map(({ shape }) => shape)));
  }
  const spec = metadata.preprocessing;
  const trained = spec?.kind === 'characters' ? spec.sequence_length : 1;
  // At least what the golden vectors read, by which it is proven.
  const most = fixed ?? Math.max(trained, golden.inputs[0].shape[1]);
  return { dtype: inputs[0].dtype, most, fixed };
}

/**
 * @param {Model} model
 * @param {Window} window
 * @param {string} label
 * @returns {StepModel}
 */
function createWindowModel(model, window, label) {
  /** @type {number[]} */
  let read = [];
  return {
    async step(index) {
      read = [...read, index].slice(-window.most);
      const place = read.length - 1;
      const input = inputOf(read, window);
      const [output] = await onModelBackend(model, () => predictValues(model, [input]));
      try {
        const values = await output.data();
        const size = output.shape[2] ?? 0;
        // A copy: the wasm backend hands out views into memory that it uses again.
        return Float32Array.from(values.subarray(place * size, (place + 1) * size));
      } finally {
        output.dispose();
      }
    },
    reset() {
      read = [];
    },
    dispose() {
      freeModel(model, label);
    },
  };
}

/**
 * @param {number[]} read
 * @param {Window} window
 * @returns {import('../runtime/model.js').TensorValues}
 */
function inputOf(read, { dtype, fixed }) {
  const length = fixed ?? read.length;
  // What comes after the last character changes nothing before it: the proof would show it.
  const padded = [...read, ...Array.from({ length: length - read.length }, () => 0)];
  const values = dtype === 'float32' ? Float32Array.from(padded) : Int32Array.from(padded);
  return { values, shape: [1, length], dtype };
}

/**
 * @param {string} label
 * @param {string} got
 */
function notForText(label, got) {
  return new ArtifactError(
    sentence(label, {
      problem: 'its graph does not write text',
      expected: 'an input [null,null] and an output [null,null,characters]',
      got,
      remedy: 'Use a character model that was trained to predict the next character',
    }),
  );
}
