/** The shapes of a graph's tensors, as far as they can be told from its inputs' and its constants. */

import { valueCount } from '../dtypes.js';
import { encodingOf } from '../encodings.js';
import { inferShapes } from './infer.js';
import { MOST_VALUES } from './known.js';

/** @typedef {import('../manifest.js').Group} Group */
/** @typedef {import('../manifest.js').Weight} Weight */
/** @typedef {ReadonlyMap<string, Uint8Array>} Files by name */
/** @typedef {import('./known.js').Known} Known */
/** @typedef {{nodes: import('../graph-check/nodes.js').Nodes,
 *   functions: import('../graph-check/functions.js').Functions, constants: Map<string, Known>}} Graph */

/**
 * @param {Graph} graph checked
 * @param {readonly {node: string, shape: number[]}[]} inputs
 */
export function shapesOf({ nodes, functions, constants }, inputs) {
  const given = inputs.map(({ node, shape }) => /** @type {const} */ ([node, { shape }]));
  return inferShapes(nodes, new Map([...constants, ...given]), functions);
}

/**
 * @param {readonly Group[]} groups checked
 * @param {Files} files
 * @returns {Map<string, Known>} by the weights' names; of the small ones, the values too
 */
export function constantsOf(groups, files) {
  /** @type {Map<string, Known>} */
  const found = new Map();
  for (const { paths, weights } of groups) {
    const shards = paths.map((path) => files.get(path) ?? new Uint8Array(0));
    let start = 0;
    for (const weight of weights) {
      const encoding = encodingOf(weight);
      const end = start + encoding.byteCount(weight);
      const isSmall = weight.dtype === 'int32' && valueCount(weight.shape) <= MOST_VALUES;
      const values = isSmall && Array.from(encoding.decode(part(shards, start, end), weight));
      found.set(weight.name, { shape: weight.shape, ...(values && { values }) });
      start = end;
    }
  }
  return found;
}

/**
 * @param {Uint8Array[]} shards
 * @param {number} start in all of them together
 * @param {number} end
 * @returns {Uint8Array} these bytes, which may begin in one shard and end in the next
 */
function part(shards, start, end) {
  const bytes = new Uint8Array(end - start);
  let offset = 0;
  for (const shard of shards) {
    const [from, to] = [Math.max(start - offset, 0), Math.min(end - offset, shard.length)];
    if (from < to) {
      bytes.set(shard.subarray(from, to), offset + from - start);
    }
    offset += shard.length;
  }
  return bytes;
}
