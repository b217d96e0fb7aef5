/** The nodes of a graph for an inspection. Pure. */

import { valueCount } from './dtypes.js';
import { encodingOf } from './encodings.js';
import { orderNodes } from './graph-check/order.js';
import { readGraph } from './graph-check/read-graph.js';
import { factsOf } from './graph-shapes/known.js';
import { shapesOf } from './graph-shapes/node-shapes.js';
import { isProduct, workOf } from './graph-shapes/products.js';
import { nodeDtypes, nodeSettings } from './node-facts.js';

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
 * @property {readonly string[]} arguments names of what a function is called on
 * @property {Run[]} runs on shapes, one for each of TRIED; none: not called here
 */
/**
 * @typedef {object} Constants those with weights: a function may name one of the graph's, which is the
 *   same then
 * @property {ReadonlyMap<string, Weight>} weights by the constants' names
 * @property {ReadonlyMap<string, string>} homes the group of the first place that has one
 * @property {ReadonlySet<string>} held those that one node alone reads, and is shown with
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
  const returned = Object.values(outputs).map(nodeName);
  const root = { group: '', nodes, arguments: [], runs: runsOf(graph, given) };
  const inside = Array.from(functions.values(), (one) => {
    returned.push(...one.outputs.map(({ name }) => name));
    return { group: one.name, nodes: one.nodes, arguments: one.inputs, runs: [] };
  });
  const places = [root, ...inside];
  const constants = constantsOf(places, source.groups, new Set(returned));
  return places.flatMap((place) => partsOf(place, constants));
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
 * @param {Place[]} places
 * @param {readonly import('./manifest.js').Group[]} groups
 * @param {ReadonlySet<string>} returned names of nodes that a graph or a function returns
 * @returns {Constants}
 */
function constantsOf(places, groups, returned) {
  const weights = new Map(
    groups.flatMap((group) => group.weights).map((weight) => [weight.name, weight]),
  );
  /** @type {Map<string, string>} */
  const homes = new Map();
  for (const { group, nodes } of places) {
    for (const { name, op } of nodes.values()) {
      if (op === 'Const' && weights.has(name) && !homes.has(name)) {
        homes.set(name, group);
      }
    }
  }
  /** @type {Map<string, Set<string>>} */
  const readers = new Map();
  for (const place of places) {
    for (const node of place.nodes.values()) {
      for (const name of dataInputs(node).filter((input) => isConstant(input, place, homes))) {
        const ids = readers.get(name) ?? new Set();
        readers.set(name, ids.add(idOf(place.group, node.name)));
      }
    }
  }
  const held = [...readers].filter(([name, ids]) => ids.size === 1 && !returned.has(name));
  return { weights, homes, held: new Set(held.map(([name]) => name)) };
}

/**
 * @param {string} name that a node reads
 * @param {Place} place of that node
 * @param {Constants['homes']} homes
 */
function isConstant(name, { nodes }, homes) {
  return homes.has(name) && (nodes.get(name)?.op ?? 'Const') === 'Const';
}

/**
 * @param {Place} place
 * @param {Constants} constants
 * @returns {Part[]}
 */
function partsOf(place, constants) {
  const { homes, held, weights } = constants;
  const dtypes = nodeDtypes(orderNodes(place.nodes, new Set(place.arguments)), weights);
  const isElsewhere = (/** @type {Node} */ { name, op }) =>
    op === 'Const' && homes.has(name) && (held.has(name) || homes.get(name) !== place.group);
  return [...place.nodes.values()]
    .filter((node) => !isElsewhere(node))
    .map((node) => partOf(node, place, constants, dtypes.get(node.name) ?? null));
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
 * @param {Place} place
 * @param {Constants} constants
 * @param {string | null} dtype of what it gives; null: not known
 * @returns {Part}
 */
function partOf(node, place, { weights, homes, held }, dtype) {
  const { group, nodes, runs } = place;
  const reads = [...new Set(dataInputs(node))];
  const isHere = (/** @type {string} */ name) => isConstant(name, place, homes) && held.has(name);
  const others = reads.filter((name) => !isHere(name));
  const inputs = others.flatMap((name) => {
    if (isConstant(name, place, homes)) {
      return [idOf(homes.get(name) ?? '', name)];
    }
    return nodes.has(name) ? [idOf(group, name)] : []; // arguments of a function are no parts
  });
  const own = node.op === 'Const' ? [node.name] : reads.filter(isHere);
  const listed = own.flatMap((name) => weightOf(name, weights));
  const isConst = node.op === 'Const' && listed.length > 0;
  const shapes = isConst ? [listed[0].shape] : outputShapes(node.name, runs);
  return {
    id: idOf(group, node.name),
    name: node.name,
    kind: node.op,
    group,
    inputs,
    outputs: shapes.map((shape) => ({ shape, dtype })),
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
 * @param {Constants['weights']} weights
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
