/** The nodes of a graph for an inspection. Pure. */

import { valueCount } from './dtypes.js';
import { encodingOf } from './encodings.js';
import { readGraph } from './graph-check/read-graph.js';
import { factsOf } from './graph-shapes/known.js';
import { shapesOf } from './graph-shapes/node-shapes.js';
import { isProduct, workOf } from './graph-shapes/products.js';
import { nodeDtype, nodeSettings } from './node-facts.js';

/** @typedef {import('./inspection-document.js').Part} Part */
/** @typedef {import('./inspection-document.js').PartWeight} PartWeight */
/** @typedef {import('./graph-check/nodes.js').Node} Node */
/** @typedef {import('./graph-check/nodes.js').Nodes} Nodes */
/** @typedef {import('./manifest.js').Weight} Weight */
/** @typedef {(number | null)[]} Shape */
/** @typedef {ReadonlyMap<string, ({shape: number[]} | null)[]>} Run what each node gives, by its name */
/**
 * @typedef {object} GraphFiles a checked graph
 * @property {import('../runtime/layers-model.js').ModelFiles} source
 * @property {readonly {name: string, shape: Shape}[]} inputs
 */
/**
 * @typedef {object} Place a graph, or one of its functions
 * @property {string} group the function's name, '' for the graph itself
 * @property {Nodes} nodes
 * @property {Run[]} runs on shapes, one for each of TRIED; none: not called here
 * @property {ReadonlyMap<string, Weight>} weights by the constants' names
 * @property {(node: Node | undefined) => boolean} isHeld whether it is among another's weights
 */

/** Batch size, and every other open length: those that change with them are open too. */
const TRIED = [
  [1, 96],
  [2, 96],
  [1, 128],
];

/**
 * @param {GraphFiles} graph
 * @returns {Part[]} in the order of the file, and those of its functions; a constant that one node alone
 *   reads is among this node's weights
 */
export function inspectedNodes({ source, inputs }) {
  const graph = readGraph(source);
  const { nodes, functions } = graph;
  const { inputs: ends, outputs } = /** @type {any} */ (source.modelJson.signature);
  const given = inputs.map(({ name, shape }) => ({ node: nodeName(ends[name]), shape }));
  const returned = new Set(Object.values(outputs).map(nodeName));
  const weights = new Map(
    source.groups.flatMap((group) => group.weights).map((weight) => [weight.name, weight]),
  );
  // A function's constant may be the graph's own once more.
  const others = new Map([...weights].filter(([name]) => !nodes.has(name)));
  const inside = [...functions.values()].map(({ name, nodes: own }) => ({
    group: name,
    nodes: own,
  }));
  const readers = readersOf([{ group: '', nodes }, ...inside]);
  const root = {
    group: '',
    nodes,
    runs: runsOf(graph, given),
    weights,
    isHeld: (/** @type {Node | undefined} */ node) =>
      node?.op === 'Const' && readers.get(node.name)?.size === 1 && !returned.has(node.name),
  };
  const rest = { runs: [], weights: others, isHeld: () => false };
  return [root, ...inside.map((one) => ({ ...one, ...rest }))].flatMap(partsOf);
}

/** @param {any} end any: TensorFlow's own JSON, checked */
function nodeName({ name }) {
  return name.split(':')[0];
}

/**
 * @param {import('./graph-shapes/node-shapes.js').Graph} graph
 * @param {{node: string, shape: Shape}[]} inputs
 * @returns {Run[]}
 */
function runsOf(graph, inputs) {
  return TRIED.map(([batch, open]) => {
    const sized = inputs.map(({ node, shape }) => ({
      node,
      shape: shape.map((length, i) => length ?? (i === 0 ? batch : open)),
    }));
    return shapesOf(graph, sized).results;
  });
}

/**
 * @param {string} name of a node
 * @param {readonly Run[]} runs
 * @returns {Shape[]} of what it gives, as far as that is known in all runs
 */
function outputShapes(name, [first, ...others]) {
  const results = first?.get(name) ?? [];
  return results.flatMap((result, i) => {
    const shape = result?.shape ?? null;
    const twins = others.map((other) => other.get(name)?.[i]?.shape);
    const isKnown = shape !== null && twins.every((twin) => twin?.length === shape.length);
    return isKnown
      ? [shape.map((length, k) => (twins.every((twin) => twin?.[k] === length) ? length : null))]
      : [];
  });
}

