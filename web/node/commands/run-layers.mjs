import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dispose, io, tensor, tidy, version_core } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { useBackend } from '../../src/backend.js';
import { messageOf, VerificationError } from '../../src/errors.js';
import { onlyArtifact } from '../options/arguments.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { parseNodeBackend } from './node-backends.mjs';

/** @typedef {{shape: number[], dtype: 'float32' | 'int32' | 'bool'}} End */
/**
 * @typedef {object} Request
 * @property {string} model path of a layers model's JSON file
 * @property {End[]} inputs in the model's order, their values one after the other in inputs.bin
 */

const HELP = `Usage: PROGRAM FOLDER [--backend wasm] [--json] [--debug]

Runs anybody's layers model in TensorFlow.js, as tf.loadLayersModel() loads it, once on given inputs.
The Python package's "import" compares the outputs with Keras's.

FOLDER holds request.json, which names the model and the shapes and dtypes of its inputs, and
inputs.bin with their values. The values of the outputs are written to outputs.bin, as float32.

Options:
  --backend NAME  cpu or wasm (default: wasm)
  --json          print one JSON object
  --debug         print stack traces
  -h, --help      print this help

Exit codes: 0 done, 1 TensorFlow.js could not load or run the model, 2 wrong usage.
`;

const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

/** @type {import('./command.mjs').Command} */
export const runLayersCommand = {
  help: HELP,
  options: { backend: { type: 'string', default: 'wasm' } },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    /** @type {Request} */
    const request = JSON.parse(await readFile(join(folder, 'request.json'), 'utf8'));
    const bytes = new Uint8Array(await readFile(join(folder, 'inputs.bin')));
    await useBackend(parseNodeBackend(String(values.backend)), { wasmFolder: findWasmFolder() });
    const outputs = await run(request, bytes);
    await writeFile(
      join(folder, 'outputs.bin'),
      Buffer.concat(outputs.map(({ data }) => new Uint8Array(data.buffer))),
    );
    const json = { tfjs: version_core, outputs: outputs.map(({ shape }) => ({ shape })) };
    return { exitCode: 0, text: `TensorFlow.js ${version_core} ran ${request.model}.`, json };
  },
};

/**
 * @param {Request} request
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Promise<{shape: number[], data: Float32Array}[]>}
 * @throws {VerificationError} with TensorFlow.js's own error
 */
async function run(request, bytes) {
  try {
    const model = await load(request.model);
    const inputs = tensorsOf(request.inputs, bytes);
    const given = inputs.length === 1 ? inputs[0] : inputs;
    const outputs = tidy(() => {
      // One batch: predict() takes 32 at a time, and a model of a fixed batch refuses the parts.
      return [model.predict(given, { batchSize: inputs[0].shape[0] })].flat();
    });
    dispose(inputs);
    return outputs.map((output) => ({
      shape: output.shape,
      data: Float32Array.from(output.dataSync()),
    }));
  } catch (error) {
    throw new VerificationError(messageOf(error));
  }
}

/**
 * @param {string} file
 * @returns {Promise<import('@tensorflow/tfjs-layers').LayersModel>}
 */
async function load(file) {
  const { modelTopology, weightsManifest } = JSON.parse(await readFile(file, 'utf8'));
  /** @type {io.WeightsManifestConfig} */
  const groups = weightsManifest ?? [];
  const paths = groups.flatMap((group) => group.paths);
  const shards = await Promise.all(paths.map((path) => readFile(join(dirname(file), path))));
  // Without the optimizer, whose settings may be of a release that this one does not know.
  const weightSpecs = groups.flatMap((group) => group.weights);
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer;
  const artifacts = { modelTopology, weightSpecs, weightData };
  return await loadLayersModel(io.fromMemory(artifacts), { strict: true });
}

/**
 * @param {End[]} ends
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
function tensorsOf(ends, bytes) {
  let start = 0;
  return ends.map(({ shape, dtype }) => {
    const Values = ARRAYS[dtype];
    const count = shape.reduce((product, size) => product * size, 1);
    const end = start + count * Values.BYTES_PER_ELEMENT;
    const values = new Values(bytes.slice(start, end).buffer);
    start = end;
    return tensor(values, shape, dtype);
  });
}
