/**
 * The order in which TensorFlow.js calls a model's layers: Container.fromConfig in
 * tfjs-layers/src/engine/container.ts. It goes through the layers again and again until all calls are
 * made, and never stops where one of them cannot be.
 */

import { inconsistent } from '../faults.js';
import { unresolved } from './references.js';

/** @typedef {import('./references.js').Slot} Slot */
/** @typedef {import('./references.js').Reference} Reference */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {{slot: Slot, waiting: Reference[][]}} Queue the calls that a layer waits for */

/** Visits of layers whose inputs are missing: listed from last to first, n layers take n * n / 2. */
const MOST_LOOKS = 1_000_000;

/**
 * @param {Queue[]} layers in the order of the topology
 * @param {Call[]} calls is added to; those of the input layers are there
 * @throws {import('../../errors.js').ArtifactError} if one can never be made
 */
export function orderCalls(layers, calls) {
  let looks = 0;
  let queues = layers.filter(({ waiting }) => waiting.length > 0);
  while (queues.length > 0) {
    const before = calls.length;
    for (const queue of queues) {
      queue.waiting = queue.waiting.filter((node) => !tryCall(queue.slot, node, calls));
      looks += 1 + queue.waiting.length;
    }
    queues = queues.filter(({ waiting }) => waiting.length > 0);
    if (calls.length === before || looks > MOST_LOOKS) {
      throw stuck(queues, layers);
    }
  }
}

/**
 * @param {Slot} slot
 * @param {Reference[]} node
 * @param {Call[]} calls
 * @returns {boolean} whether its inputs are there, and the call is made
 */
function tryCall(slot, node, calls) {
  if (!node.every((reference) => reference.slot.made.length > reference.node)) {
    return false;
  }
  slot.made.push(calls.length);
  calls.push({ slot, inputs: node.map(sourceOf) });
  return true;
}

/**
 * @param {Reference} reference to a call that was made
 * @returns {import('./model.js').Source}
 */
export function sourceOf({ slot, node, tensor }) {
  return [slot.made[node], tensor];
}

/**
 * @param {Queue[]} queues that are not empty
 * @param {Queue[]} layers
 */
function stuck(queues, layers) {
  const calls = new Map(
    layers.map(({ slot, waiting }) => [slot, slot.made.length + waiting.length]),
  );
  for (const reference of queues.flatMap(({ waiting }) => waiting.flat())) {
    const { slot, node, field } = reference;
    if (node >= (calls.get(slot) ?? 0)) {
      const problem = 'reads the output of a call that does not exist';
      return unresolved(field, problem, slot.name, `call ${node} of ${calls.get(slot) ?? 0}`);
    }
  }
  const { slot } = queues[0];
  const names = queues.slice(0, 3).map((queue) => JSON.stringify(queue.slot.name));
  return inconsistent(
    `${slot.field.file}, layers`,
    'their inputs form a cycle, or are listed from last to first',
    'layers whose inputs come before them',
    names.join(', ') + (queues.length > 3 ? ` and ${queues.length - 3} more` : ''),
  );
}