/**
 * @param {{group: string, nodes: Nodes}[]} places
 * @returns {Map<string, Set<string>>} ids of the nodes that read one of a name, in any place
 */
function readersOf(places) {
  /** @type {Map<string, Set<string>>} */
  const readers = new Map();
  for (const { group, nodes } of places) {
    for (const { name, inputs } of nodes.values()) {
      for (const input of inputs) {
        readers.set(input.name, (readers.get(input.name) ?? new Set()).add(idOf(group, name)));
      }
    }
  }
  return readers;
}

/**
 * @param {Place} place
 * @returns {Part[]}
 */
function partsOf(place) {
  const { nodes, isHeld } = place;
  return [...nodes.values()]
    .filter((node) => !isHeld(node))
    .map((node) => {
      const reads = [...new Set(dataInputs(node))];
      const held = reads.filter((name) => isHeld(nodes.get(name)));
      const others = reads.filter((name) => nodes.has(name) && !held.includes(name));
      return partOf(node, { ...place, held, others });
    });
}

/**
 * @param {Node} node
 * @returns {string[]} names of the nodes whose outputs it takes, and not only waits for
 */
function dataInputs({ field, inputs }) {
  const written = /** @type {any} */ (field.object()).input ?? [];
  return inputs.map(({ name }) => name).filter((_, i) => !written[i].startsWith('^'));
}

/**
 * @param {Node} node
 * @param {Place & {held: string[], others: string[]}} found held: its constants; others: nodes that it
 *   reads besides
 * @returns {Part}
 */
function partOf(node, { group, held, others, runs, weights }) {
  const own = node.op === 'Const' ? [node.name] : held;
  const listed = own.flatMap((name) => weightOf(name, weights));
  const dtype = weights.get(node.name)?.dtype ?? nodeDtype(node);
  return {
    id: idOf(group, node.name),
    name: node.name,
    kind: node.op,
    group,
    inputs: others.map((name) => idOf(group, name)),
    outputs: outputShapes(node.name, runs).map((shape) => ({ shape, dtype })),
    parameters: listed.reduce((sum, { shape }) => sum + valueCount(shape), 0),
    bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
    multiplyAdds: multiplyAddsOf(node, runs),
    weights: listed,
    settings: nodeSettings(node),
  };
}

/**
 * @param {string} group
 * @param {string} name
 */
function idOf(group, name) {
  return group === '' ? name : `${group}/${name}`;
}

/**
 * @param {string} name
 * @param {Place['weights']} weights
 * @returns {PartWeight[]}
 */
function weightOf(name, weights) {
  const weight = weights.get(name);
  if (weight === undefined) {
    return [];
  }
  const { shape, dtype, quantization } = weight;
  const bytes = encodingOf(weight).byteCount(weight);
  return [{ name, shape, dtype, encoding: quantization?.dtype ?? dtype, bytes }];
}

/**
 * @param {Node} node
 * @param {readonly Run[]} runs
 * @returns {number | null} of one example; null: not known, or it depends on another open length
 */
function multiplyAddsOf(node, runs) {
  if (node.op === 'Einsum') {
    return null;
  }
  if (!isProduct(node.op)) {
    return 0;
  }
  const counts = runs.map((run) => {
    const [output] = run.get(node.name) ?? [];
    const inputs = node.inputs.map(({ name, index }) => run.get(name)?.[index]);
    const known = inputs.filter((input) => input != null);
    return output && known.length === inputs.length ? workOfNode(node, known, output.shape) : null;
  });
  const [first = null, , other = null] = counts;
  return first === other ? first : null;
}

/**
 * @param {Node} node a product
 * @param {{shape: number[]}[]} inputs
 * @param {number[]} output
 */
function workOfNode(node, inputs, output) {
  if (node.op === 'Conv2DBackpropInput') {
    // Transposed: each value that it reads is multiplied with a whole window of each filter.
    const [, filter, read] = inputs.map(({ shape }) => shape);
    return valueCount(read) * valueCount(filter.slice(0, 3));
  }
  return workOf(node.op, factsOf(node), inputs, output);
}
