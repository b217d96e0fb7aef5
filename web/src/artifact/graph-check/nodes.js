/** The nodes of a graph, and of each of its functions. */

import { inconsistent } from '../faults.js';
import { OPERATIONS } from './operations.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {{name: string, index: number}} Reference to a tensor: a node's name, and which output */
/**
 * @typedef {object} Node
 * @property {string} name
 * @property {string} op
 * @property {Reference[]} inputs
 * @property {JsonField} field
 */
/** @typedef {Map<string, Node>} Nodes by name */

// MobileNetV2 has 79 nodes, and an LSTM of 64 steps that was unrolled has about 1,300.
export const MOST_NODES = 100_000;
/** TensorFlow.js looks at all of a node's inputs each time that one of them is there. */
const MOST_INPUTS = 10_000;

/** No colon, which TensorFlow.js takes for the beginning of an output's number: executors/utils.ts. */
const NAME = /^[A-Za-z0-9._][-A-Za-z0-9._/>]*$/;

/**
 * @param {JsonField} field a list of nodes
 * @returns {Nodes}
 * @throws {import('../../errors.js').ArtifactError} if a node is malformed, or two have one name
 */
export function readNodes(field) {
  const items = field.items((node) => node);
  if (items.length > MOST_NODES) {
    throw inconsistent(at(field), 'too many nodes', `at most ${MOST_NODES}`, `${items.length}`);
  }
  /** @type {Nodes} */
  const nodes = new Map();
  for (const item of items) {
    const node = readNode(item);
    if (nodes.has(node.name)) {
      throw inconsistent(at(item), 'two nodes have its name', 'one name for one node', node.name);
    }
    nodes.set(node.name, node);
  }
  return nodes;
}

/**
 * @param {JsonField} item
 * @returns {Node}
 */
function readNode(item) {
  const name = readName(item.key('name'));
  const field = item.called(`${item.path} (${name})`);
  const op = field.key('op').text();
  if (!OPERATIONS.has(op)) {
    const expected = 'one that TensorFlow.js computes from tensors alone';
    throw inconsistent(at(field), 'unknown operation', expected, JSON.stringify(op).slice(0, 60));
  }
  const inputs = field.key('input');
  const references = inputs.value === undefined ? [] : inputs.items(readReference);
  if (references.length > MOST_INPUTS) {
    const got = `${references.length}`;
    throw inconsistent(at(inputs), 'too many inputs', `at most ${MOST_INPUTS}`, got);
  }
  const attributes = field.key('attr');
  if (attributes.value !== undefined) {
    attributes.entries().forEach(([, value]) => void value.object());
  }
  return { name, op, inputs: references, field };
}

/**
 * @param {JsonField} field
 * @returns {string} that no JavaScript object has from the beginning, such as "constructor"
 */
export function readName(field) {
  const name = field.text();
  const isFit = NAME.test(name) && !(name in Object.prototype);
  return isFit ? name : field.refuse('a name of letters, digits and -._/>');
}

/**
 * @param {JsonField} field such as "dense/MatMul", "split:1", "split:output:1" or "^dense"
 * @returns {Reference}
 */
export function readReference(field) {
  const parts = field.text().replace(/^\^/, '').split(':');
  const index = parts.length === 1 ? '0' : (parts.at(-1) ?? '');
  if (parts.length > 3 || !/^\d{1,5}$/.test(index)) {
    field.refuse('the name of a node, and the number of its output');
  }
  return { name: parts[0], index: Number(index) };
}

/**
 * @param {Node} node
 * @param {string} key of an attribute
 * @returns {JsonField}
 */
export function attribute(node, key) {
  const attributes = node.field.key('attr');
  return attributes.value === undefined ? attributes : attributes.key(key);
}

/**
 * @param {JsonField} field
 * @returns {string} where it is, for messages
 */
export function at({ file, path }) {
  return path === '' ? file : `${file}, ${path}`;
}
