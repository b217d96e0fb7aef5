/** Goes through a graph with shapes in place of tensors. */

import { valueCount } from '../dtypes.js';
import { BRANCHES, LOOPS } from '../graph-check/operations.js';
import { orderNodes } from '../graph-check/order.js';
import { ELEMENTWISE } from './elementwise.js';
import { factsOf, isSound } from './known.js';
import { MADE } from './made.js';
import { MOVES } from './moves.js';
import { PRODUCTS, workOf } from './products.js';

/** @typedef {import('../graph-check/functions.js').Functions} Functions */
/** @typedef {import('../graph-check/nodes.js').Node} Node */
/** @typedef {import('../graph-check/nodes.js').Nodes} Nodes */
/** @typedef {import('./known.js').Known} Known */
/** @typedef {(Known | null)[]} Results of a node; null: not known */
/**
 * @typedef {object} Inference
 * @property {Map<string, Results>} results by the nodes' names
 * @property {number} largest values of the largest tensor that is known
 * @property {number} work multiplications of one run; of a loop, of one turn
 */

const RULES = new Map([...ELEMENTWISE, ...MOVES, ...MADE, ...PRODUCTS]);

/**
 * @param {Nodes} nodes
 * @param {Map<string, Known>} given inputs, and constants
 * @param {Functions} functions
 * @returns {Inference}
 */
export function inferShapes(nodes, given, functions) {
  /** @type {Inference} */
  const found = { results: new Map(), largest: 0, work: 0 };
  const outer = new Set([...given.keys()].filter((name) => !nodes.has(name)));
  for (const node of orderNodes(nodes, outer)) {
    const start = given.get(node.name);
    const inputs = node.inputs.map(({ name, index }) => {
      return found.results.get(name)?.[index] ?? (index === 0 ? (given.get(name) ?? null) : null);
    });
    const results = start ? [start] : resultsOf(node, inputs, { functions, given, found });
    found.results.set(node.name, results);
    count(node, inputs, results, found);
  }
  return found;
}

/**
 * @param {Node} node
 * @param {Results} inputs
 * @param {{functions: Functions, given: Map<string, Known>, found: Inference}} context
 * @returns {Results}
 */
function resultsOf(node, inputs, context) {
  const called = LOOPS.get(node.op) ?? BRANCHES.get(node.op);
  if (called !== undefined) {
    // Both functions count; the results are those of the second, a loop's body.
    return called.map((key) => resultsOfCall(node, inputs, key, context))[1];
  }
  const rule = RULES.get(node.op);
  const all = inputs.filter((input) => input !== null);
  if (rule === undefined || all.length < inputs.length) {
    return rule === undefined || !/^TensorList/.test(node.op) ? [] : listResults(node, inputs);
  }
  return safely(() => rule(factsOf(node), all));
}

/**
 * @param {Node} node
 * @param {Results} inputs of which the list itself is not known
 */
function listResults(node, inputs) {
  const rule = RULES.get(node.op);
  const all = inputs.map((input) => input ?? { shape: [] });
  return rule === undefined ? [] : safely(() => rule(factsOf(node), all));
}

/**
 * @param {() => ReturnType<import('./known.js').Rule>} run a rule, which throws where its inputs have
 *   too few axes; TensorFlow.js will say so better
 * @returns {Results}
 */
function safely(run) {
  try {
    const result = run();
    const list = Array.isArray(result) && typeof result[0] === 'object' ? result : [result];
    return list.map((one) => {
      const known = Array.isArray(one) ? { shape: /** @type {number[]} */ (one) } : one;
      return known !== null && typeof known === 'object' && isSound(known) ? known : null;
    });
  } catch {
    return [];
  }
}

/**
 * @param {Node} node
 * @param {Results} inputs
 * @param {string} key of the attribute that names the function whose results these are
 * @param {{functions: Functions, given: Map<string, Known>, found: Inference}} context
 * @returns {Results}
 */
function resultsOfCall(node, inputs, key, { functions, given, found }) {
  const name = /** @type {any} */ (node.field.object()).attr[key].func.name;
  const called = functions.get(name);
  if (called === undefined) {
    return [];
  }
  const passed = BRANCHES.has(node.op) ? inputs.slice(1) : inputs;
  const inside = new Map(given);
  for (const [i, argument] of called.inputs.entries()) {
    const shape = passed[i]?.shape;
    inside.delete(argument);
    if (shape !== undefined) {
      inside.set(argument, { shape }); // its values change from turn to turn
    }
  }
  const { results, largest, work } = inferShapes(called.nodes, inside, functions);
  found.largest = Math.max(found.largest, largest);
  found.work += work;
  return called.outputs.map(({ name: output, index }) => {
    const result = results.get(output)?.[index] ?? inside.get(output);
    return result === undefined || result === null ? null : { shape: result.shape };
  });
}

/**
 * @param {Node} node
 * @param {Results} inputs
 * @param {Results} results
 * @param {Inference} found is added to
 */
function count(node, inputs, results, found) {
  for (const result of results) {
    if (result !== null) {
      found.largest = Math.max(found.largest, valueCount(result.shape));
    }
  }
  const [first] = results;
  if (first) {
    const all = inputs.map((input) => input ?? { shape: [] });
    found.work += workOf(node.op, factsOf(node), all, first.shape);
  }
}
