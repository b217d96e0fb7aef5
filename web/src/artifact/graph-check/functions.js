/** The functions of a graph, which its loops and branches call. */

import { inconsistent } from '../faults.js';
import { at, readName, readNodes, readReference } from './nodes.js';
import { orderNodes } from './order.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./nodes.js').Nodes} Nodes */
/** @typedef {import('./nodes.js').Reference} Reference */
/**
 * @typedef {object} GraphFunction
 * @property {string} name
 * @property {JsonField} field
 * @property {Nodes} nodes
 * @property {string[]} inputs
 * @property {Reference[]} outputs
 */
/** @typedef {Map<string, GraphFunction>} Functions by name */

/** What checks their calls goes from one into the next. */
const MOST_FUNCTIONS = 1000;

/**
 * @param {JsonField} topology
 * @returns {Functions}
 */
export function readFunctions(topology) {
  /** @type {Functions} */
  const functions = new Map();
  const library = topology.key('library');
  const list = library.value === undefined ? library : library.key('function');
  for (const one of list.value === undefined ? [] : list.items(readFunction)) {
    if (functions.has(one.name)) {
      const expected = 'one name for one function';
      throw inconsistent(at(one.field), 'two functions have its name', expected, one.name);
    }
    functions.set(one.name, one);
  }
  if (functions.size > MOST_FUNCTIONS) {
    const [expected, got] = [`at most ${MOST_FUNCTIONS}`, `${functions.size}`];
    throw inconsistent(at(list), 'too many functions', expected, got);
  }
  return functions;
}

/**
 * @param {JsonField} item
 * @returns {GraphFunction}
 */
function readFunction(item) {
  const signature = item.key('signature');
  const name = readName(signature.key('name'));
  const field = item.called(`function ${name}`);
  const list = field.key('nodeDef');
  const nodes = list.value === undefined ? new Map() : readNodes(list);
  const inputs = argumentsOf(signature.key('inputArg'));
  const given = new Set();
  for (const input of inputs) {
    if (nodes.has(input) || given.has(input)) {
      const expected = 'a name for each input and node';
      throw inconsistent(at(field), 'an input has the name of another', expected, input);
    }
    given.add(input);
  }
  orderNodes(nodes, given);
  const outputs = readOutputs(field, argumentsOf(signature.key('outputArg')));
  const missing = outputs.find(({ name: output }) => !nodes.has(output) && !given.has(output));
  if (missing !== undefined) {
    const problem = 'it returns a node that it lacks';
    throw inconsistent(at(field), problem, 'one of its nodes', missing.name);
  }
  refuseTwoOfOne(field, outputs);
  return { name, field, nodes, inputs, outputs };
}

/**
 * @param {JsonField} field a list, or nothing
 * @returns {string[]}
 */
function argumentsOf(field) {
  return field.value === undefined ? [] : field.items((item) => readName(item.key('name')));
}

/**
 * @param {JsonField} field
 * @param {string[]} names
 * @returns {Reference[]}
 */
function readOutputs(field, names) {
  return names.map((name) => readReference(field.key('ret').key(name)));
}

/**
 * A node of a function has one number of the output that is returned (defaultOutput in
 * operation_mapper.ts): where two are, TensorFlow.js returns the last one twice.
 *
 * @param {JsonField} field
 * @param {Reference[]} outputs
 */
function refuseTwoOfOne(field, outputs) {
  /** @type {Map<string, number>} */
  const returned = new Map();
  for (const { name, index } of outputs) {
    if ((returned.get(name) ?? index) !== index) {
      const expected = 'an Identity for each but one';
      throw inconsistent(at(field), 'it returns two outputs of one node', expected, name);
    }
    returned.set(name, index);
  }
}
