/** The nodes of a graph for an inspection. Pure. */

import { valueCount } from './dtypes.js';
import { encodingOf } from './encodings.js';
import { readGraph } from './graph-check/read-graph.js';
import { nodeResults } from './graph-facts.js';
import { factsOf } from './graph-shapes/known.js';
import { isProduct, workOf } from './graph-shapes/products.js';

/** @typedef {import('./inspection-document.js').Part} Part */
/** @typedef {import('./inspection-document.js').PartWeight} PartWeight */
/** @typedef {import('./graph-check/nodes.js').Node} Node */
/** @typedef {import('./graph-check/nodes.js').Nodes} Nodes */
/** @typedef {import('./graph-facts.js').GraphFiles} GraphFiles */
/** @typedef {(number | null)[]} Shape */
/** @typedef {ReadonlyMap<string, (Shape | null)[]>} Shapes by the nodes' names, of all that each gives */
/**
 * @typedef {object} Place a graph, or one of its functions
 * @property {string} group the function's name, '' for the graph itself
 * @property {Nodes} nodes
 * @property {ReadonlySet<string>} ends names of the nodes that it returns
 * @property {Shapes} shapes
 * @property {ReadonlyMap<string, import('./manifest.js').Weight>} weights
 */

/**
 * @param {GraphFiles} graph checked
 * @returns {Part[]} in the order of the file, and those of its functions; a constant that one node alone
 *   reads is among this node's weights
 */
export function inspectedNodes(graph) {
  const { source } = graph;
  const { nodes, functions } = readGraph(source);
  const weights = new Map(
    source.groups.flatMap((group) => group.weights).map((weight) => [weight.name, weight]),
  );
  const signature = /** @type {any} */ (source.modelJson.signature).outputs;
  const ends = Object.values(signature).map(({ name }) => name.split(':')[0]);
  const root = { group: '', nodes, ends: new Set(ends), shapes: nodeResults(graph), weights };
  const others = Array.from(functions.values(), ({ name, nodes: inside, outputs }) => ({
    group: name,
    nodes: inside,
    ends: new Set(outputs.map((output) => output.name)),
    shapes: new Map(),
    weights,
  }));
  return [root, ...others].flatMap(partsOf);
}

/**
 * @param {Place} place
 * @returns {Part[]}
 */
function partsOf(place) {
  const { nodes, ends } = place;
  /** @type {Map<string, Set<string>>} */
  const readers = new Map();
  for (const { name, inputs } of nodes.values()) {
    for (const input of inputs) {
      readers.set(input.name, (readers.get(input.name) ?? new Set()).add(name));
    }
  }
  /** @param {Node | undefined} node */
  const isHeld = (node) =>
    node?.op === 'Const' && readers.get(node.name)?.size === 1 && !ends.has(node.name);
  return [...nodes.values()]
    .filter((node) => !isHeld(node))
    .map((node) => {
      const reads = [...new Set(node.inputs.map(({ name }) => name))];
      const held = reads.filter((name) => isHeld(nodes.get(name)));
      const others = reads.filter((name) => nodes.has(name) && !held.includes(name));
      return partOf(node, { ...place, held, others });
    });
}

/**
 * @param {Node} node
 * @param {Place & {held: string[], others: string[]}} found held: its constants; others: nodes that it
 *   reads besides
 * @returns {Part}
 */
function partOf(node, { group, held, others, shapes, weights }) {
  const own = node.op === 'Const' ? [node.name] : held;
  const listed = own.flatMap((name) => weightOf(name, weights));
  const outputs = shapes.get(node.name) ?? [];
  return {
    id: idOf(group, node.name),
    name: node.name,
    kind: node.op,
    group,
    inputs: others.map((name) => idOf(group, name)),
    outputs: outputs.map((shape) => ({ shape, dtype: null })),
    parameters: listed.reduce((sum, { shape }) => sum + valueCount(shape), 0),
    bytes: listed.reduce((sum, { bytes }) => sum + bytes, 0),
    multiplyAdds: multiplyAddsOf(node, shapes, weights),
    weights: listed,
    settings: settingsOf(node),
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
 * @param {Shapes} shapes
 * @param {Place['weights']} weights
 * @returns {number | null} of one example
 */
function multiplyAddsOf(node, shapes, weights) {
  if (!isProduct(node.op)) {
    return 0;
  }
  const inputs = node.inputs.map(({ name, index }) =>
    oneExample(weights.get(name)?.shape ?? shapes.get(name)?.[index]),
  );
  const output = oneExample(shapes.get(node.name)?.[0]);
  const known = inputs.filter((input) => input !== null);
  return output === null || known.length < inputs.length
    ? null
    : workOf(node.op, factsOf(node), known, output.shape);
}

/**
 * @param {Shape | null | undefined} shape
 * @returns {{shape: number[]} | null} null: not known
 */
function oneExample(shape) {
  if (!shape) {
    return null;
  }
  const sized = shape.map((length, i) => length ?? (i === 0 ? 1 : null));
  return sized.every((length) => length !== null) ? { shape: sized } : null;
}

/** What says nothing to people: types, and what all nodes have. */
const NO_SETTINGS =
  /^(T|_.*|dtype|value|shape|Tidx|Tshape|T[a-z]+|N|explicit_paddings|data_format)$/;

/**
 * @param {Node} node
 * @returns {Record<string, unknown>}
 */
function settingsOf({ field }) {
  const attributes = Object.entries(/** @type {any} */ (field.object()).attr ?? {});
  return Object.fromEntries(
    attributes.flatMap(([key, value]) => {
      const plain = NO_SETTINGS.test(key) ? null : plainValue(value);
      return plain === null ? [] : [/** @type {const} */ ([key, plain])];
    }),
  );
}

/**
 * @param {any} value of an attribute
 * @returns {unknown} null: nothing that people read
 */
function plainValue({ s: text, i: whole, f: number, b: flag, list, func }) {
  if (typeof text === 'string') {
    return decoded(text);
  }
  if (list !== undefined) {
    const items = list.i ?? list.f ?? list.s?.map(decoded) ?? [];
    return items.length > 0 && items.length <= 8 ? items.map(plainNumber) : null;
  }
  return whole !== undefined ? plainNumber(whole) : (number ?? flag ?? func?.name ?? null);
}

/**
 * @param {unknown} value TensorFlow's JSON writes 64 bits as text
 * @returns {unknown}
 */
function plainNumber(value) {
  return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

/** @param {string} text in base64 */
function decoded(text) {
  try {
    return atob(text);
  } catch {
    return null;
  }
}
