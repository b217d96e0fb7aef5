// Saves one small model for each class of TensorFlow.js and for what it does unlike Keras, with inputs and its outputs.
// Usage: node save_models.mjs FOLDER; prints the names.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const tf = require('@tensorflow/tfjs-core');
const { layers, input, model: whole, sequential } = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');

// Their usual initializer needs more of TensorFlow.js than its core.
const RECURRENT = ['lstm', 'gru', 'simpleRNN', 'lstmCell', 'gruCell', 'simpleRNNCell', 'convLstm2d'];
const l = {
  ...layers,
  ...Object.fromEntries(RECURRENT.map((name) => [name, (args) => layers[name]({ recurrentInitializer: 'glorotNormal', ...args })])),
};

let state = 7;
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) | 0;
  return (state >>> 0) / 2 ** 32;
}

function values(shape, low = -1, high = 1) {
  const count = shape.reduce((product, size) => product * size, 1);
  return tf.tensor(Array.from({ length: count }, () => low + (high - low) * random()), shape);
}

const ids = (shape, high) => tf.floor(values(shape, 0, high));

// One layer, or several, on one input without the batch.
function row(shape, ...made) {
  const model = sequential();
  made.forEach((layer) => model.add(layer));
  return [model, [values([2, ...shape])]];
}

// Layers of their own way of being called.
function called(shapes, call, tensors) {
  const inputs = shapes.map((shape) => input({ shape }));
  const outputs = [call(...inputs)].flat();
  return [whole({ inputs, outputs }), tensors ?? shapes.map((shape) => values([2, ...shape]))];
}

// Some layers change the shape of what they are called with, an input's too, which then refuses its own shape.
const still = (shape) => l.reshape({ inputShape: shape, targetShape: [...shape] });
const first = (inputShape) => ({ inputShape });
const FIRST_CHANNELS = { dataFormat: 'channelsFirst' };
const masked = (...rest) => {
  const model = sequential();
  model.add(l.embedding({ inputDim: 5, outputDim: 3, inputLength: 6, maskZero: true }));
  rest.forEach((layer) => model.add(layer));
  return [model, [tf.tensor2d([[1, 2, 3, 0, 0, 0], [4, 0, 1, 2, 0, 3]])]];
};

const MERGES = Object.fromEntries(
  ['add', 'multiply', 'average', 'maximum', 'minimum'].map((name) => [
    name,
    () => called([[3, 4], [3, 4], [1, 4]], (...tensors) => l[name]().apply(tensors)),
  ]),
);

const ACTIVATIONS = Object.fromEntries(
  [
    ...['elu', 'gelu', 'hardSigmoid', 'linear', 'logSoftmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid'],
    ...['softmax', 'softplus', 'softsign', 'swish', 'tanh'],
  ].map((activation) => [`activation ${activation}`, () => row([5], l.dense({ ...first([5]), units: 4, activation }), l.activation({ activation }))]),
);

const POOLS = Object.fromEntries(
  [1, 2, 3].flatMap((rank) =>
    ['max', 'average'].map((kind) => [
      `${kind}Pooling${rank}d`,
      () => {
        const shape = [5, 6, 4].slice(0, rank);
        return row([...shape, 2], l[`${kind}Pooling${rank}d`]({ ...first([...shape, 2]), poolSize: 2, strides: 1, padding: 'same' }));
      },
    ]),
  ),
);

// What Teachable Machine writes, with few channels: MobileNet v2 without its top, in a row, in a row.
function teachableImages() {
  const x = input({ shape: [8, 8, 3], name: 'input_1' });
  const norm = (name, y) => l.batchNormalization({ name, epsilon: 0.001, momentum: 0.999 }).apply(y);
  const relu6 = (name, y) => l.reLU({ name, maxValue: 6 }).apply(y);
  const conv = (name, y, filters) => l.conv2d({ name, filters, kernelSize: 1, useBias: false, padding: 'same' }).apply(y);
  let y = l.zeroPadding2d({ name: 'Conv1_pad', padding: [[0, 1], [0, 1]] }).apply(x);
  y = l.conv2d({ name: 'Conv1', filters: 4, kernelSize: 3, strides: 2, useBias: false }).apply(y);
  const before = relu6('Conv1_relu', norm('bn_Conv1', y));
  y = relu6('block_1_expand_relu', norm('block_1_expand_BN', conv('block_1_expand', before, 8)));
  y = l.depthwiseConv2d({ name: 'block_1_depthwise', kernelSize: 3, padding: 'same', useBias: false }).apply(y);
  y = norm('block_1_project_BN', conv('block_1_project', relu6('block_1_depthwise_relu', norm('block_1_depthwise_BN', y)), 4));
  y = relu6('out_relu', norm('Conv_1_bn', conv('Conv_1', l.add({ name: 'block_1_add' }).apply([before, y]), 6)));
  const features = sequential();
  features.add(whole({ inputs: x, outputs: y }));
  features.add(l.globalAveragePooling2d({}));
  const head = sequential();
  head.add(l.dense({ inputShape: [6], units: 5, activation: 'relu' }));
  head.add(l.dense({ units: 2, activation: 'softmax', useBias: false }));
  const model = sequential();
  model.add(features);
  model.add(head);
  return [model, [values([2, 8, 8, 3])]];
}

