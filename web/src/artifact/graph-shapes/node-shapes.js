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
  return inferShapes(nodes, new Map(given), { functions, constants });
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
    const read = readerOf(paths.map((path) => files.get(path) ?? new Uint8Array(0)));
    let start = 0;
    for (const weight of weights) {
      const encoding = encodingOf(weight);
      const end = start + encoding.byteCount(weight);
      const isSmall = weight.dtype === 'int32' && valueCount(weight.shape) <= MOST_VALUES;
      const values = isSmall && Array.from(encoding.decode(read(start, end), weight));
      found.set(weight.name, { shape: weight.shape, ...(values && { values }) });
      start = end;
    }
  }
  return found;
}

/**
 * @param {Uint8Array[]} shards
 * @returns {(start: number, end: number) => Uint8Array} copies bytes out of all of them together; each
 *   start must not be before the one before
 */
function readerOf(shards) {
  let [place, offset] = [0, 0]; // of the shard that holds the start
  return (start, end) => {
    while (place < shards.length && offset + shards[place].length <= start) {
      offset += shards[place].length;
      place += 1;
    }
    const bytes = new Uint8Array(end - start);
    for (let [i, at] = [place, offset]; i < shards.length && at < end; i += 1) {
      const [from, to] = [Math.max(start - at, 0), Math.min(end - at, shards[i].length)];
      bytes.set(shards[i].subarray(from, to), at + from - start);
      at += shards[i].length;
    }
    return bytes;
  };
}
