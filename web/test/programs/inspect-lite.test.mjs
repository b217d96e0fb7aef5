import assert from 'node:assert/strict';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { input, layers, loadLayersModel, model, sequential } from '@tensorflow/tfjs-layers';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { inspectModel } from '../../src/artifact/inspection.js';
import { artifactHandler } from '../../src/index.js';
import { loopGraph } from '../helpers/graphs.mjs';
import { makeConvArtifact, replaceFile, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';
import { digitGraph } from '../helpers/task-graphs.mjs';

/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} SymbolicTensor */

const CNN = inWeb('../exported/pretrained/cnn');

/** @param {...string} args */
const inspect = (...args) => runScript(inWeb('node/tfjs-bridge.mjs'), 'inspect-lite', ...args);

/** @param {string} folder */
async function shardBytes(folder) {
  const shards = (await readdir(folder)).filter((name) => name.startsWith('group1-'));
  const sizes = shards.map(async (name) => (await stat(join(folder, name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

for (const name of ['cnn', 'mlp', 'softmax', 'dense-dropout', 'char-lstm']) {
  test(`layers, shapes and parameters of ${name} are those that TensorFlow.js finds`, async () => {
    const folder = inWeb(`../exported/pretrained/${name}`);
    const { parts, parameters } = await inspectModel(createFolderReader(folder));
    tf.enableProdMode();
    const built = await loadLayersModel(artifactHandler(folder));
    assert.deepEqual(
      parts.map((part) => [part.name, part.kind, part.shapes[0], part.parameters]),
      built.layers.map((layer) => {
        return [layer.name, layer.getClassName(), layer.outputShape, layer.countParams()];
      }),
    );
    assert.equal(parameters, built.countParams());
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    assert.equal(bytes, await shardBytes(folder));
    built.dispose();
  });
}

const zeros = /** @type {const} */ ({ recurrentInitializer: 'zeros' });

/** @type {Record<string, () => import('@tensorflow/tfjs-layers').LayersModel>} */
const MODELS = {
  'a model in a model': () => {
    const x = input({ shape: [4] });
    const inner = sequential({
      layers: [layers.dense({ units: 3, inputShape: [4] }), layers.batchNormalization()],
    });
    const y = layers.dense({ units: 2 }).apply(inner.apply(x));
    return model({ inputs: x, outputs: /** @type {SymbolicTensor} */ (y) });
  },
  'a layer that is called twice': () => {
    const [a, b] = [input({ shape: [4] }), input({ shape: [4] })];
    const dense = layers.dense({ units: 3 });
    const both = [a, b].map((x) => /** @type {SymbolicTensor} */ (dense.apply(x)));
    const sum = layers.add().apply(both);
    return model({ inputs: [a, b], outputs: /** @type {SymbolicTensor} */ (sum) });
  },
  'wrappers of layers': () => {
    const lstm = layers.lstm({ units: 4, returnSequences: true, ...zeros });
    const both = layers.bidirectional({
      layer: /** @type {any} */ (lstm),
      mergeMode: 'concat',
      inputShape: [6, 3],
    });
    const each = layers.timeDistributed({ layer: layers.dense({ units: 2 }) });
    return sequential({ layers: [both, each] });
  },
  'cells in a layer': () => {
    const cell = [
      layers.lstmCell({ units: 3, ...zeros }),
      layers.simpleRNNCell({ units: 2, ...zeros }),
    ];
    return sequential({ layers: [layers.rnn({ cell, inputShape: [5, 2] })] });
  },
};

for (const [name, build] of Object.entries(MODELS)) {
  test(`parameters and bytes are each layer's own: ${name}`, async (t) => {
    const folder = await temporaryFolder(t);
    await makeModelFiles(folder, build);
    const { parts, parameters } = await inspectModel(createFolderReader(folder));
    const built = build();
    const expected = built.layers.map((layer) => [layer.getClassName(), layer.countParams()]);
    assert.deepEqual(
      parts.map((part) => [part.kind, part.parameters]),
      expected,
    );
    assert.ok(parts.every((part) => part.bytes === 4 * part.parameters));
    assert.equal(parameters, built.countParams());
    built.dispose();
  });
}

/**
 * @param {string} folder gets a plain model
 * @param {() => import('@tensorflow/tfjs-layers').LayersModel} build
 */
async function makeModelFiles(folder, build) {
  const built = build();
  const save = async (/** @type {tf.io.ModelArtifacts} */ files) => {
    const { modelTopology, weightSpecs: weights, weightData } = files;
    const manifest = [{ paths: ['weights.bin'], weights }];
    const json = { format: 'layers-model', modelTopology, weightsManifest: manifest };
    await writeFile(join(folder, 'model.json'), JSON.stringify(json));
    await writeFile(
      join(folder, 'weights.bin'),
      new Uint8Array(/** @type {ArrayBuffer} */ (weightData)),
    );
    return /** @type {any} */ ({});
  };
  await built.save({ save });
  built.dispose();
}

test('an artifact of layers is shown as a table, and as JSON', async () => {
  const [text, json] = await Promise.all([inspect(CNN), inspect(CNN, '--json')]);
  assert.deepEqual([text.code, json.code, text.stderr, json.stderr], [0, 0, '', '']);
  const squeezed = text.stdout.replace(/ +/g, ' ');
  for (const line of [
    'a model of layers, 60,554 parameters, 283,102 bytes',
    '10 golden vectors, tolerance 1e-4',
    'input image any x 28 x 28 x 1 float32',
    'conv2d_1 Conv2D any x 8 x 8 x 64 18,496 73,984',
    'golden.bin 31,760 ok',
  ]) {
    assert.ok(squeezed.includes(line), line);
  }
  const found = JSON.parse(json.stdout);
  assert.deepEqual([found.ok, found.format, found.parameters], [true, 'layers', 60_554]);
  assert.deepEqual(found.golden, { vectors: 10, tolerance: 1e-4, random_outputs: [] });
  assert.equal(found.layers.length, 11);
  assert.ok(
    found.files.every((/** @type {any} */ { state, name }) => {
      return state === (name === 'metadata.json' ? 'not listed' : 'ok');
    }),
  );
});

test('a graph is shown by its operations and constants', async (t) => {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, digitGraph());
  const { code, stdout } = await inspect(folder);
  assert.equal(code, 0);
  const squeezed = stdout.replace(/ +/g, ' ');
  for (const line of ['a graph of operations', 'Const 3', 'kernel 784 x 10 7,840 31,360']) {
    assert.ok(squeezed.includes(line), line);
  }
  const { nodes, format } = JSON.parse((await inspect(folder, '--json')).stdout);
  assert.deepEqual([format, nodes.length], ['graph', 8]);
  const softmax = nodes.find((/** @type {any} */ { kind }) => kind === 'Softmax');
  assert.deepEqual(softmax.shapes, [[null, 10]]);
});

test('nodes in functions are listed with the function', async (t) => {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, loopGraph(3));
  const { nodes } = JSON.parse((await inspect(folder, '--json')).stdout);
  assert.ok(nodes.some((/** @type {any} */ { place }) => place !== ''));
});

test('weights of recurrent cells are counted, whatever their names', async (t) => {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder);
  const { layers, parameters } = JSON.parse((await inspect(folder, '--json')).stdout);
  const sum = (/** @type {'parameters' | 'bytes'} */ key) =>
    layers.reduce((/** @type {number} */ total, /** @type {any} */ row) => total + row[key], 0);
  assert.deepEqual([sum('parameters'), sum('bytes')], [parameters, 4 * parameters]);
});

for (const format of ['layers', 'graph']) {
  test(`a TensorFlow.js model of ${format} without metadata.json is listed, and not proven`, async (t) => {
    const folder = await temporaryFolder(t);
    await (format === 'graph' ? makeGraphArtifact(folder, digitGraph()) : makeConvArtifact(folder));
    await rm(join(folder, 'metadata.json'));
    const [text, json] = await Promise.all([inspect(folder), inspect(folder, '--json')]);
    assert.deepEqual([text.code, json.code], [0, 0]);
    assert.match(text.stdout, /No metadata\.json: not compared with Keras/);
    const found = JSON.parse(json.stdout);
    assert.deepEqual([found.format, found.golden, found.files], [format, null, []]);
    assert.ok(found.inputs.length === 1 && found.inputs[0].shape.length === 4);
    assert.ok(found.parameters > 0);
  });
}

test('a changed file and a missing one are named, and the rest is compared', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const shard = join(folder, 'group1-shard1of1.bin');
  const bytes = await readFile(shard);
  bytes[0] ^= 1;
  await writeFile(shard, bytes);
  await rm(join(folder, 'golden.bin'));
  const [text, json] = await Promise.all([inspect(folder), inspect(folder, '--json')]);
  assert.deepEqual([text.code, json.code], [4, 4]);
  assert.match(text.stdout, /golden\.bin +MISSING/);
  assert.match(text.stdout, /group1-shard1of1\.bin +[\d,]+ +CHANGED: not the bytes/);
  const { ok, error, files } = JSON.parse(json.stdout);
  assert.deepEqual([error.kind, error.exit_code], ['ArtifactError', 4]);
  assert.ok(text.stdout.startsWith(`${error.message}\n`));
  const states = files.map((/** @type {any} */ { name, state }) => `${name} ${state}`).sort();
  assert.equal(ok, false);
  assert.deepEqual(states, [
    'golden.bin missing',
    'group1-shard1of1.bin changed',
    'metadata.json not listed',
    'model.json ok',
  ]);
});

test('what is wrong inside a file is an error like that of verify', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await replaceFile(folder, 'model.json', Buffer.from('{'));
  const [own, verify] = await Promise.all([
    inspect(folder),
    runScript(inWeb('node/verify.mjs'), folder),
  ]);
  assert.equal(own.code, 4);
  assert.equal(own.stderr, verify.stderr);
});

test('a folder without a model is an error of data, and no folder one of usage', async (t) => {
  const folder = await temporaryFolder(t);
  const [empty, none, both] = await Promise.all([inspect(folder), inspect(), inspect('a', 'b')]);
  assert.deepEqual([empty.code, none.code, both.code], [4, 2, 2]);
  assert.match(empty.stderr, /metadata\.json: not found/);
});

test('the inspection document is printed on demand, of damaged files the fault', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const { code, stdout } = await inspect(folder, '--document');
  assert.equal(code, 0);
  const document = JSON.parse(stdout);
  assert.equal(document.format, 'tfjs-bridge-inspection');
  assert.deepEqual(
    document.parts.map((/** @type {any} */ { kind }) => kind),
    ['Conv2D', 'MaxPooling2D', 'Flatten', 'Dense'],
  );
  assert.equal(
    JSON.stringify(document),
    (await inspect(folder, '--document', '--json')).stdout.trim(),
  );
  await rm(join(folder, 'group1-shard1of1.bin'));
  assert.equal((await inspect(folder, '--document')).code, 4);
});
