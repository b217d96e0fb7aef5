/** What can be told of a model from its files alone: no TensorFlow.js, and nothing is run. */

import { ArtifactError } from '../errors.js';
import { readArtifact } from './artifact.js';
import { valueCount } from './dtypes.js';
import { encodingOf } from './encodings.js';
import { nodeShapes, nodesOf, parameterCount } from './graph-facts.js';
import { checkBytes, MOST_JSON_BYTES, parseJson } from './integrity.js';
import { readMetadata } from './metadata.js';
import { listLayers } from './model-check/list-layers.js';
import { isPlain, readPlainModel } from './plain-model.js';

/** @typedef {import('./artifact.js').Reader} Reader */
/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./plain-model.js').PlainFiles} PlainFiles */
/** @typedef {(number | null)[]} Shape null: any length */
/** @typedef {{name: string | null, shape: Shape, dtype: string | null}} End null: not stated */
/** @typedef {'ok' | 'changed' | 'missing' | 'not listed'} FileState not listed: nothing says what it was */
/** @typedef {{name: string, bytes: number | null, state: FileState}} FileRow null: not there */
/**
 * @typedef {object} Part a layer, or a node of a graph
 * @property {string} name
 * @property {string} kind the layer's class, or the node's operation
 * @property {string} place the function that a node is in; '' for the graph itself
 * @property {Shape[]} shapes of what it gives, as far as they are known
 * @property {number} parameters
 * @property {number} bytes of its weights, as they are stored
 */
/**
 * @typedef {object} Inspection
 * @property {string} label
 * @property {'layers' | 'graph'} format
 * @property {number} bytes of all files
 * @property {End[]} inputs in the model's order
 * @property {End[]} outputs in the model's order
 * @property {Part[]} parts in the model's order
 * @property {number} parameters
 * @property {number | null} vectors how many golden vectors there are; null: a plain model has none
 * @property {import('./metadata.js').Metadata | null} metadata null: a plain TensorFlow.js model
 */

/**
 * @param {Reader} reader
 * @returns {Promise<FileRow[]>} of the files that metadata.json lists; empty for a plain model
 * @throws {import('../errors.js').ArtifactError} if metadata.json is missing or not valid
 */
export async function checkFiles(reader) {
  if (await isPlain(reader)) {
    return [];
  }
  const index = await reader.read('metadata.json', { mostBytes: MOST_JSON_BYTES });
  const path = `${reader.label}/metadata.json`;
  const { files } = await readMetadata(parseJson(path, index), path);
  const rows = Array.from(files, ([name, record]) => checkFile(reader, name, record));
  /** @type {FileRow} */
  const own = { name: 'metadata.json', bytes: index.length, state: 'not listed' };
  return [own, ...(await Promise.all(rows))];
}

/**
 * @param {Reader} reader
 * @param {string} name
 * @param {import('./metadata.js').FileRecord} record
 * @returns {Promise<FileRow>}
 */
async function checkFile(reader, name, record) {
  let bytes = null;
  try {
    const content = await reader.read(name, { mostBytes: record.bytes });
    bytes = content.length;
    await checkBytes(`${reader.label}/${name}`, content, record, globalThis.crypto.subtle);
    return { name, bytes, state: 'ok' };
  } catch (error) {
    if (!(error instanceof ArtifactError)) {
      throw error;
    }
    return { name, bytes, state: error.missing === null ? 'changed' : 'missing' };
  }
}

/**
 * Reads and checks a model of either format, with metadata.json or without.
 *
 * @param {Reader} reader
 * @returns {Promise<Inspection>}
 * @throws {import('../errors.js').ArtifactError} if a file is missing, damaged or of another format
 */
export async function inspectModel(reader) {
  const artifact = (await isPlain(reader)) ? null : await readArtifact(reader);
  const source = artifact ?? (await readPlainModel(reader));
  const listed = source.graph === null ? layerParts(source) : graphParts(source, artifact);
  const metadata = artifact?.metadata ?? null;
  return {
    label: reader.label,
    format: source.graph === null ? 'layers' : 'graph',
    bytes: source.bytes,
    ...listed,
    ...(metadata && { inputs: metadata.inputs, outputs: metadata.outputs }),
    parameters: metadata?.model.parameters ?? parametersOf(source, listed.parts),
    vectors: artifact?.golden.count ?? null,
    metadata,
  };
}

/**
 * @param {PlainFiles | ArtifactFiles} source
 * @param {Part[]} parts
 * @returns {number} of a graph, whose functions may hold weights too, all values of its files; of
 *   layers, what they hold: files may keep an optimizer's state
 */
function parametersOf({ graph, groups }, parts) {
  return graph === null
    ? parts.reduce((sum, { parameters }) => sum + parameters, 0)
    : parameterCount(groups);
}

/**
 * @param {PlainFiles | ArtifactFiles} source
 * @returns {Pick<Inspection, 'inputs' | 'outputs' | 'parts'>}
 */
function layerParts(source) {
  const { layers, inputs, outputs } = listLayers(source, `${source.label}/model.json`);
  const parts = layers.map(({ className, outputs: calls, ...rest }) => {
    // A layer that is called several times may give another shape each time.
    const shapes = new Map(calls.flat().map((shape) => [JSON.stringify(shape), shape]));
    return { ...rest, kind: className, place: '', shapes: [...shapes.values()] };
  });
  return { inputs, outputs, parts };
}

/**
 * @param {PlainFiles | ArtifactFiles} source a graph
 * @param {ArtifactFiles | null} artifact
 * @returns {Pick<Inspection, 'inputs' | 'outputs' | 'parts'>}
 */
function graphParts(source, artifact) {
  const { inputs, outputs } = /** @type {import('./check-topology.js').GraphPlan} */ (source.graph);
  const shapes = nodeShapes({ source, inputs, artifact });
  const weights = new Map(
    source.groups.flatMap((group) => group.weights).map((weight) => [weight.name, weight]),
  );
  const parts = nodesOf(source.modelJson).map(({ name, op, place }) => {
    const weight = op === 'Const' ? weights.get(name) : undefined;
    const shape = place === '' ? shapes.get(name) : undefined;
    return {
      name,
      kind: op,
      place,
      shapes: shape ? [shape] : [],
      parameters: weight ? valueCount(weight.shape) : 0,
      bytes: weight ? encodingOf(weight).byteCount(weight) : 0,
    };
  });
  return { inputs, outputs, parts };
}
