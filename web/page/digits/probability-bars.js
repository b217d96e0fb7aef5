import { make } from '../dom.js';
import { percent } from '../figures.js';

/**
 * @typedef {object} ProbabilityBars
 * @property {(probabilities: Float32Array | null) => void} show one for each label, values in
 *   [0, 1]; null for no answer
 * @property {() => void} dispose
 */

/**
 * A bar for each label, in the list that is the root.
 *
 * @param {HTMLElement} root
 * @param {readonly string[]} labels
 * @returns {ProbabilityBars}
 */
export function createProbabilityBars(root, labels) {
  const bars = labels.map(createBar);
  root.replaceChildren(...bars.map((bar) => bar.row));
  /** @type {ProbabilityBars['show']} */
  const show = (probabilities) => {
    const best = probabilities === null ? -1 : probabilities.indexOf(Math.max(...probabilities));
    for (const [i, bar] of bars.entries()) {
      bar.set(probabilities?.[i] ?? 0, i === best);
    }
  };
  show(null);
  return { show, dispose: () => root.replaceChildren() };
}

/** @param {string} label */
function createBar(label) {
  const row = make('li', 'bar');
  const track = make('span', 'bar-track');
  const share = make('span', 'bar-percent');
  const name = make('span', 'bar-label', label);
  name.ariaHidden = 'true';
  share.ariaHidden = 'true';
  track.role = 'meter';
  track.ariaLabel = label;
  track.ariaValueMin = '0';
  track.ariaValueMax = '100';
  track.append(make('span', 'bar-fill'));
  row.append(name, track, share);
  row.dataset.label = label;
  return {
    row,
    /**
     * @param {number} probability
     * @param {boolean} isBest
     */
    set(probability, isBest) {
      row.dataset.probability = String(probability);
      row.classList.toggle('is-best', isBest);
      row.style.setProperty('--share', String(probability));
      track.ariaValueNow = (100 * probability).toFixed(1);
      track.ariaValueText = percent(probability);
      share.textContent = percent(probability);
    },
  };
}
