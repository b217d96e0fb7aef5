// Runs a graph model step by step with plain `tf.loadGraphModel`: each state that comes out goes in
// again. Reads {folder, backend, steps} as JSON on stdin; states begin with zeros.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(new URL('../../../../web/package.json', import.meta.url));
const tf = require('@tensorflow/tfjs-core');
const { loadGraphModel } = require('@tensorflow/tfjs-converter');
require('@tensorflow/tfjs-backend-cpu');
const wasm = require('@tensorflow/tfjs-backend-wasm');

wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'))}/`);

async function load(folder) {
  const { weightsManifest, ...model } = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
  const paths = weightsManifest.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))));
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  return loadGraphModel(tf.io.fromMemory({ ...model, weightSpecs, weightData }));
}

const { folder, backend, steps } = JSON.parse(await readFile('/dev/stdin', 'utf8'));
const { inputs, outputs } = JSON.parse(await readFile(join(folder, 'metadata.json'), 'utf8'));
await tf.setBackend(backend);
const model = await load(folder);
const [first, ...states] = inputs;
let kept = Object.fromEntries(states.map(({ name, shape, dtype }) => [name, tf.zeros(shape, dtype)]));
const before = tf.memory().numTensors;
const answers = [];
for (const step of steps) {
  const given = tf.tensor(step, undefined, first.dtype);
  const found = [model.execute({ [first.name]: given, ...kept })].flat();
  const named = Object.fromEntries(outputs.map(({ name }, i) => [name, found[i]]));
  const next = Object.fromEntries(states.map(({ name }) => [name, named[name]]));
  answers.push(found[0].arraySync());
  tf.dispose([given, kept, found.filter((tensor) => !Object.values(next).includes(tensor))]);
  kept = next;
}
const hasLoop = model.artifacts.modelTopology.library !== undefined;
console.log(JSON.stringify({ answers, hasLoop, leaked: tf.memory().numTensors - before }));