// The same of sounds: a new head on a row of convolutions, and the head a model in it.
function teachableSounds() {
  const x = input({ shape: [9, 12, 1], name: 'conv2d_1_input' });
  let y = l.conv2d({ name: 'conv2d_1', filters: 2, kernelSize: [2, 4], activation: 'relu' }).apply(x);
  y = l.maxPooling2d({ name: 'max_pooling2d_1', poolSize: 2, strides: [1, 2] }).apply(y);
  y = l.dense({ name: 'dense_1', units: 6, activation: 'relu' }).apply(l.dropout({ rate: 0.25 }).apply(l.flatten().apply(y)));
  const head = sequential();
  head.add(l.dense({ name: 'NewHeadDense', units: 3, activation: 'softmax', inputShape: [6] }));
  return [whole({ inputs: x, outputs: head.apply(y) }), [values([2, 9, 12, 1])]];
}

const MODELS = {
  'teachable images': teachableImages,
  'teachable sounds': teachableSounds,
  'teachable poses': () => row([20], l.dense({ ...first([20]), units: 5, activation: 'relu' }), l.dropout({ rate: 0.5 }), l.dense({ units: 3, activation: 'softmax', useBias: false })),
  ...MERGES,
  ...ACTIVATIONS,
  ...POOLS,
  reLU: () => row([5], l.reLU({ ...first([5]), maxValue: 0.5 })),
  leakyReLU: () => row([5], l.leakyReLU(first([5]))),
  'leakyReLU alpha': () => row([5], l.leakyReLU({ ...first([5]), alpha: 0.1 })),
  prelu: () => row([3, 4], l.prelu({ ...first([3, 4]), sharedAxes: [1] })),
  elu: () => row([5], l.elu(first([5]))),
  thresholdedReLU: () => row([9], l.thresholdedReLU({ ...first([9]), theta: 0.3 })),
  'thresholdedReLU below 0': () => row([9], l.thresholdedReLU({ ...first([9]), theta: -0.4 })),
  softmax: () => row([5], l.softmax(first([5]))),
  'softmax of the last axis': () => row([3, 5], l.softmax({ ...first([3, 5]), axis: -1 })),
  'conv1d dilated': () => row([7, 2], l.conv1d({ ...first([7, 2]), filters: 3, kernelSize: 3, dilationRate: 2, activation: 'hardSigmoid' })),
  'conv2d channelsFirst': () => row([2, 6, 5], l.conv2d({ ...first([2, 6, 5]), filters: 3, kernelSize: [2, 3], ...FIRST_CHANNELS, activation: 'softmax' })),
  'conv2d channelsFirst fused': () => row([2, 6, 5], l.conv2d({ ...first([2, 6, 5]), filters: 3, kernelSize: 2, ...FIRST_CHANNELS, activation: 'relu' })),
  conv3d: () => row([4, 5, 4, 2], l.conv3d({ ...first([4, 5, 4, 2]), filters: 2, kernelSize: 2, strides: [1, 2, 1] })),
  conv2dTranspose: () => row([4, 5, 2], l.conv2dTranspose({ ...first([4, 5, 2]), filters: 3, kernelSize: 3, strides: 2, padding: 'same' })),
  'conv2dTranspose channelsFirst': () => row([2, 4, 5], l.conv2dTranspose({ ...first([2, 4, 5]), filters: 3, kernelSize: 2, ...FIRST_CHANNELS })),
  conv3dTranspose: () => row([2, 3, 2, 2], l.conv3dTranspose({ ...first([2, 3, 2, 2]), filters: 2, kernelSize: 2 })),
  'depthwiseConv2d whose dilation is not read': () => row([6, 6, 2], l.depthwiseConv2d({ ...first([6, 6, 2]), kernelSize: 2, depthMultiplier: 2, dilationRate: 2 })),
  'depthwiseConv2d channelsFirst': () => row([2, 5, 4], l.depthwiseConv2d({ ...first([2, 5, 4]), kernelSize: 2, ...FIRST_CHANNELS })),
  separableConv2d: () => row([6, 6, 2], l.separableConv2d({ ...first([6, 6, 2]), filters: 3, kernelSize: 2, dilationRate: 2, activation: 'tanh' })),
  'cropping2d channelsFirst': () => row([2, 5, 6], l.cropping2D({ ...first([2, 5, 6]), cropping: [[1, 0], [2, 1]], ...FIRST_CHANNELS })),
  'zeroPadding2d channelsFirst': () => row([2, 3, 3], l.zeroPadding2d({ ...first([2, 3, 3]), padding: [1, 2], ...FIRST_CHANNELS })),
  'upSampling2d nearest': () => row([3, 4, 2], l.upSampling2d({ ...first([3, 4, 2]), size: [2, 3] })),
  'upSampling2d channelsFirst': () => row([2, 3, 4], l.upSampling2d({ ...first([2, 3, 4]), size: [2, 3], ...FIRST_CHANNELS })),
  'upSampling2d bilinear': () => row([3, 4, 2], l.upSampling2d({ ...first([3, 4, 2]), size: [2, 3], interpolation: 'bilinear' })),
  'maxPooling2d channelsFirst': () => row([2, 5, 6], l.maxPooling2d({ ...first([2, 5, 6]), poolSize: 2, ...FIRST_CHANNELS })),
  'averagePooling3d channelsFirst': () => row([2, 4, 4, 3], l.averagePooling3d({ ...first([2, 4, 4, 3]), poolSize: [2, 2, 1], strides: 1, ...FIRST_CHANNELS })),
  globalMaxPooling1d: () => row([4, 3], l.globalMaxPooling1d(first([4, 3]))),
  'globalAveragePooling2d channelsFirst': () => row([2, 4, 3], l.globalAveragePooling2d({ ...first([2, 4, 3]), ...FIRST_CHANNELS })),
  globalMaxPooling2d: () => row([4, 3, 2], l.globalMaxPooling2d(first([4, 3, 2]))),
  'flatten channelsFirst': () => row([2, 3, 4], l.flatten({ ...first([2, 3, 4]), ...FIRST_CHANNELS })),
  reshape: () => row([6], l.reshape({ ...first([6]), targetShape: [2, -1] })),
  permute: () => row([2, 3, 4], l.permute({ ...first([2, 3, 4]), dims: [3, 1, 2] })),
  repeatVector: () => row([3], l.repeatVector({ ...first([3]), n: 2 })),
  'concatenate in front': () => called([[2, 3], [4, 3]], (a, b) => l.concatenate({ axis: 1 }).apply([a, b])),
  'concatenate at the end': () => called([[2, 3], [2, 1]], (a, b) => l.concatenate().apply([a, b])),
  'dot of vectors': () => called([[4], [4]], (a, b) => l.dot({ axes: -1, normalize: true }).apply([a, b])),
  'dot of matrices': () => called([[3, 4], [4, 5]], (a, b) => l.dot({ axes: [2, 1] }).apply([a, b])),
  'dot of a matrix and a vector': () => called([[3, 4], [4]], (a, b) => l.dot({ axes: [2, 1] }).apply([a, b])),
  'add of other ranks': () => called([[4], [3, 4]], (a, b) => l.add().apply([a, b])),
  batchNormalization: () => row([3, 4], l.batchNormalization({ ...first([3, 4]), epsilon: 0.01, scale: false })),
  layerNormalization: () => row([3, 4], l.layerNormalization({ ...first([3, 4]), axis: [1, 2], center: false })),
  dropouts: () => row([3, 4], l.spatialDropout1d({ ...first([3, 4]), rate: 0.5 }), l.gaussianNoise({ stddev: 1 }), l.gaussianDropout({ rate: 0.5 }), l.alphaDropout({ rate: 0.5 }), l.dropout({ rate: 0.5, noiseShape: [null, 1, 4] })),
  rescaling: () => row([3], l.rescaling({ ...first([3]), scale: 2, offset: -1 })),
  'centerCrop even': () => row([8, 9, 2], still([8, 9, 2]), l.centerCrop({ height: 4, width: 5 })),
  'centerCrop odd': () => row([7, 8, 1], still([7, 8, 1]), l.centerCrop({ height: 4, width: 7 })),
  'categoryEncoding multiHot': () => called([[4]], (x) => l.categoryEncoding({ numTokens: 5 }).apply(still([4]).apply(x)), [ids([2, 4], 5)]),
  'categoryEncoding count': () => called([[4]], (x) => l.categoryEncoding({ numTokens: 5, outputMode: 'count' }).apply(still([4]).apply(x)), [ids([2, 4], 5)]),
  'categoryEncoding oneHot': () => called([[1]], (x) => l.categoryEncoding({ numTokens: 5, outputMode: 'oneHot' }).apply(still([1]).apply(x)), [ids([2, 1], 5)]),
  'lstm as it is': () => row([5, 3], l.lstm({ ...first([5, 3]), units: 4 })),
  'lstm of other activations': () => row([5, 3], l.lstm({ ...first([5, 3]), units: 4, activation: 'hardSigmoid', recurrentActivation: 'softsign', returnSequences: true, goBackwards: true })),
  'lstm without activation': () => row([3, 2], l.lstm({ ...first([3, 2]), units: 2, activation: null, useBias: false })),
  'gru as it is': () => row([5, 3], l.gru({ ...first([5, 3]), units: 4 })),
  'gru of hardSigmoid': () => row([5, 3], l.gru({ ...first([5, 3]), units: 4, activation: 'hardSigmoid', returnSequences: true })),
  'simpleRNN of hardSigmoid': () => row([5, 3], l.simpleRNN({ ...first([5, 3]), units: 4, activation: 'hardSigmoid', dropout: 0.5 })),
  'rnn of a cell': () => row([5, 3], l.rnn({ ...first([5, 3]), cell: l.lstmCell({ units: 4 }), returnSequences: true })),
  'rnn of cells': () => row([5, 3], l.rnn({ ...first([5, 3]), cell: l.stackedRNNCells({ cells: [l.gruCell({ units: 4 }), l.simpleRNNCell({ units: 2 })] }) })),
  convLstm2d: () => row([3, 4, 5, 2], l.convLstm2d({ ...first([3, 4, 5, 2]), filters: 2, kernelSize: 2, padding: 'same' })),
  'states returned': () => called([[4, 3]], (x) => l.lstm({ units: 2, returnState: true, returnSequences: true }).apply(x)),
  'states given': () => called([[4, 3], [2], [2]], (x, h, c) => l.lstm({ units: 2 }).apply([x, h, c])),
  'encoder and decoder': () =>
    called([[4, 3], [5, 3]], (a, b) => {
      const [, h, c] = l.lstm({ units: 2, returnState: true }).apply(a);
      return l.lstm({ units: 2, returnSequences: true }).apply([b, h, c]);
    }),
  ...Object.fromEntries(
    ['concat', 'sum', 'ave', 'mul', null].map((mergeMode) => [
      `bidirectional ${mergeMode}`,
      () => called([[4, 3]], (x) => l.bidirectional({ layer: l.gru({ units: 2, returnSequences: true }), mergeMode }).apply(x)),
    ]),
  ),
  'bidirectional with states': () => called([[4, 3]], (x) => l.bidirectional({ layer: l.lstm({ units: 2, returnState: true }), mergeMode: 'sum' }).apply(x)),
  'bidirectional given states': () => called([[4, 3], [2], [2]], (x, a, b) => l.bidirectional({ layer: l.gru({ units: 2 }), mergeMode: 'concat' }).apply([x, a, b])),
  'timeDistributed dense': () => row([3, 4], l.timeDistributed({ ...first([3, 4]), layer: l.dense({ units: 2, activation: 'hardSigmoid' }) })),
  'timeDistributed conv2d': () => row([2, 5, 5, 1], l.timeDistributed({ ...first([2, 5, 5, 1]), layer: l.conv2d({ filters: 2, kernelSize: 2 }) }), l.timeDistributed({ layer: l.flatten() })),
  'masked lstm': () => masked(l.dropout({ rate: 0.1 }), l.lstm({ units: 2, returnSequences: true }), l.lstm({ units: 2 })),
  'masked gru behind a leakyReLU': () => masked(l.leakyReLU(), l.gru({ units: 2 })),
  'masked bidirectional': () => masked(l.bidirectional({ layer: l.lstm({ units: 2, returnSequences: true }), mergeMode: 'concat' }), l.dense({ units: 2 })),
  'masked average': () => masked(l.globalAveragePooling1d()),
  'masked timeDistributed': () => masked(l.timeDistributed({ layer: l.dense({ units: 2 }) }), l.gru({ units: 2 })),
  masking: () => {
    const [model] = row([4, 2], l.masking({ ...first([4, 2]), maskValue: 1 }), l.lstm({ units: 2, returnSequences: true }));
    return [model, [tf.tensor3d([[[1, 1], [0.5, 1], [0.2, 0.3], [1, 1]], [[0, 1], [1, 1], [1, 0], [0, 0]]])]];
  },
  'masking to leakyReLU': () => {
    const [model] = row([3, 2], l.masking(first([3, 2])), l.leakyReLU(), l.gru({ units: 2 }));
    return [model, [tf.tensor3d([[[0, 0], [1, 2], [3, 0]], [[1, 0], [0, 0], [0, 0]]])]];
  },
  'a mask left over': () => {
    const [a, b] = [input({ shape: [4] }), input({ shape: [4, 3] })];
    const known = l.lstm({ units: 2 }).apply(l.embedding({ inputDim: 5, outputDim: 2, maskZero: true }).apply(a));
    const other = l.gru({ units: 2 }).apply(b);
    const tensors = [tf.tensor2d([[1, 2, 0, 0], [3, 0, 0, 1]]), values([2, 4, 3])];
    return [whole({ inputs: [b, a], outputs: l.concatenate().apply([other, known]) }), tensors.reverse()];
  },
  'masks concatenated': () => {
    const x = input({ shape: [4] });
    const steps = l.embedding({ inputDim: 5, outputDim: 2, maskZero: true }).apply(x);
    const both = l.concatenate().apply([steps, l.dense({ units: 3 }).apply(steps)]);
    return [whole({ inputs: x, outputs: l.lstm({ units: 2 }).apply(both) }), [tf.tensor2d([[1, 0, 2, 0], [0, 3, 0, 0]])]];
  },
  'a mask within a model': () => {
    const inner = sequential();
    inner.add(l.embedding({ inputDim: 5, outputDim: 2, inputLength: 4, maskZero: true }));
    inner.add(l.lstm({ units: 2, returnSequences: true }));
    return called([[4]], (x) => l.gru({ units: 2 }).apply(inner.apply(x)), [tf.tensor2d([[1, 0, 2, 0], [0, 3, 0, 0]])]);
  },
  'models in models': () => {
    const inner = sequential({ name: 'inner' });
    inner.add(l.dense({ ...first([3]), units: 3 }));
    const x = input({ shape: [3] });
    const y = input({ shape: [3] });
    const middle = whole({ inputs: x, outputs: [inner.apply(x), l.activation({ activation: 'tanh' }).apply(x)], name: 'middle' });
    const [a, b] = middle.apply(y);
    const [c] = middle.apply(a);
    return [whole({ inputs: y, outputs: [b, l.add().apply([c, b])] }), [values([2, 3])]];
  },
  'an input as an output': () => called([[3]], (x) => [x, l.dense({ units: 2 }).apply(x)]),
  'names with slashes': () => row([3], l.dense({ ...first([3]), units: 2, name: 'block/one' }), l.dense({ units: 2, name: 'block_one' })),
  stateful: () => {
    const model = sequential();
    model.add(l.lstm({ batchInputShape: [2, 3, 2], units: 2, stateful: true }));
    return [model, [values([2, 3, 2])]];
  },
};

async function save(folder, [model, inputs]) {
  model.setWeights(model.getWeights().map((weight) => values(weight.shape, 0.1, 0.9)));
  mkdirSync(folder, { recursive: true });
  const keep = tf.io.withSaveHandler(async ({ weightData, weightSpecs, modelTopology }) => {
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ modelTopology, weightsManifest }));
    writeFileSync(join(folder, 'weights.bin'), Buffer.concat([weightData].flat().map((part) => Buffer.from(part))));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(keep);
  const outputs = [model.predict(inputs.length === 1 ? inputs[0] : inputs)].flat();
  const plain = (tensors) => tensors.map((tensor) => tensor.arraySync());
  writeFileSync(join(folder, 'expected.json'), JSON.stringify({ inputs: plain(inputs), outputs: plain(outputs) }));
}

await tf.setBackend('cpu');
const told = {};
for (const [name, make] of Object.entries(MODELS)) {
  try {
    await save(join(process.argv[2], name), make());
    told[name] = null;
  } catch (error) {
    told[name] = String(error?.stack ?? error).slice(0, 400);
  }
}
console.log(JSON.stringify(told));
