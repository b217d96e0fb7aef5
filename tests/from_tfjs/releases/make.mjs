// Saves a few models with a release of TensorFlow.js, and what it computes with them.
// Usage: node make.mjs FOLDER, where `npm install @tensorflow/tfjs@VERSION` was run; writes VERSION/ beside this file.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(join(resolve(process.argv[2]), 'package.json'));
const tf = require('@tensorflow/tfjs');
const here = dirname(fileURLToPath(import.meta.url));

let state = 1;
function random() {
  // The same in every release: mulberry32.
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

function values(shape, low = -1, high = 1) {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(Array.from({ length: count }, () => low + (high - low) * random()), shape);
}

function randomize(model) {
  model.setWeights(model.getWeights().map((weight) => values(weight.shape, 0.1, 0.9)));
}

function pictures() {
  const model = tf.sequential();
  model.add(tf.layers.conv2d({ inputShape: [8, 8, 2], filters: 3, kernelSize: 3, activation: 'relu' }));
  model.add(tf.layers.batchNormalization());
  model.add(tf.layers.separableConv2d({ filters: 2, kernelSize: 2, padding: 'same' }));
  model.add(tf.layers.leakyReLU());
  model.add(tf.layers.upSampling2d({ size: [2, 2] }));
  model.add(tf.layers.maxPooling2d({ poolSize: 2 }));
  model.add(tf.layers.flatten());
  model.add(tf.layers.dropout({ rate: 0.2 }));
  model.add(tf.layers.dense({ units: 3, activation: 'softmax', kernelRegularizer: 'l1l2' }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  return [model, [values([2, 8, 8, 2])]];
}

// By itself, since release 2 cannot train it.
function depthwise() {
  const model = tf.sequential();
  model.add(tf.layers.zeroPadding2d({ inputShape: [5, 5, 2], padding: [[1, 0], [0, 1]] }));
  model.add(tf.layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2, useBias: false }));
  model.add(tf.layers.globalAveragePooling2d({}));
  return [model, [values([2, 5, 5, 2])]];
}

function texts() {
  const model = tf.sequential();
  model.add(tf.layers.embedding({ inputDim: 6, outputDim: 3, inputLength: 5, maskZero: true }));
  model.add(tf.layers.lstm({ units: 4, returnSequences: true }));
  model.add(tf.layers.simpleRNN({ units: 2, returnSequences: true, activation: 'hardSigmoid' }));
  model.add(tf.layers.gru({ units: 3 }));
  model.add(tf.layers.dense({ units: 2, activation: 'hardSigmoid' }));
  return [model, [tf.tensor2d([[1, 2, 0, 3, 0], [5, 4, 3, 2, 1]])]];
}

function graph() {
  const first = tf.input({ shape: [4, 3] });
  const second = tf.input({ shape: [4, 3], name: 'second/part' });
  const inner = tf.sequential({ name: 'inner' });
  inner.add(tf.layers.timeDistributed({ inputShape: [4, 3], layer: tf.layers.dense({ units: 3 }) }));
  inner.add(tf.layers.elu());
  const shared = tf.layers.dense({ units: 3, name: 'conv2d_1_1', activation: 'tanh' });
  const [left, right] = [inner.apply(first), inner.apply(second)];
  const sum = tf.layers.add().apply([shared.apply(left), shared.apply(right)]);
  const both = tf.layers.bidirectional({
    layer: tf.layers.lstm({ units: 2, returnSequences: true, recurrentActivation: 'sigmoid' }),
    mergeMode: 'concat',
  });
  const steps = both.apply(sum);
  const match = tf.layers.dot({ axes: 2 }).apply([left, right]);
  const outputs = [tf.layers.globalAveragePooling1d().apply(steps), match];
  return [tf.model({ inputs: [first, second], outputs, name: 'whole' }), [values([2, 4, 3]), values([2, 4, 3])]];
}

async function save(name, [model, inputs]) {
  randomize(model);
  if (name === 'pictures') {
    await model.fit(inputs[0], tf.tensor2d([[1, 0, 0], [0, 0, 1]]), { epochs: 1, verbose: 0 });
  }
  const folder = join(here, tf.version.tfjs, name);
  mkdirSync(folder, { recursive: true });
  const handler = tf.io.withSaveHandler(async (saved) => {
    const { weightData, weightSpecs, ...rest } = saved;
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ ...rest, weightsManifest }));
    const parts = Array.isArray(weightData) ? weightData : [weightData];
    writeFileSync(join(folder, 'weights.bin'), Buffer.concat(parts.map((part) => Buffer.from(part))));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler, { includeOptimizer: name === 'pictures' });
  const outputs = [model.predict(inputs.length === 1 ? inputs[0] : inputs)].flat();
  const plain = (tensors) => tensors.map((tensor) => tensor.arraySync());
  writeFileSync(join(folder, 'expected.json'), JSON.stringify({ inputs: plain(inputs), outputs: plain(outputs) }));
}

await tf.setBackend('cpu');
for (const [name, make] of Object.entries({ pictures, depthwise, texts, graph })) {
  await save(name, make());
}
