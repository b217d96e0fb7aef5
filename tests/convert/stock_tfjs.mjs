// Plain TensorFlow.js as any user has it, without a line of ours: loads models and runs them.
// One request as JSON on each line of stdin, one answer as JSON on each line of stdout.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
const tf = require('@tensorflow/tfjs-core');
const layers = require('@tensorflow/tfjs-layers');
require('@tensorflow/tfjs-backend-cpu');
const wasm = require('@tensorflow/tfjs-backend-wasm');

wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);
const warnings = [];
// What it says of itself, once in a process and before the first computation, is no warning.
const GREETING = 'you are running TensorFlow.js in Node.js';
console.warn = (...words) => {
  const text = words.join(' ');
  if (!text.includes(GREETING)) {
    warnings.push(text);
  }
};

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

async function load(folder) {
  const { modelTopology, weightsManifest, trainingConfig } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const shards = await Promise.all(
    weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))),
  );
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return layers.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData, trainingConfig }), { strict: true });
}

function toTensor({ shape, dtype, base64 }) {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return tf.tensor(new ARRAYS[dtype](bytes.buffer), shape, dtype);
}

function fromTensor(tensor) {
  const values = Float32Array.from(tensor.dataSync());
  return { shape: tensor.shape, base64: Buffer.from(values.buffer).toString('base64') };
}

async function run({ folder, backend, inputs, repeat, resave }) {
  await tf.setBackend(backend);
  const loaded = await load(folder);
  const model = resave ? await savedAgain(loaded) : loaded;
  const tensors = inputs.map(toTensor);
  const given = tensors.length === 1 ? tensors[0] : tensors;
  let outputs;
  for (let time = 0; time < repeat; time += 1) {
    outputs = [model.predict(given)].flat();
  }
  const answer = outputs.map(fromTensor);
  tf.dispose([tensors, outputs]);
  model.dispose();
  return { outputs: answer };
}

// What `model.save('indexeddb://...')` stores, loaded again; a handler passes the same through JSON.
async function savedAgain(model) {
  let saved;
  await model.save(tf.io.withSaveHandler(async (artifacts) => {
    saved = { ...artifacts, modelTopology: JSON.parse(JSON.stringify(artifacts.modelTopology)) };
    return { modelArtifactsInfo: { dateSaved: new Date(), modelTopologyType: 'JSON' } };
  }));
  model.dispose();
  return layers.loadLayersModel(tf.io.fromMemory(saved), { strict: true });
}

// One step of `fit`: as the model was compiled, else with gradient descent and targets that it does not give.
async function fit({ folder, inputs, targets, resave }) {
  await tf.setBackend('cpu');
  warnings.length = 0;
  const loaded = await load(folder);
  const model = resave ? await savedAgain(loaded) : loaded;
  const told = [...warnings];
  const tensors = inputs.map(toTensor);
  const given = tensors.length === 1 ? tensors[0] : tensors;
  const wanted = targets.length > 0 ? targets.map(toTensor) : farFrom([model.predict(given)].flat());
  const right = wanted.length === 1 ? wanted[0] : wanted;
  if (model.optimizer === undefined) {
    model.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });
  }
  const { trainableWeights, weights } = model;
  const before = weights.map((weight) => weight.read().dataSync().slice());
  const batchSize = tensors[0].shape[0];
  const [known] = [model.evaluate(given, right, { batchSize })].flat();
  const { history } = await model.fit(given, right, { batchSize, shuffle: false, verbose: 0 });
  const values = weights.map((weight) => weight.read().dataSync());
  const answer = {
    warnings: told,
    optimizer: { name: model.optimizer.getClassName(), ...model.optimizer.getConfig() },
    metrics: model.metricsNames,
    loss: history.loss[0],
    known: known.dataSync()[0],
    weights: weights.map((weight, number) => ({
      name: weight.originalName,
      isTrainable: trainableWeights.includes(weight),
      isFinite: values[number].every(Number.isFinite),
      isChanged: values[number].some((value, place) => value !== before[number][place]),
    })),
  };
  tf.dispose([tensors, wanted, known]);
  model.dispose();
  return answer;
}

function farFrom(outputs) {
  return outputs.map((output) => tf.tidy(() => tf.add(tf.mul(output, 0.5), 0.5)));
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    const request = JSON.parse(line);
    answer = await (request.fit ? fit(request) : run(request));
  } catch (error) {
    answer = { error: String(error?.stack ?? error).slice(0, 2000) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
