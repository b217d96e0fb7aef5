/** What can be said of a graph of operations without running it. Pure. */

import { valueCount } from './dtypes.js';
import { readGraph } from './graph-check/read-graph.js';
import { shapesOf } from './graph-shapes/node-shapes.js';

/** @typedef {import('./manifest.js').ModelJson} ModelJson */
/** @typedef {import('./manifest.js').Group} Group */
/** @typedef {{name: string, op: string, input?: string[], attr?: Record<string, any>}} GraphNode any:
 *   TensorFlow's own JSON, of many shapes */
/** @typedef {{op: string, name: string, place: string}} NodeRow place: the function that it is in */
/**
 * @typedef {object} GraphFiles a checked graph
 * @property {import('../runtime/layers-model.js').ModelFiles} source
 * @property {readonly {name: string, shape: readonly (number | null)[]}[]} inputs in the model's order
 * @property {Pick<import('./artifact.js').ArtifactFiles, 'golden'> | null} artifact null: a plain model
 */

/**
 * @param {ModelJson} modelJson a checked graph
 * @returns {NodeRow[]} its nodes in the order of the file, and those of its functions
 */
export function nodesOf({ modelTopology }) {
  const { node, library } = /** @type {any} */ (modelTopology);
  const functions = library?.function ?? [];
  return [
    ...rowsOf(node, ''),
    ...functions.flatMap((/** @type {any} */ one) => rowsOf(one.nodeDef ?? [], one.signature.name)),
  ];
}

/**
 * @param {GraphNode[]} nodes
 * @param {string} place
 * @returns {NodeRow[]}
 */
function rowsOf(nodes, place) {
  return nodes.map(({ op, name }) => ({ op, name, place }));
}

/**
 * @param {readonly NodeRow[]} rows
 * @returns {[op: string, count: number][]} the most frequent first, equal ones by name
 */
export function countsByOp(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { op } of rows) {
    counts.set(op, (counts.get(op) ?? 0) + 1);
  }
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}

/**
 * @param {readonly Group[]} groups
 * @returns {number} how many values the weights have, constants among them
 */
export function parameterCount(groups) {
  const weights = groups.flatMap((group) => group.weights);
  return weights.reduce((sum, { shape }) => sum + valueCount(shape), 0);
}

/**
 * @param {GraphFiles} graph
 * @returns {Map<string, (number | null)[]>} of what the nodes of the root give first, as far as that
 *   can be told; null: the batch's length, and what follows from it. Other open lengths are those of
 *   the golden vectors
 */
export function nodeShapes({ source, inputs, artifact }) {
  const graph = readGraph(source);
  const ends = /** @type {any} */ (source.modelJson.signature).inputs;
  const [one, other] = [0, 1].map((more) => {
    const given = inputs.map(({ name, shape }, i) => {
      const golden = artifact?.golden.inputs[i].shape ?? shape.map((length) => length ?? 1);
      const grown = golden.map((length, k) =>
        k === 0 && shape[0] === null ? length + more : length,
      );
      return { node: nodeName(ends[name].name), shape: grown };
    });
    return shapesOf(graph, given).results;
  });
  return new Map(
    Array.from(one).flatMap(([name, [result]]) => {
      const twin = other.get(name)?.[0]?.shape;
      const shape = result?.shape.map((length, k) => (length === twin?.[k] ? length : null));
      return shape ? [/** @type {const} */ ([name, shape])] : [];
    }),
  );
}

/** @param {string} reference such as "dense/Softmax:0" */
function nodeName(reference) {
  return reference.replace(/^\^/, '').split(':')[0];
}
