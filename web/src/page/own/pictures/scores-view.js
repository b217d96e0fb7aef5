import { areShares, isDistribution, softmax, topK } from '../../../pictures/ranking.js';
import { make } from '../../dom.js';
import { percent } from '../../figures.js';
import { number } from '../values-table.js';
import { checkbox } from './controls.js';

/** @typedef {'probabilities' | 'shares' | 'scores' | 'number'} Kind */
/**
 * @typedef {object} OutputView
 * @property {HTMLElement} element
 * @property {(output: import('../run-model.js').NamedValues, look: Look) => string} show gives a
 *   summary in a few words
 */
/** @typedef {{labels: readonly string[] | null, most: number}} Look most: how many are listed */

/** @type {Record<Kind, string>} */
const NOTES = {
  probabilities: 'Probabilities: together they are 1.',
  shares: 'Each is a probability of its own (sigmoid): together they need not be 1.',
  scores:
    'Raw numbers, the largest first: the model ends without a softmax, so they are no probabilities.',
  number: 'One number: the model ends without a softmax or sigmoid.',
};

/**
 * Values of classes: sorted, as bars where they are probabilities.
 *
 * @param {string} activation that the output comes from
 * @param {() => void} onChange asks to be shown again
 * @returns {OutputView}
 */
export function createScoresView(activation, onChange) {
  const element = make('div', 'picture-output');
  const note = make('p', 'picture-note');
  const asked = checkbox('Show as probabilities: apply softmax', onChange);
  const list = make('ol', 'bars picture-bars');
  element.append(note, asked.element, list);
  return {
    element,
    show({ values }, { labels, most }) {
      const kind = kindOf(values, activation);
      asked.element.hidden = kind !== 'scores';
      const isAsked = kind === 'scores' && asked.input.checked;
      const shown = isAsked ? softmax(values) : values;
      const isShare = isAsked || kind === 'probabilities' || kind === 'shares';
      const ranked = topK(shown, most);
      const name = (/** @type {number} */ index) => labels?.[index] ?? `class ${index}`;
      const words = isShare ? percent : number;
      note.textContent = `${isAsked ? 'Softmax of raw numbers, as you asked.' : NOTES[kind]}${restWords(ranked.length, values.length)}`;
      list.replaceChildren(
        ...ranked.map(({ index, value }, place) =>
          rowOf(name(index), words(value), { share: isShare ? value : null, isBest: place === 0 }),
        ),
      );
      return `${name(ranked[0].index)}: ${words(ranked[0].value)}`;
    },
  };
}

/**
 * @param {ArrayLike<number>} values
 * @param {string} activation
 * @returns {Kind}
 */
function kindOf(values, activation) {
  if (activation === 'sigmoid' && areShares(values)) {
    return 'shares';
  }
  if (values.length === 1) {
    return 'number';
  }
  return isDistribution(values) ? 'probabilities' : 'scores';
}

/**
 * @param {number} shown
 * @param {number} all
 */
function restWords(shown, all) {
  return shown < all ? ` The first ${shown} of ${all.toLocaleString('en')}.` : '';
}

/**
 * @param {string} label
 * @param {string} words
 * @param {{share: number | null, isBest: boolean}} look share: null draws no bar
 */
function rowOf(label, words, { share, isBest }) {
  const row = make('li', isBest ? 'bar is-best' : 'bar');
  const track = make('span', share === null ? 'picture-no-bar' : 'bar-track');
  const value = make('span', 'bar-percent', words);
  const name = make('span', 'bar-label', label);
  row.append(name, track, value);
  if (share !== null) {
    name.ariaHidden = 'true';
    value.ariaHidden = 'true';
    track.role = 'meter';
    track.ariaLabel = label;
    track.ariaValueMin = '0';
    track.ariaValueMax = '100';
    track.ariaValueNow = (100 * share).toFixed(1);
    track.ariaValueText = words;
    track.append(make('span', 'bar-fill'));
    row.style.setProperty('--share', String(share));
  }
  return row;
}
