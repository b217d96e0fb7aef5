import { make } from '../dom.js';
import { scientific } from '../figures.js';

/** Ends of the scale, as powers of ten: finer than float32 can tell apart, and plainly wrong. */
const FINEST = -10;
const COARSEST = -1;

/**
 * @param {number} value
 * @returns {number} its place on a logarithmic scale, from 0 to 1
 */
export function placeOnScale(value) {
  const place = (Math.log10(value) - FINEST) / (COARSEST - FINEST);
  return Math.min(Math.max(place, 0), 1);
}

/**
 * The largest difference from Keras beside what is allowed, in words and on a logarithmic scale.
 *
 * @param {import('../../src/proof/golden.js').GoldenReport} report
 * @returns {HTMLElement[]}
 */
export function differenceScale({ largestDifference, tolerance }) {
  const words = make('p', 'difference-words');
  const found = make('strong', '', scientific(largestDifference));
  found.dataset.largestDifference = String(largestDifference);
  words.append(found, ` largest difference from Keras; ${scientific(tolerance)} allowed`);
  const scale = make('div', 'difference-scale');
  scale.ariaHidden = 'true'; // the words say it all
  scale.style.setProperty('--difference', String(placeOnScale(largestDifference)));
  scale.style.setProperty('--allowed', String(placeOnScale(tolerance)));
  scale.append(make('span', 'difference-found'), make('span', 'difference-allowed'));
  return [words, scale];
}
