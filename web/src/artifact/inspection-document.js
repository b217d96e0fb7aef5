/**
 * What a model consists of, for the drawn graph and for programs: the document that docs/inspecting.md
 * describes, and `tfjs-bridge inspect --json` prints.
 */

import { readArtifact } from './artifact.js';
import { valueCount } from './dtypes.js';
import { encodingOf } from './encodings.js';
import { inspectedLayers } from './inspected-layers.js';
import { isPlain, readPlainModel } from './plain-model.js';

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./plain-model.js').PlainFiles} PlainFiles */
/** @typedef {(number | null)[]} Shape null: any length */
/** @typedef {{name: string | null, shape: Shape | null, dtype: string | null}} End null: not stated */
/** @typedef {{name: string, shape: number[], dtype: string, encoding: string, bytes: number}} PartWeight */
/** @typedef {{shape: Shape | null, dtype: string | null}} Output null: not known */
/**
 * @typedef {object} PartExport what an export would do with a layer
 * @property {'exact' | 'rewritten' | 'dropped' | 'refused'} layers as a layers model
 * @property {'exact' | 'refused' | 'unknown'} graph as a graph of operations
 * @property {string} reason
 */
/**
 * @typedef {object} Part a layer, or a node of a graph
 * @property {string} id
 * @property {string} name
 * @property {string} kind the layer's class, or the node's operation
 * @property {string} group the function or the models that it is in, joined by "/"; '' where it is in none
 * @property {string[]} inputs ids of the parts whose outputs it takes
 * @property {Output[]} outputs
 * @property {number} parameters
 * @property {number} bytes of its weights, as they are stored
 * @property {number | null} multiplyAdds for one example; null: not known
 * @property {PartWeight[]} weights
 * @property {Record<string, unknown>} settings
 * @property {PartExport} [export] of Keras's files alone
 */
/**
 * @typedef {object} Source
 * @property {string} path
 * @property {'artifact' | 'layers-model' | 'graph-model' | 'keras' | 'h5'} kind
 * @property {string | null} writtenBy
 * @property {string | null} madeBy
 * @property {number} fileBytes
 */
/** @typedef {{encoding: string, weights: number, values: number, bytes: number}} EncodingSum */
/**
 * @typedef {object} InspectionDocument
 * @property {'tfjs-bridge-inspection'} format
 * @property {1} version
 * @property {Source} source
 * @property {string} name
 * @property {End[]} inputs
 * @property {End[]} outputs
 * @property {{parts: number, parameters: number, weightBytes: number, multiplyAdds: number | null}} totals
 * @property {EncodingSum[]} encodings the largest first
 * @property {Part[]} parts
 * @property {string[]} warnings
 */

/**
 * Reads and checks a model of either format, with metadata.json or without.
 *
 * @param {import('./artifact.js').Reader} reader
 * @returns {Promise<InspectionDocument>}
 * @throws {import('../errors.js').ArtifactError} if a file is missing, damaged or of another format
 */
export async function readDocument(reader) {
  const artifact = (await isPlain(reader)) ? null : await readArtifact(reader);
  return await inspectionDocument(artifact ?? (await readPlainModel(reader)), artifact);
}

/**
 * @param {PlainFiles | ArtifactFiles} source checked
 * @param {ArtifactFiles | null} artifact the same, where it has metadata.json
 * @returns {Promise<InspectionDocument>}
 */
export async function inspectionDocument(source, artifact) {
  const file = `${source.label}/model.json`;
  const found = source.graph === null ? inspectedLayers(source, file) : await nodes(source);
  const { parts } = found;
  const encodings = encodingsOf(source.groups);
  const sum = (/** @type {'values' | 'bytes'} */ key) =>
    encodings.reduce((total, one) => total + one[key], 0);
  const counts = parts.map(({ multiplyAdds }) => multiplyAdds);
  const known = counts.filter((count) => count !== null);
  return {
    format: 'tfjs-bridge-inspection',
    version: 1,
    source: sourceOf(source, artifact),
    name: artifact?.metadata.model.name ?? nameIn(source.modelJson) ?? source.label,
    inputs: (artifact?.metadata ?? found).inputs,
    outputs: (artifact?.metadata ?? found).outputs,
    totals: {
      parts: parts.length,
      parameters: artifact?.metadata.model.parameters ?? sum('values'),
      weightBytes: sum('bytes'),
      multiplyAdds:
        known.length < counts.length ? null : known.reduce((total, count) => total + count, 0),
    },
    encodings,
    parts,
    warnings: [],
  };
}

/** @param {PlainFiles | ArtifactFiles} source a graph */
async function nodes(source) {
  // Loaded late: a page of layers models does not wait for it.
  const { inspectedNodes } = await import('./inspected-graph.js');
  const { inputs, outputs } = /** @type {import('./check-topology.js').GraphPlan} */ (source.graph);
  return { parts: inspectedNodes({ source, inputs }), inputs, outputs };
}

/**
 * @param {PlainFiles | ArtifactFiles} source
 * @param {ArtifactFiles | null} artifact
 * @returns {Source}
 */
function sourceOf({ label, bytes, graph, modelJson }, artifact) {
  const { generatedBy = null, convertedBy = null } = modelJson;
  const plain = graph === null ? 'layers-model' : 'graph-model';
  return {
    path: label,
    kind: artifact === null ? plain : 'artifact',
    // A model that TensorFlow.js saved was written by what it was made with.
    writtenBy: convertedBy ?? generatedBy,
    madeBy: convertedBy === null ? null : generatedBy,
    fileBytes: bytes,
  };
}

/**
 * @param {import('./manifest.js').ModelJson} modelJson
 * @returns {string | null} of a model of layers, as it says
 */
function nameIn({ modelTopology }) {
  const topology = /** @type {any} */ (modelTopology);
  const name = (topology.model_config ?? topology).config?.name;
  return typeof name === 'string' ? name : null;
}

/**
 * @param {readonly import('./manifest.js').Group[]} groups
 * @returns {EncodingSum[]} of the model's own weights
 */
function encodingsOf(groups) {
  /** @type {Map<string, EncodingSum>} */
  const sums = new Map();
  for (const weight of groups.flatMap(({ weights }) => weights)) {
    if (weight.group !== 'optimizer') {
      const encoding = weight.quantization?.dtype ?? weight.dtype;
      const sum = sums.get(encoding) ?? { encoding, weights: 0, values: 0, bytes: 0 };
      sum.weights += 1;
      sum.values += valueCount(weight.shape);
      sum.bytes += encodingOf(weight).byteCount(weight);
      sums.set(encoding, sum);
    }
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes || (a.encoding < b.encoding ? -1 : 1));
}
