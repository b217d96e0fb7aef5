/** Makes artifacts of graph models for tests, node by node: nothing is exported, and nothing run. */

import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @typedef {'float32' | 'int32' | 'bool'} Dtype */
/** @typedef {{name: string, op: string, input?: string[], attr?: Record<string, any>}} NodeDef any: JSON */
/** @typedef {{name: string, shape: (number | null)[], dtype?: Dtype, node?: string}} End node: default: name */
/** @typedef {{shape: number[], values: number[], dtype?: Dtype}} TensorDef */
/**
 * @typedef {object} Graph
 * @property {NodeDef[]} nodes constants and placeholders are added
 * @property {Record<string, TensorDef>} [weights] by the names of their nodes
 * @property {End[]} inputs
 * @property {End[]} outputs
 * @property {object[]} [functions] see makeFunction()
 * @property {TensorDef[]} goldenInputs
 * @property {TensorDef[]} goldenOutputs
 * @property {string[]} [random] names of outputs that are drawn anew
 * @property {object | null} [preprocessing]
 * @property {string[] | null} [labels]
 */

const TYPES = { float32: 'DT_FLOAT', int32: 'DT_INT32', bool: 'DT_BOOL' };
const ARRAYS = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

export const type = (/** @type {Dtype} */ dtype) => ({ type: TYPES[dtype] });
export const shape = (/** @type {(number | null)[]} */ lengths) => ({
  shape: { dim: lengths.map((length) => ({ size: String(length ?? -1) })) },
});
export const text = (/** @type {string} */ word) => ({ s: btoa(word) });
export const func = (/** @type {string} */ name) => ({ func: { name } });

/**
 * @param {string} name
 * @param {string} op
 * @param {string[]} [input]
 * @param {Record<string, any>} [attr]
 * @returns {NodeDef}
 */
export function node(name, op, input = [], attr = {}) {
  return { name, op, input, attr };
}

/**
 * @param {string} name
 * @param {{inputs: Record<string, Dtype>, outputs: Record<string, string>, nodes: NodeDef[]}} parts
 *   outputs: by name, what the function returns
 */
export function makeFunction(name, { inputs, outputs, nodes }) {
  return {
    signature: {
      name,
      inputArg: Object.entries(inputs).map(([arg, dtype]) => ({ name: arg, ...type(dtype) })),
      outputArg: Object.keys(outputs).map((arg) => ({ name: arg, ...type('float32') })),
    },
    nodeDef: nodes,
    ret: outputs,
  };
}

/**
 * @param {string} name
 * @param {TensorDef} weight
 */
export function constant(name, { dtype = 'float32' }) {
  return node(name, 'Const', [], { dtype: type(dtype) });
}

/**
 * @param {string} folder made if it is not there
 * @param {Graph} graph
 */
export async function makeGraphArtifact(folder, graph) {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of graphFiles(graph)) {
    await writeFile(join(folder, name), bytes);
  }
}

/**
 * @param {Graph} graph
 * @returns {Map<string, Uint8Array>} its files
 */
export function graphFiles(graph) {
  const { weights = {}, inputs, outputs, goldenInputs, goldenOutputs } = graph;
  const model = modelJson(graph);
  const golden = [...goldenInputs, ...goldenOutputs].map(bytesOf);
  /** @type {Map<string, Uint8Array>} */
  const files = new Map([
    ['model.json', Buffer.from(JSON.stringify(model))],
    ['group1-shard1of1.bin', Buffer.concat(Object.values(weights).map(bytesOf))],
    ['golden.bin', Buffer.concat(golden)],
  ]);
  const metadata = {
    format: 'tfjs-bridge',
    format_version: 1,
    model: { name: 'graph', parameters: Object.values(weights).flatMap((w) => w.values).length },
    inputs: specsOf(inputs),
    outputs: specsOf(outputs),
    labels: graph.labels ?? null,
    preprocessing: graph.preprocessing ?? null,
    training: null,
    converter: { name: 'tfjs-bridge', version: '0.1.0', writer: 'bridge' },
    versions: { python: '3.12.0', keras: '3.12.0', numpy: '2.0.0', jax: '0.10.2' },
    golden: {
      file: 'golden.bin',
      tolerance: 1e-5,
      source: 'values written by hand',
      inputs: vectorsOf(inputs, goldenInputs),
      outputs: vectorsOf(outputs, goldenOutputs),
      ...(graph.random !== undefined && { random: graph.random }),
    },
    files: Object.fromEntries(Array.from(files, ([name, bytes]) => [name, record(bytes)])),
  };
  return files.set('metadata.json', Buffer.from(JSON.stringify(metadata, null, 2)));
}

/** @param {Graph} graph */
function modelJson({ nodes, weights = {}, inputs, outputs, functions = [] }) {
  const placeholders = inputs.map((end) =>
    node(end.node ?? end.name, 'Placeholder', [], {
      dtype: type(end.dtype ?? 'float32'),
      shape: shape(end.shape),
    }),
  );
  const inFunctions = new Set(
    functions.flatMap((one) => /** @type {any} */ (one).nodeDef).map(({ name }) => name),
  );
  const constants = Object.entries(weights).filter(([name]) => !inFunctions.has(name));
  const specs = Object.entries(weights).map(([name, weight]) => {
    return { name, shape: weight.shape, dtype: weight.dtype ?? 'float32' };
  });
  return {
    format: 'graph-model',
    generatedBy: 'a test',
    convertedBy: 'a test',
    signature: { inputs: infosOf(inputs), outputs: infosOf(outputs) },
    modelTopology: {
      node: [
        ...placeholders,
        ...constants.map(([name, weight]) => constant(name, weight)),
        ...nodes,
      ],
      ...(functions.length > 0 && { library: { function: functions } }),
      versions: { producer: 1, minConsumer: 1 },
    },
    weightsManifest: [{ paths: ['group1-shard1of1.bin'], weights: specs }],
  };
}

/** @param {End[]} ends */
function infosOf(ends) {
  const infos = ends.map(({ name, node: from = name, dtype = 'float32', shape: lengths }) => [
    name,
    {
      name: from.includes(':') ? from : `${from}:0`,
      dtype: TYPES[dtype],
      tensorShape: shape(lengths).shape,
    },
  ]);
  return Object.fromEntries(infos);
}

/** @param {End[]} ends */
function specsOf(ends) {
  return ends.map(({ name, shape: lengths, dtype = 'float32' }) => {
    return { name, shape: lengths, dtype };
  });
}

/**
 * @param {End[]} ends
 * @param {TensorDef[]} tensors
 */
function vectorsOf(ends, tensors) {
  return ends.map(({ name }, i) => {
    return { name, shape: tensors[i].shape, dtype: tensors[i].dtype ?? 'float32' };
  });
}

/** @param {TensorDef} tensor */
function bytesOf({ values, dtype = 'float32' }) {
  return Buffer.from(ARRAYS[dtype].from(values).buffer);
}

/** @param {Uint8Array} bytes */
function record(bytes) {
  return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
