/**
 * Checks a graph before TensorFlow.js sees it, which checks little: it never runs nodes that form a
 * cycle, and an unknown operation is an error of the first run.
 */

import { DTYPES } from '../dtypes.js';
import { MOST_VALUES, MOST_WORK, refuseAbove } from '../effort.js';
import { checkCanvas, checkEnds } from '../ends.js';
import { inconsistent } from '../faults.js';
import { shapesOf } from '../graph-shapes/node-shapes.js';
import { JsonField } from '../json-field.js';
import { checkCalls } from './calls.js';
import { checkConstants } from './constants.js';
import { isDynamic } from './operations.js';
import { orderNodes } from './order.js';
import { checkRandom } from './random.js';
import { readGraph } from './read-graph.js';
import { readSignature } from './signature.js';

/** @typedef {import('../metadata.js').Metadata} Metadata */
/** @typedef {import('./signature.js').End} End */

/** @typedef {import('../graph-shapes/node-shapes.js').Graph} Graph */

/**
 * @param {import('../check-topology.js').Checked & {files: ReadonlyMap<string, Uint8Array>}} model
 * @param {string} file its name for messages
 * @param {Metadata} [metadata] of the same artifact
 * @returns {import('../../runtime/graph-model.js').GraphPlan} in the metadata's order, or without any
 *   in the signature's
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not build or run it, or would
 *   never be done
 */
export function checkGraph({ modelJson, groups, files }, file, metadata) {
  const top = new JsonField(file, '', modelJson);
  const topology = top.key('modelTopology');
  const graph = readGraph({ modelJson, groups, files }, file);
  const { nodes, functions } = graph;
  orderNodes(nodes);
  checkCalls(nodes, functions, file);
  checkConstants([nodes, ...Array.from(functions.values(), (one) => one.nodes)], groups, file);
  refuseOther(top);
  topology.key('versions').object(); // which GraphModel reads without looking (graph_model.ts)
  const signature = readSignature(top.key('signature'), nodes);
  const { inputs, outputs } =
    metadata === undefined ? signature : checkMetadata(signature, metadata, file);
  checkRandom(metadata?.golden.random ?? [], outputs, graph);
  checkEffort(graph, shapesFor(inputs, metadata), file);
  const isAsync = [...nodes.values()].some(({ op }) => isDynamic(op));
  return { inputs: inputs.map(planOf), outputs: outputs.map(planOf), isAsync };
}

/**
 * @param {Graph} graph
 * @param {{node: string, shape: number[]}[]} inputs
 * @param {string} file
 */
function checkEffort(graph, inputs, file) {
  const { largest, work } = shapesOf(graph, inputs);
  refuseAbove(file, 'too many values in one tensor', MOST_VALUES, largest);
  refuseAbove(file, 'too many calculations', MOST_WORK, work);
}

/**
 * @param {End[]} inputs
 * @param {Metadata | undefined} metadata
 * @returns {{node: string, shape: number[]}[]} as the golden vectors have them; without any, the least
 */
function shapesFor(inputs, metadata) {
  return inputs.map(({ tensor, shape }, i) => {
    const golden = metadata?.golden.inputs[i].shape;
    return { node: tensor.name, shape: golden ?? (shape ?? []).map((length) => length ?? 1) };
  });
}

/**
 * @param {End} end
 * @returns {import('../../runtime/model.js').End} without a shape where a plain model does not say
 */
function planOf({ name, shape, dtype }) {
  return { name, shape: shape ?? [], dtype };
}

/**
 * TensorFlow.js takes the signature in userDefinedMetadata, where there is one, in place of the one
 * that is checked here; and a second graph, which fills tables (graph_model.ts).
 *
 * @param {JsonField} top
 */
function refuseOther(top) {
  const own = top.key('userDefinedMetadata');
  for (const field of [
    top.key('modelInitializer'),
    ...(own.value === undefined ? [] : [own.key('signature'), own.key('structuredOutputKeys')]),
  ]) {
    if (field.value !== undefined && field.value !== null) {
      field.refuse('nothing');
    }
  }
}

/**
 * @param {import('./signature.js').Signature} signature
 * @param {Metadata} metadata
 * @param {string} file
 * @returns {import('./signature.js').Signature} in the metadata's order
 */
function checkMetadata(signature, metadata, file) {
  const { golden } = metadata;
  const inputs = inOrder(signature.inputs, metadata.inputs, `${file}, signature.inputs`);
  const outputs = inOrder(signature.outputs, metadata.outputs, `${file}, signature.outputs`);
  const [inputShapes, outputShapes] = [inputs, outputs].map((ends) => ends.map(shapeOf));
  checkEnds({ inputShapes, outputShapes }, metadata, file);
  checkCanvas({ inputShapes }, metadata, file);
  inputs.forEach((end, i) => void checkDtype(end, golden.inputs[i].dtype, 'the golden vectors'));
  outputs.forEach((end, i) => void checkDtype(end, metadata.outputs[i].dtype, 'the metadata'));
  return { inputs, outputs };
}

/**
 * @param {End} end
 * @param {string} dtype of an output, the one that it has in Keras: golden outputs are float32
 * @param {string} source
 */
function checkDtype({ field, dtype: own }, dtype, source) {
  if (own !== dtype && DTYPES.some((known) => known === dtype)) {
    field.key('dtype').refuse(`that of ${source}, ${dtype}`);
  }
}

/**
 * @param {End[]} ends
 * @param {readonly {name: string}[]} described
 * @param {string} where
 * @returns {End[]} in the order of the metadata, by name: JSON.parse() puts numbers first
 */
function inOrder(ends, described, where) {
  const byName = new Map(ends.map((end) => [end.name, end]));
  const found = described.map(({ name }) => byName.get(name));
  const isWhole = new Set(found).size === ends.length && described.length === ends.length;
  const known = found.filter((end) => end !== undefined);
  if (!isWhole || known.length < found.length) {
    const expected = described.map(({ name }) => JSON.stringify(name)).join(', ');
    const got = ends.map(({ name }) => JSON.stringify(name)).join(', ');
    throw inconsistent(
      where,
      "its names are not the metadata's",
      expected.slice(0, 200),
      got.slice(0, 200),
    );
  }
  return known;
}

/** @param {End} end */
function shapeOf({ shape, field }) {
  return shape ?? field.key('tensorShape').refuse('the shape of the tensor');
}
