import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { openArtifact } from '../../src/artifact/open.js';
import { useBackend } from '../../src/backend.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { denseGraph } from '../helpers/graphs.mjs';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact, node } from '../helpers/make-graph-artifact.mjs';
import { textGraph } from '../helpers/task-graphs.mjs';

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

/**
 * @param {import('../../src/text/text-generator.js').TextGenerator} generator
 * @param {number} length
 */
async function write(generator, length) {
  await generator.prime('a');
  let text = '';
  for await (const { character } of generator.generate({ length, randomSeed: 3 })) {
    text += character;
  }
  return text;
}

test('a graph writes text as its golden vectors say, on TensorFlow.js', async (t) => {
  const tensors = tf.memory().numTensors;
  const generator = await createTextGenerator(await artifactOf(t, textGraph()));
  assert.equal(generator.engine, 'tfjs');
  const text = await write(generator, 40);
  assert.equal([...text].length, 40);
  assert.ok(new Set(text).size > 2, text);
  generator.dispose();
  assert.equal(tf.memory().numTensors, tensors);
});

test('one of a fixed length writes the same: what comes after the last character is padding', async (t) => {
  const texts = [];
  for (const length of [null, 6]) {
    const generator = await createTextGenerator(await artifactOf(t, textGraph({ length })));
    texts.push(await write(generator, 40));
    generator.dispose();
  }
  assert.equal(texts[1], texts[0]);
});

test('the kernel does not run a graph, and says so', async (t) => {
  const artifact = await artifactOf(t, textGraph());
  await assert.rejects(createTextGenerator(artifact, { engine: 'kernel' }), {
    name: 'VerificationError',
    message: /the kernel does not run it; .*got another kind of model/,
  });
});

test('a graph that looks at later characters is found out', async (t) => {
  const graph = textGraph();
  graph.weights = { ...graph.weights, last: { shape: [1], values: [1], dtype: 'int32' } };
  // In place of the former character, the one at the same place from the end.
  const [, , ...rest] = graph.nodes;
  graph.nodes = [node('former', 'ReverseV2', ['characters', 'last']), ...rest];
  for (const name of ['before', 'begin', 'end', 'strides']) {
    delete graph.weights[name];
  }
  await assert.rejects(createTextGenerator(await artifactOf(t, graph)), {
    name: 'VerificationError',
    message: /run step by step, the outputs differ from Keras's/,
  });
});

test('a graph of another shape is refused, and frees what it held', async (t) => {
  const graph = { ...denseGraph(), preprocessing: textGraph().preprocessing, labels: null };
  const tensors = tf.memory().numTensors;
  const preprocessing = {
    .../** @type {any} */ (graph.preprocessing),
    vocabulary: ['a', 'b', 'c'],
  };
  await assert.rejects(createTextGenerator(await artifactOf(t, { ...graph, preprocessing })), {
    name: 'ArtifactError',
    message: /its graph does not write text; .*got \[\[null,2\],\[null,3\]\]/,
  });
  assert.equal(tf.memory().numTensors, tensors);
});
