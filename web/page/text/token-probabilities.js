/** What each written character was drawn by: its probability, and those of the likeliest. Pure. */

import { find, make } from '../dom.js';
import { percent } from '../figures.js';
import { nameOf, spoken } from './character-words.js';

/** @typedef {{index: number, probability: number}} Candidate index: place in the vocabulary */
/** @typedef {Candidate & {likeliest: Candidate[]}} TokenProbabilities likeliest: the likeliest first */
/**
 * @typedef {object} TokenProbabilitiesStore
 * @property {(written: {index: number, probabilities: Float32Array}) => void} add
 * @property {(place: number) => TokenProbabilities | null} at of a character of the text, counted from 0; null
 *   where it is not kept, or not written
 * @property {() => void} clear
 */

/** How many of the likeliest are kept. */
export const LIKELIEST = 5;

/**
 * Keeps the token probabilities of the latest characters, in arrays whose size is fixed.
 *
 * @param {number} kept characters
 * @returns {TokenProbabilitiesStore}
 */
export function createTokenProbabilities(kept) {
  const indices = new Int32Array(kept);
  const probabilities = new Float32Array(kept);
  const likeliestIndices = new Int32Array(kept * LIKELIEST);
  const likeliestProbabilities = new Float32Array(kept * LIKELIEST);
  let count = 0;
  return {
    add(written) {
      const slot = count % kept;
      indices[slot] = written.index;
      probabilities[slot] = written.probabilities[written.index];
      for (const [rank, index] of likeliestOf(written.probabilities).entries()) {
        likeliestIndices[slot * LIKELIEST + rank] = index;
        likeliestProbabilities[slot * LIKELIEST + rank] = written.probabilities[index] ?? 0;
      }
      count += 1;
    },
    at(place) {
      if (place < Math.max(0, count - kept) || place >= count) {
        return null;
      }
      const slot = place % kept;
      const likeliest = Array.from({ length: LIKELIEST }, (_, rank) => ({
        index: likeliestIndices[slot * LIKELIEST + rank],
        probability: likeliestProbabilities[slot * LIKELIEST + rank],
      }));
      return {
        index: indices[slot],
        probability: probabilities[slot],
        likeliest: likeliest.filter(({ index }) => index >= 0),
      };
    },
    clear() {
      count = 0;
    },
  };
}

/**
 * @param {Float32Array} probabilities
 * @returns {number[]} places of the likeliest, the likeliest first; -1 where there are no more
 */
export function likeliestOf(probabilities) {
  /** @type {number[]} */
  const best = new Array(LIKELIEST).fill(-1);
  for (let index = 0; index < probabilities.length; index += 1) {
    let rank = LIKELIEST;
    // Negated, so that a candidate is placed before the -1 of an empty rank, whose probability is
    // undefined.
    while (rank > 0 && !(probabilities[index] <= probabilities[best[rank - 1]])) {
      rank -= 1;
    }
    if (rank < LIKELIEST) {
      best.splice(rank, 0, index);
      best.pop();
    }
  }
  return best;
}

/**
 * Shows what one written character was drawn by: its probability, and a bar for each of the
 * likeliest.
 *
 * @param {HTMLElement} root
 * @returns {{show: (pointed: TokenProbabilities | null, vocabulary: readonly string[]) => void}}
 *   pointed: those of the character that is pointed at
 */
export function createTokenProbabilitiesView(root) {
  const heading = find(root, '#text-probabilities-heading', HTMLElement);
  const bars = Array.from({ length: LIKELIEST }, createBar);
  find(root, '#text-probabilities-bars', HTMLElement).replaceChildren(
    ...bars.map(({ row }) => row),
  );
  const hint = heading.textContent ?? '';
  return {
    show(pointed, vocabulary) {
      root.dataset.shown = String(pointed !== null);
      heading.textContent = pointed === null ? hint : headingOf(pointed, vocabulary);
      for (const [rank, bar] of bars.entries()) {
        const candidate = pointed?.likeliest[rank];
        bar.set(candidate ?? null, vocabulary, candidate?.index === pointed?.index);
      }
    },
  };
}

/**
 * @param {TokenProbabilities} pointed
 * @param {readonly string[]} vocabulary
 */
function headingOf({ index, probability }, vocabulary) {
  const name = spoken(vocabulary[index]);
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return `${words} had a probability of ${percent(probability)}. The likeliest characters here:`;
}

function createBar() {
  const row = make('li', 'bar');
  const label = make('span', 'bar-label');
  const track = make('span', 'bar-track');
  const share = make('span', 'bar-percent');
  track.append(make('span', 'bar-fill'));
  row.append(label, track, share);
  return {
    row,
    /**
     * @param {Candidate | null} candidate
     * @param {readonly string[]} vocabulary
     * @param {boolean} isWritten
     */
    set(candidate, vocabulary, isWritten) {
      const probability = candidate?.probability ?? 0;
      label.textContent = candidate === null ? '' : nameOf(vocabulary[candidate.index]);
      share.textContent = candidate === null ? '' : percent(probability);
      row.style.setProperty('--share', String(probability));
      row.classList.toggle('is-best', candidate !== null && isWritten);
    },
  };
}
