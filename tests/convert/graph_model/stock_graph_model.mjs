// Plain `tf.loadGraphModel` as any user has it, without a line of ours: loads a model and runs it
// with inputs by name. One request as JSON on each line of stdin, one answer on each of stdout.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../../web/package.json', import.meta.url));
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-cpu');
const wasm = require('@tensorflow/tfjs-backend-wasm');

wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);
console.warn = () => {};

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

async function load(folder) {
  const { weightsManifest, ...model } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const shards = await Promise.all(
    weightsManifest.flatMap((group) => group.paths).map((path) => readFile(join(folder, path))),
  );
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return loadGraphModel(tf.io.fromMemory({ ...model, weightSpecs, weightData }));
}

// The golden vectors, then those of `more.json`, whose runs follow each other in `more.bin`.
async function readRuns(folder, more) {
  const { golden } = JSON.parse(await readFile(join(folder, 'metadata.json'), 'utf8'));
  const goldenRun = readInputs([golden], await readFile(join(folder, golden.file)));
  const others = JSON.parse(await readFile(join(more, 'more.json'), 'utf8'));
  return [...goldenRun, ...readInputs(others, await readFile(join(more, 'more.bin')))];
}

function readInputs(runs, data) {
  let place = 0;
  return runs.map(({ inputs, outputs }) => {
    const arrays = [...inputs, ...outputs].map(({ shape, dtype }) => {
      const size = shape.reduce((product, length) => product * length, ARRAYS[dtype].BYTES_PER_ELEMENT);
      place += size;
      return new ARRAYS[dtype](new Uint8Array(data.subarray(place - size, place)).buffer);
    });
    return inputs.map(({ name, shape, dtype }, number) => ({ name, shape, dtype, values: arrays[number] }));
  });
}

function fromTensor(tensor) {
  // Not its buffer: one that was cast from bool has one byte for each value on the cpu backend.
  const data = Buffer.from(ARRAYS[tensor.dtype].from(tensor.dataSync()).buffer);
  return { shape: tensor.shape, dtype: tensor.dtype, base64: data.toString('base64') };
}

async function execute(model, isDynamic, inputs) {
  const before = tf.memory().numTensors;
  const entries = inputs.map(({ name, shape, dtype, values }) => [name, tf.tensor(values, shape, dtype)]);
  const feeds = Object.fromEntries(entries);
  const outputs = [isDynamic ? await model.executeAsync(feeds) : model.execute(feeds)].flat();
  const answers = outputs.map(fromTensor);
  tf.dispose([feeds, outputs]);
  return { outputs: answers, leaked: tf.memory().numTensors - before };
}

// Each run twice: what the first leaves behind must not change the second.
async function runAll(model, isDynamic, runs) {
  const answers = [];
  for (const inputs of runs) {
    try {
      await execute(model, isDynamic, inputs);
      answers.push(await execute(model, isDynamic, inputs));
    } catch (error) {
      answers.push({ error: String(error?.stack ?? error).slice(0, 1000) });
    }
  }
  return answers;
}

async function answerTo({ folder, more, backend }) {
  await tf.setBackend(backend);
  const runs = await readRuns(folder, more);
  const before = tf.memory().numTensors;
  const model = await load(folder);
  const { modelTopology, signature } = model.artifacts;
  const isDynamic = (modelTopology.library?.function?.length ?? 0) > 0;
  const answers = await runAll(model, isDynamic, runs);
  model.dispose();
  return {
    runs: answers,
    leaked: tf.memory().numTensors - before,
    isDynamic,
    nodes: modelTopology.node.length,
    inputs: Object.keys(signature.inputs),
    outputs: Object.keys(signature.outputs),
  };
}

for await (const line of createInterface({ input: process.stdin })) {
  let answer;
  try {
    answer = await answerTo(JSON.parse(line));
  } catch (error) {
    answer = { error: String(error?.stack ?? error).slice(0, 2000) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
