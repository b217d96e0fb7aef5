/**
 * A graph that reads one character, and takes and gives the states of what it has read as inputs and
 * outputs of the same names: `tfjs-bridge export --states`. One step for each character.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ArtifactError, sentence } from '../errors.js';
import { runGolden } from '../proof/golden.js';
import { buildModel, endsOf, predictTensors } from '../runtime/model.js';
import { bindToBackend, onModelBackend } from '../runtime/model-backend.js';
import { freeModel } from '../runtime/model-disposal.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../runtime/model.js').End} End */
/** @typedef {import('../runtime/model.js').Model} Model */
/** @typedef {import('./step-proof.js').StepModel} StepModel */

/**
 * @param {ArtifactFiles} artifact
 * @returns {boolean} whether each of its inputs but one comes out of it again
 */
export function keepsStates({ graph }) {
  return graph !== null && graph.inputs.length > 1 && characterInputs(graph).length === 1;
}

/** @param {{inputs: End[], outputs: End[]}} ends */
function characterInputs({ inputs, outputs }) {
  const given = new Set(outputs.map(({ name }) => name));
  return inputs.filter(({ name }) => !given.has(name));
}

/**
 * Builds the model on the backend in use.
 *
 * @param {ArtifactFiles} artifact for which keepsStates() is true
 * @returns {Promise<StepModel>} not proven yet; the caller disposes of it
 * @throws {ArtifactError} if it does not read one character at a time
 */
export async function buildStateModel(artifact) {
  const model = await buildModel(artifact);
  bindToBackend(model, tf.getBackend());
  try {
    checkEnds(artifact.label, endsOf(model));
    return createStateModel(model, artifact);
  } catch (error) {
    freeModel(model, artifact.label);
    throw error;
  }
}

/**
 * @param {string} label
 * @param {{inputs: End[], outputs: End[]}} ends
 */
function checkEnds(label, { inputs, outputs }) {
  const [character] = characterInputs({ inputs, outputs });
  const states = inputs.filter((input) => input !== character);
  const isOne = character.shape.every((length) => length === null || length === 1);
  if (!isOne || outputs.length !== inputs.length || !states.every(({ shape }) => isFixed(shape))) {
    const got = JSON.stringify([...inputs, ...outputs].map(({ shape }) => shape));
    throw new ArtifactError(
      sentence(label, {
        problem: 'its graph does not write text step by step',
        expected: 'an input of one character, states of fixed sizes, and one more output',
        got,
        remedy: 'Export it with a batch of one and one step, and with --states',
      }),
    );
  }
}

/** @param {(number | null)[]} shape */
function isFixed(shape) {
  return shape.every((length) => length !== null);
}

/**
 * @param {Model} model
 * @param {ArtifactFiles} artifact
 * @returns {StepModel}
 */
function createStateModel(model, artifact) {
  const { inputs, outputs } = endsOf(model);
  const [character] = characterInputs({ inputs, outputs });
  /** @type {Map<string, tf.Tensor>} by the names of their inputs; empty: nothing was read */
  let states = new Map();

  /** @param {number} index */
  async function run(index) {
    const shape = character.shape.map(() => 1);
    const zeros = inputs.filter(({ name }) => name !== character.name && !states.has(name));
    for (const { name, shape: lengths, dtype } of zeros) {
      states.set(name, tf.zeros(lengths.map(Number), dtype));
    }
    const input = tf.tensor([index], shape, character.dtype);
    const given = inputs.map(({ name }) => states.get(name) ?? input);
    try {
      return await predictTensors(model, given);
    } finally {
      input.dispose();
    }
  }

  function reset() {
    tf.dispose([...states.values()]);
    states = new Map();
  }

  return {
    async step(index) {
      const results = await onModelBackend(model, () => run(index));
      const named = outputs.map(({ name }, i) => /** @type {const} */ ([name, results[i]]));
      reset();
      states = new Map(named.filter(([name]) => inputs.some((input) => input.name === name)));
      const [[, next]] = named.filter(([name]) => !states.has(name));
      try {
        // A copy: the wasm backend hands out views into memory that it uses again.
        return Float32Array.from(await next.data());
      } finally {
        next.dispose();
      }
    },
    reset,
    async prove() {
      // Its golden vectors are single steps, from states of their own.
      const { ok, largestDifference } = await runGolden(model, artifact);
      return { ok, difference: largestDifference };
    },
    dispose() {
      reset();
      freeModel(model, artifact.label);
    },
  };
}
