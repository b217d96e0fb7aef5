import { find, make } from '../dom.js';
import { percent } from '../figures.js';
import { nameOf, spoken } from './character-names.js';
import { LIKELIEST } from './token-probabilities.js';

/** @typedef {import('./token-probabilities.js').TokenProbabilities} TokenProbabilities */

/**
 * Shows what one written character was drawn by: its probability, and a bar for each of the
 * likeliest.
 *
 * @param {HTMLElement} root
 * @returns {{show: (tokenProbabilities: TokenProbabilities | null, vocabulary: readonly string[]) => void}} null: none is
 *   pointed at
 */
export function createTokenProbabilitiesView(root) {
  const heading = find(root, '#text-odds-heading', HTMLElement);
  const bars = Array.from({ length: LIKELIEST }, createBar);
  find(root, '#text-odds-bars', HTMLElement).replaceChildren(...bars.map(({ row }) => row));
  const hint = heading.textContent ?? '';
  return {
    show(tokenProbabilities, vocabulary) {
      root.dataset.shown = String(tokenProbabilities !== null);
      heading.textContent =
        tokenProbabilities === null ? hint : headingOf(tokenProbabilities, vocabulary);
      for (const [rank, bar] of bars.entries()) {
        const candidate = tokenProbabilities?.likeliest[rank];
        bar.set(candidate ?? null, vocabulary, candidate?.index === tokenProbabilities?.index);
      }
    },
  };
}

/**
 * @param {TokenProbabilities} tokenProbabilities
 * @param {readonly string[]} vocabulary
 */
function headingOf({ index, probability }, vocabulary) {
  const name = spoken(vocabulary[index]);
  const words = name.charAt(0).toUpperCase() + name.slice(1);
  return `${words} had a probability of ${percent(probability)}. The likeliest here:`;
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
     * @param {import('./token-probabilities.js').Candidate | null} candidate
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
