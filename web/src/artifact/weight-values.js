import { encodingOf } from './encodings.js';

/** @typedef {import('./dtypes.js').Values} Values */
/** @typedef {{shape: number[], values: Values}} WeightValues */

/**
 * All weights of an artifact, decoded.
 *
 * @param {Pick<import('./artifact.js').ArtifactFiles, 'groups' | 'files'>} artifact checked
 * @returns {Map<string, WeightValues>} by the weights' names
 */
export function weightValues({ groups, files }) {
  /** @type {Map<string, WeightValues>} */
  const found = new Map();
  for (const { paths, weights } of groups) {
    // Shards are cut by size alone, so a weight may start in one and end in the next.
    const bytes = joined(paths.map((path) => files.get(path) ?? new Uint8Array(0)));
    let start = 0;
    for (const weight of weights) {
      const encoding = encodingOf(weight);
      const end = start + encoding.byteCount(weight);
      const values = encoding.decode(bytes.subarray(start, end), weight);
      found.set(weight.name, { shape: weight.shape, values });
      start = end;
    }
  }
  return found;
}

/**
 * @param {Uint8Array[]} parts
 * @returns {Uint8Array} one after another
 */
function joined(parts) {
  if (parts.length === 1) {
    return parts[0];
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return whole;
}
