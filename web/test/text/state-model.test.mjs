import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { openArtifact } from '../../src/artifact/open.js';
import { useBackend } from '../../src/backend.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { VOCABULARY } from '../helpers/make-text-artifact.mjs';
import { stateGraph, stateStep } from '../helpers/task-graphs.mjs';

before(() => useBackend('cpu'));

/**
 * @param {import('node:test').TestContext} t
 * @param {import('../helpers/make-graph-artifact.mjs').Graph} graph
 */
async function artifactOf(t, graph) {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, graph);
  return await openArtifact(folder);
}

/** @param {number} length @returns {string} the likeliest characters after "a", by arithmetic */
function likeliest(length) {
  let state = VOCABULARY.map(() => 0);
  let index = VOCABULARY.indexOf('a');
  let text = '';
  for (let i = 0; i < length; i += 1) {
    const step = stateStep(index, state);
    state = step.state;
    index = step.next.indexOf(Math.max(...step.next));
    text += VOCABULARY[index];
  }
  return text;
}

for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
  test(`states go from each step into the next, from zeros on: ${backend}`, async (t) => {
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const tensors = tf.memory().numTensors;
    const generator = await createTextGenerator(await artifactOf(t, stateGraph()));
    assert.equal(generator.engine, 'tfjs');
    for (let run = 0; run < 2; run += 1) {
      await generator.prime('a'); // begins anew
      let text = '';
      for await (const { character } of generator.generate({ length: 50, temperature: 0 })) {
        text += character;
      }
      assert.equal(text, likeliest(50));
    }
    generator.dispose();
    assert.equal(tf.memory().numTensors, tensors);
  });
}

test('wrong golden vectors are found before a character is written', async (t) => {
  const graph = stateGraph();
  graph.goldenOutputs[1].values[2] += 0.01;
  const tensors = tf.memory().numTensors;
  await assert.rejects(createTextGenerator(await artifactOf(t, graph)), {
    name: 'VerificationError',
    message: /run step by step, the outputs differ from Keras's/,
  });
  assert.equal(tf.memory().numTensors, tensors);
});

test('a graph that reads many characters at a time is refused', async (t) => {
  const graph = stateGraph();
  graph.inputs[0].shape = [1, 2];
  graph.goldenInputs[0] = { shape: [1, 2], values: [3, 3], dtype: 'int32' };
  const tensors = tf.memory().numTensors;
  await assert.rejects(createTextGenerator(await artifactOf(t, graph)), {
    name: 'ArtifactError',
    message: /its graph does not write text step by step; .*--states\.$/,
  });
  assert.equal(tf.memory().numTensors, tensors);
});
