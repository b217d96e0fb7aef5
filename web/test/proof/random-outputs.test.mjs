import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadBundle } from '../../src/bundle.js';
import { randomGraph } from '../helpers/graphs.mjs';
import { editMetadata, makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import {
  func,
  makeFunction,
  makeGraphArtifact,
  node,
  type,
} from '../helpers/make-graph-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

/** @typedef {import('../helpers/make-graph-artifact.mjs').Graph} Graph */

const SCRIPT = inWeb('node/verify.mjs');

/**
 * @param {import('node:test').TestContext} t
 * @param {Graph} graph
 */
async function write(t, graph) {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, graph);
  return folder;
}

/** @returns {Graph} of the random output alone */
function onlyRandom() {
  const { outputs, goldenOutputs, ...rest } = randomGraph();
  return { ...rest, outputs: outputs.slice(1), goldenOutputs: goldenOutputs.slice(1) };
}

test('a random output is not compared, and the others are', async (t) => {
  const folder = await write(t, randomGraph());
  const bundle = await loadBundle(folder);
  t.after(() => bundle.dispose());
  const { selfTest } = bundle;
  assert.deepEqual([selfTest.ok, selfTest.largestDifference], [true, 0]);
  assert.deepEqual(selfTest.randomOutputs, ['z']);
  assert.deepEqual(selfTest.outputs, [
    { name: 'square', largestDifference: 0 },
    { name: 'z', largestDifference: null },
  ]);
  assert.deepEqual(selfTest.blindOutputs, []);
  const { code, stdout } = await runScript(SCRIPT, folder, '--strict');
  assert.equal(code, 0);
  assert.match(stdout, /match Keras's\.\nz: random, not compared\n?$/);
  const { stdout: json } = await runScript(SCRIPT, folder, '--json');
  assert.deepEqual(JSON.parse(json).random_outputs, ['z']);
});

test('without the key it is compared, and fails', async (t) => {
  const { random, ...graph } = randomGraph();
  const { code, stdout } = await runScript(SCRIPT, await write(t, graph));
  assert.equal(code, 1);
  assert.match(stdout, /do NOT match/);
});

test('a fault in another output is found', async (t) => {
  const graph = randomGraph();
  graph.goldenOutputs[0].values[0] += 1;
  const { code } = await runScript(SCRIPT, await write(t, graph));
  assert.equal(code, 1);
});

test('a random output that is not finite fails', async (t) => {
  const graph = randomGraph();
  const zeros = node('zeros', 'ZerosLike', ['square'], { T: type('float32') });
  graph.nodes.push(zeros);
  Object.assign(graph.nodes[3], { op: 'RealDiv', input: ['noise', 'zeros'] });
  const { code, stdout } = await runScript(SCRIPT, await write(t, graph));
  assert.equal(code, 1);
  assert.match(stdout, /FAILED {2}largest difference not finite/);
});

test('a random output of another shape or dtype fails', async (t) => {
  const graph = randomGraph();
  graph.goldenOutputs[1] = { shape: [2, 1], values: [1, 2] };
  graph.outputs[1].shape = [null, 1];
  const { code, stdout } = await runScript(SCRIPT, await write(t, graph));
  assert.equal(code, 1);
  assert.match(stdout, /output z has a different shape from Keras's; expected \[2,1\]/);
  const other = randomGraph();
  Object.assign(other.outputs[1], { dtype: 'int32' });
  Object.assign(other.goldenOutputs[1], { dtype: 'int32' });
  const ran = await runScript(SCRIPT, await write(t, other));
  assert.equal(ran.code, 1);
  assert.match(
    ran.stdout,
    /output z has a different dtype from Keras's; expected int32, got float32/,
  );
});

test('where all outputs are random, nothing is proven', async (t) => {
  const folder = await write(t, onlyRandom());
  const bundle = await loadBundle(folder);
  t.after(() => bundle.dispose());
  assert.equal(bundle.selfTest.ok, true);
  assert.deepEqual(
    bundle.selfTest.blindOutputs.map(({ name, reason }) => [name, reason]),
    [['z', 'random']],
  );
  const plain = await runScript(SCRIPT, folder);
  assert.equal(plain.code, 0);
  assert.match(plain.stdout, /\nNote: output z: it is drawn anew in each run, as all outputs are/);
  const strict = await runScript(SCRIPT, folder, '--strict');
  assert.equal(strict.code, 1);
  assert.match(strict.stdout, /\nFAILED: output z: it is drawn anew/);
});

test('what a loop draws makes its result random', async (t) => {
  const loops = randomGraph();
  const args = { x: /** @type {const} */ ('float32') };
  const functions = [
    makeFunction('goes_on', {
      inputs: args,
      outputs: { less: 'less:z:0' },
      nodes: [
        node('axes', 'Const', [], { dtype: type('int32') }),
        node('limit', 'Const', [], { dtype: type('float32') }),
        node('sum', 'Sum', ['x', 'axes:output:0'], { keep_dims: { b: false }, T: type('float32') }),
        node('less', 'Less', ['sum:output:0', 'limit:output:0'], { T: type('float32') }),
      ],
    }),
    makeFunction('turn', {
      inputs: args,
      outputs: { next: 'next:z:0' },
      nodes: [
        node('size', 'Shape', ['x'], { T: type('float32'), out_type: type('int32') }),
        node('drawn', 'RandomUniform', ['size:output:0'], { dtype: type('float32') }),
        node('next', 'AddV2', ['x', 'drawn:output:0'], { T: type('float32') }),
      ],
    }),
  ];
  const attr = { cond: func('goes_on'), body: func('turn'), T: { list: { type: ['DT_FLOAT'] } } };
  loops.nodes.splice(1, 3, node('z', 'StatelessWhile', ['square'], attr));
  loops.weights = {
    axes: { shape: [2], values: [0, 1], dtype: 'int32' },
    limit: { shape: [], values: [100] },
  };
  const bundle = await loadBundle(await write(t, { ...loops, functions }));
  t.after(() => bundle.dispose());
  assert.deepEqual(bundle.selfTest.randomOutputs, ['z']);
});

test('a model of layers draws nothing', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await editMetadata(folder, (metadata) => {
    metadata.golden.random = ['output'];
  });
  await assert.rejects(loadBundle(folder), {
    name: 'ArtifactError',
    message: /model\.json, layers: not random, as the metadata says; .* got output\./,
  });
});
