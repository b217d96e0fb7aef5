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
console.warn = () => {};

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

async function load(folder) {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const shards = await Promise.all(
    weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))),
  );
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return layers.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }), { strict: true });
}

function toTensor({ shape, dtype, base64 }) {
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return tf.tensor(new ARRAYS[dtype](bytes.buffer), shape, dtype);
}

function fromTensor(tensor) {
  const values = Float32Array.from(tensor.dataSync());
  return { shape: tensor.shape, base64: Buffer.from(values.buffer).toString('base64') };
}

async function run({ folder, backend, inputs, repeat }) {
  await tf.setBackend(backend);
  const model = await load(folder);
  const tensors = inputs.map(toTensor);
  const given = tensors.length === 1 ? tensors[0] : tensors;
  let outputs;
  for (let time = 0; time < repeat; time += 1) {
    outputs = [model.predict(given)].flat();
  }
  const answer = outputs.map(fromTensor);
  tf.dispose([tensors, outputs]);
  model.dispose();
  return answer;
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = { outputs: await run(JSON.parse(line)) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error).slice(0, 2000) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
