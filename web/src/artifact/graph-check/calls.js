/** What the loops and branches of a graph call, and how much one call of it runs. */

import { inconsistent } from '../faults.js';
import { at, attribute, MOST_NODES } from './nodes.js';
import { BRANCHES, LOOPS } from './operations.js';

/** @typedef {import('./functions.js').Functions} Functions */
/** @typedef {import('./functions.js').GraphFunction} GraphFunction */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Nodes} Nodes */
/** @typedef {Map<string, number | null>} Sizes nodes that one call of a function runs, with those of
 *   the functions that it calls; null: it is being counted */

/** Where each of 40 functions calls the next one twice, the last one runs 2 ** 40 times. */
const MOST_CALLED_NODES = 1_000_000;

/**
 * @param {Nodes} root
 * @param {Functions} functions
 * @param {string} file
 * @throws {import('../../errors.js').ArtifactError} if one that is called does not exist, takes or
 *   gives other numbers of tensors, or calls itself; or if there are too many nodes
 */
export function checkCalls(root, functions, file) {
  const all = [root, ...Array.from(functions.values(), ({ nodes }) => nodes)];
  const total = all.reduce((sum, { size }) => sum + size, 0);
  if (total > MOST_NODES) {
    throw inconsistent(file, 'too many nodes', `at most ${MOST_NODES}`, `${total}`);
  }
  /** @type {Sizes} */
  const sizes = new Map();
  for (const one of functions.values()) {
    sizeOf(one, functions, sizes);
  }
  nodesRun(root, functions, sizes);
}

/**
 * @param {GraphFunction} one
 * @param {Functions} functions
 * @param {Sizes} sizes is added to
 * @returns {number}
 */
function sizeOf({ name, field, nodes }, functions, sizes) {
  const known = sizes.get(name);
  if (known === null) {
    throw inconsistent(at(field), 'calls itself', 'a function that calls others alone', name);
  }
  if (known !== undefined) {
    return known;
  }
  sizes.set(name, null);
  const size = nodesRun(nodes, functions, sizes);
  if (size > MOST_CALLED_NODES) {
    const expected = `at most ${MOST_CALLED_NODES} nodes`;
    throw inconsistent(at(field), 'one call of it runs too many nodes', expected, `${size}`);
  }
  sizes.set(name, size);
  return size;
}

/**
 * @param {Nodes} nodes
 * @param {Functions} functions
 * @param {Sizes} sizes
 */
function nodesRun(nodes, functions, sizes) {
  let size = nodes.size;
  for (const node of nodes.values()) {
    for (const called of calledBy(node, functions)) {
      size += sizeOf(called, functions, sizes);
    }
  }
  return size;
}

/**
 * @param {Node} node
 * @param {Functions} functions
 * @returns {GraphFunction[]} that it calls
 */
export function calledBy(node, functions) {
  const [branches, loop] = [BRANCHES.get(node.op), LOOPS.get(node.op)];
  const called = (branches ?? loop ?? []).map((key) => calledAs(node, key, functions));
  const count = node.inputs.length;
  if (branches !== undefined) {
    called.forEach((one) => void checkCount(node, one, 'inputs', count - 1));
    checkCount(node, called[1], 'outputs', called[0].outputs.length);
  } else if (loop !== undefined) {
    called.forEach((one) => void checkCount(node, one, 'inputs', count));
    checkCount(node, called[0], 'outputs', 1);
    checkCount(node, called[1], 'outputs', count);
  }
  return called;
}

/**
 * @param {Node} node
 * @param {string} key of the attribute that names it
 * @param {Functions} functions
 */
function calledAs(node, key, functions) {
  const field = attribute(node, key).key('func').key('name');
  return functions.get(field.text()) ?? field.refuse('the name of a function of this file');
}

/**
 * @param {Node} node
 * @param {GraphFunction} called
 * @param {'inputs' | 'outputs'} what
 * @param {number} expected
 */
function checkCount(node, called, what, expected) {
  const got = called[what].length;
  if (got !== expected) {
    const problem = `calls ${called.name}, which has another number of ${what}`;
    throw inconsistent(at(node.field), problem, `${expected}`, `${got}`);
  }
}
