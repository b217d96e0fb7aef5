/** Outputs that a graph draws anew in each run: those alone need not be compared. */

import { inconsistent } from '../faults.js';
import { calledBy } from './calls.js';
import { at } from './nodes.js';

/** @typedef {import('./functions.js').Functions} Functions */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Nodes} Nodes */
/** @typedef {import('./signature.js').End} End */

const DRAWING = new Set([
  'RandomStandardNormal',
  'RandomUniform',
  'RandomUniformInt',
  'TruncatedNormal',
  'Multinomial',
]);
/** What is drawn does not go on through these: they give its size, or nothing of it. */
const OF_SIZE = new Set(['Shape', 'ShapeN', 'Rank', 'Size', 'ZerosLike', 'OnesLike']);

/**
 * An artifact must not be able to switch its proof off: an output is only taken for random where the
 * graph draws what it is computed from.
 *
 * @param {readonly string[]} names of outputs that are said to be random
 * @param {readonly End[]} outputs
 * @param {{nodes: Nodes, functions: Functions}} graph in which there are no cycles
 * @throws {import('../../errors.js').ArtifactError} if one of them is not
 */
export function checkRandom(names, outputs, { nodes, functions }) {
  for (const { name, tensor, field } of outputs) {
    if (names.includes(name) && !isDrawn(tensor.name, nodes, functions)) {
      const expected = 'a node that draws random numbers on the way to it';
      throw inconsistent(at(field), 'not random, as golden.random says', expected, 'none');
    }
  }
}

/**
 * @param {string} start a node's name
 * @param {Nodes} nodes
 * @param {Functions} functions
 * @returns {boolean} whether its values depend on ones that are drawn
 */
function isDrawn(start, nodes, functions) {
  const waiting = new Set([start]);
  // A set: what is added while it is gone through is gone through as well.
  for (const name of waiting) {
    const node = nodes.get(name);
    if (node === undefined || OF_SIZE.has(node.op)) {
      continue; // an argument of a function, or a size
    }
    if (DRAWING.has(node.op) || callsDrawing(node, functions)) {
      return true;
    }
    for (const input of valuesOf(node)) {
      waiting.add(input);
    }
  }
  return false;
}

/**
 * @param {Node} node
 * @param {Functions} functions
 * @returns {boolean} whether a function that it calls returns what is drawn
 */
function callsDrawing(node, functions) {
  return calledBy(node, functions).some(({ nodes, outputs }) =>
    outputs.some(({ name }) => isDrawn(name, nodes, functions)),
  );
}

/** @param {Node} node @returns {string[]} nodes whose values it takes, not those it only waits for */
function valuesOf({ inputs, field }) {
  const texts = field.key('input');
  const isControl =
    texts.value === undefined ? [] : texts.items((text) => text.text().startsWith('^'));
  return inputs.filter((_, i) => !isControl[i]).map(({ name }) => name);
}
