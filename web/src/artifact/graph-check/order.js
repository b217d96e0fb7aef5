/** Whether all that a graph's nodes read is there before they run. */

import { inconsistent } from '../faults.js';
import { at } from './nodes.js';

/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Nodes} Nodes */

/**
 * @param {Nodes} nodes
 * @param {ReadonlySet<string>} given names of what a function is called on
 * @returns {Node[]} each after those that it reads
 * @throws {import('../../errors.js').ArtifactError} if a node reads one that does not exist, or
 *   itself by way of others
 */
export function orderNodes(nodes, given = new Set()) {
  const readers = readersOf(nodes, given);
  /** @type {Map<string, number>} */
  const missing = new Map();
  for (const { name, inputs } of nodes.values()) {
    missing.set(name, inputs.filter((input) => !given.has(input.name)).length);
  }
  const ready = [...nodes.values()].filter(({ name }) => missing.get(name) === 0);
  for (const { name } of ready) {
    for (const reader of readers.get(name) ?? []) {
      const left = (missing.get(reader.name) ?? 0) - 1;
      missing.set(reader.name, left);
      if (left === 0) {
        ready.push(reader); // the loop goes on to it
      }
    }
  }
  if (ready.length < nodes.size) {
    throw cycle([...nodes.values()].filter(({ name }) => missing.get(name) !== 0));
  }
  return ready;
}

/**
 * @param {Nodes} nodes
 * @param {ReadonlySet<string>} given
 * @returns {Map<string, Node[]>} for each node those that read it, as often as they do
 */
function readersOf(nodes, given) {
  /** @type {Map<string, Node[]>} */
  const readers = new Map(Array.from(nodes.keys(), (name) => [name, []]));
  for (const node of nodes.values()) {
    for (const [i, { name }] of node.inputs.entries()) {
      if (!given.has(name) && !nodes.has(name)) {
        const where = `${at(node.field)}.input[${i}]`;
        throw inconsistent(where, 'there is no such node', 'the name of a node', name.slice(0, 60));
      }
      readers.get(name)?.push(node);
    }
  }
  return readers;
}

/** @param {Node[]} stuck nodes that wait for each other, and those that wait for them */
function cycle(stuck) {
  const names = stuck.slice(0, 3).map(({ name }) => name);
  const rest = stuck.length > 3 ? ` and ${stuck.length - 3} more` : '';
  const got = names.join(', ') + rest;
  const expected = 'nodes that can be run one after another';
  return inconsistent(at(stuck[0].field), 'the nodes form a cycle', expected, got);
}
