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
/** @typedef {{functions: Functions, constants: ReadonlyMap<string, Known>}} Context of the whole file */
/**
 * @typedef {object} Inference
 * @property {Map<string, Results>} results by the nodes' names
 * @property {number} largest values of the largest tensor that is known
 * @property {number} work multiplications of one run; of a loop, of one turn
 */

const RULES = new Map([...ELEMENTWISE, ...MOVES, ...MADE, ...PRODUCTS]);

/**
 * @param {Nodes} nodes
 * @param {ReadonlyMap<string, Known | null>} given inputs, of a function its arguments
 * @param {Context} context
 * @returns {Inference}
 */
export function inferShapes(nodes, given, context) {
  /** @type {Inference} */
  const found = { results: new Map(), largest: 0, work: 0 };
  const outside = new Set([...given.keys()].filter((name) => !nodes.has(name)));
  for (const node of orderNodes(nodes, outside)) {
    const inputs = node.inputs.map(({ name, index }) => {
      return found.results.get(name)?.[index] ?? (index === 0 ? given.get(name) : null) ?? null;
    });
    const start = given.get(node.name) ?? context.constants.get(node.name);
    const results = start ? [start] : resultsOf(node, inputs, context, found);
    found.results.set(node.name, results);
    count(node, inputs, results, found);
  }
  return found;
}

/**
 * @param {Node} node
 * @param {Results} inputs
 * @param {Context} context
 * @param {Inference} found is added to
 * @returns {Results}
 */
function resultsOf(node, inputs, context, found) {
  const called = LOOPS.get(node.op) ?? BRANCHES.get(node.op);
  if (called !== undefined) {
    // Both functions count; the results are those of the second, a loop's body.
    return called.map((key) =>
      resultsOfCall(node, inputs, functionOf(node, key, context), found),
    )[1];
  }
  const rule = RULES.get(node.op);
  // The tensor that stands for a list has one value, and says nothing of the list.
  const isOfList = node.op.startsWith('TensorList');
  const all = inputs.map((input) => input ?? (isOfList ? { shape: [] } : null));
  const known = all.filter((input) => input !== null);
  return rule === undefined || known.length < inputs.length
    ? []
    : safely(() => rule(factsOf(node), known));
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
 * @param {string} key of the attribute that names it
 * @param {Context} context
 */
function functionOf(node, key, context) {
  const { name } = /** @type {any} */ (node.field.object()).attr[key].func;
  return { called: context.functions.get(name), context };
}

/**
 * @param {Node} node
 * @param {Results} inputs
 * @param {ReturnType<typeof functionOf>} target
 * @param {Inference} found is added to
 * @returns {Results}
 */
function resultsOfCall(node, inputs, { called, context }, found) {
  if (called === undefined) {
    return [];
  }
  const passed = BRANCHES.has(node.op) ? inputs.slice(1) : inputs;
  // Without their values, which change from turn to turn.
  const inside = new Map(called.inputs.map((name, i) => [name, shapeAlone(passed[i])]));
  const { results, largest, work } = inferShapes(called.nodes, inside, context);
  found.largest = Math.max(found.largest, largest);
  found.work += work;
  return called.outputs.map(({ name, index }) => {
    return shapeAlone(results.get(name)?.[index] ?? inside.get(name));
  });
}

/**
 * @param {Known | null | undefined} known
 * @returns {Known | null}
 */
function shapeAlone(known) {
  return known ? { shape: known.shape } : null;
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
