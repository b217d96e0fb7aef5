/** Compares embeddings: vectors that are alike for pictures that are alike. Pure. */

import { topK } from '../classes/ranking.js';
import { DataError, sentence } from '../errors.js';

/** @typedef {{index: number, similarity: number}} Neighbour index: its place in the list */

/**
 * @param {ArrayLike<number>} one
 * @param {ArrayLike<number>} other of the same length
 * @returns {number} the cosine of the angle between them: 1 for the same direction, 0 for unrelated ones
 *   and for zeros
 * @throws {DataError} if they differ in length
 */
export function cosineSimilarity(one, other) {
  if (one.length !== other.length || one.length === 0) {
    const parts = { problem: 'different lengths', expected: `${one.length} values` };
    const remedy = 'Compare embeddings of the same model';
    throw new DataError(sentence('embeddings', { ...parts, got: `${other.length}`, remedy }));
  }
  let [product, first, second] = [0, 0, 0];
  for (let i = 0; i < one.length; i += 1) {
    product += one[i] * other[i];
    first += one[i] ** 2;
    second += other[i] ** 2;
  }
  return first > 0 && second > 0 ? product / Math.sqrt(first) / Math.sqrt(second) : 0;
}

/**
 * @param {ArrayLike<number>} embedding
 * @param {readonly ArrayLike<number>[]} others
 * @param {number} [top] how many are wanted; 5 by default
 * @returns {Neighbour[]} the most similar ones, the most similar first; of equal ones the first
 * @throws {DataError} if they differ in length
 */
export function nearestEmbeddings(embedding, others, top = 5) {
  const similarities = others.map((other) => cosineSimilarity(embedding, other));
  return topK(similarities, top).map(({ index, value }) => ({ index, similarity: value }));
}

/**
 * @param {ArrayLike<number>} values
 * @returns {Float32Array} of length 1; zeros stay zeros
 */
export function unitVector(values) {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) {
    sum += values[i] ** 2;
  }
  const length = sum > 0 ? Math.sqrt(sum) : 1;
  return Float32Array.from(values, (value) => value / length);
}
