/** Builds graph models, and keeps their loops from taking over. */

import { getBackend, io, version_core } from '@tensorflow/tfjs-core';
import { ArtifactError, messageOf, sentence } from '../errors.js';
import { modelArtifacts } from './layers-model.js';
import { onBackend } from './model-backend.js';
import { createPeriodicYield } from './yield-to-event-loop.js';

/** @typedef {import('./model.js').End} End */
/** @typedef {import('./model.js').GraphModel} GraphModel */
/** @typedef {import('./layers-model.js').ModelFiles} ModelFiles */
/**
 * @typedef {object} GraphPlan how a graph is run, which a GraphModel does not say of itself
 * @property {End[]} inputs in the model's order
 * @property {End[]} outputs in the model's order
 * @property {boolean} isAsync whether it has loops or branches, which need executeAsync()
 */

/**
 * Calls of functions in one run: a loop calls two for each of its turns. A while loop may never end,
 * which nobody can tell from its nodes.
 */
const MOST_CALLS = 100_000;
/** Half a frame: a page still draws, and a server still answers. */
const YIELD_AFTER_MS = 8;

/**
 * Builds the model on the backend in use, and binds its loops to it.
 *
 * @param {ModelFiles} artifact checked
 * @returns {Promise<GraphModel>} the caller disposes of it
 * @throws {ArtifactError} if TensorFlow.js refuses the graph or the weights
 */
export async function buildGraphModel(artifact) {
  const model = await load(artifact);
  guardLoops(model, artifact.label, getBackend());
  return model;
}

/** @param {ModelFiles} artifact */
async function load(artifact) {
  const { loadGraphModel } = await import('./tfjs-converter.js');
  try {
    return await loadGraphModel(io.fromMemory(await modelArtifacts(artifact)));
  } catch (error) {
    throw new ArtifactError(
      sentence(`${artifact.label}/model.json`, {
        problem: 'TensorFlow.js cannot build the model',
        expected: `nodes and weights that TensorFlow.js ${version_core} knows`,
        got: `an error (${messageOf(error)})`,
        remedy: 'Export the model again with this version of tfjs-bridge',
      }),
    );
  }
}

/**
 * Between two turns of a loop other code may run, and change the backend: each piece of work puts the
 * model's own in use again. And a loop that never ends becomes an error.
 *
 * @param {GraphModel} model
 * @param {string} label
 * @param {string} backend
 */
function guardLoops(model, label, backend) {
  // TensorFlow.js offers no way in, and its version is pinned: executor/graph_executor.ts.
  const root = /** @type {any} */ (model).executor;
  /** @type {WeakMap<object, number>} by the run's map of lists, which all of its functions share */
  const calls = new WeakMap();
  const yieldIfDue = createPeriodicYield(YIELD_AFTER_MS);
  for (const executor of [root, ...Object.values(root.functionExecutorMap)]) {
    const processStack = executor.processStack.bind(executor);
    const callFunction = executor.executeFunctionAsync.bind(executor);
    executor.processStack = (/** @type {unknown[]} */ ...args) =>
      onBackend(backend, () => processStack(...args));
    executor.executeFunctionAsync = async (
      /** @type {unknown} */ inputs,
      /** @type {unknown} */ arrays,
      /** @type {object} */ lists,
    ) => {
      calls.set(lists, countedCalls(calls.get(lists) ?? 0, label));
      await yieldIfDue();
      return await callFunction(inputs, arrays, lists);
    };
  }
}

/**
 * @param {number} before
 * @param {string} label
 * @returns {number}
 */
function countedCalls(before, label) {
  if (before < MOST_CALLS) {
    return before + 1;
  }
  throw new ArtifactError(
    sentence(`${label}/model.json`, {
      problem: 'a loop does not end',
      expected: `at most ${MOST_CALLS} calls of functions in one run`,
      got: 'more',
      remedy: 'Give it a shorter input, or export the model again',
    }),
  );
}
