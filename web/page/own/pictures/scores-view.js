import { areShares, isDistribution, softmax, topK } from '../../../src/classes/ranking.js';
import { make } from '../../dom.js';
import { percent } from '../../figures.js';
import { number } from '../tables.js';
import { checkbox } from './controls.js';

/** @typedef {'probabilities' | 'shares' | 'share' | 'scores' | 'number'} Kind */
/**
 * @typedef {object} OutputView
 * @property {HTMLElement} element
 * @property {(output: import('../run-model.js').NamedValues, look: Look) => string} show gives a
 *   summary in a few words
 */
/** @typedef {{labels: readonly string[] | null, most: number}} Look most: how many are listed */

/** @type {Record<Kind, string>} */
const NOTES = {
  probabilities: 'Probabilities: they add up to 1.',
  shares: 'Each is a separate probability (sigmoid): they need not add up to 1.',
  scores:
    'Raw numbers, the largest first: the model ends without a softmax, so they are not probabilities.',
  number: 'One number: the model ends without a softmax or sigmoid.',
  share: 'One probability (sigmoid): with two classes, 0 and 1, that of class 1.',
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
  const note = make('p', 'picture-words');
  const asked = checkbox('Show as probabilities: apply softmax', onChange);
  const list = make('ol', 'bars picture-bars');
  element.append(note, asked.element, list);
  return {
    element,
    show({ name: output, values }, { labels, most }) {
      const kind = kindOf(values, activation);
      asked.element.hidden = kind !== 'scores';
      const isAsked = kind === 'scores' && asked.input.checked;
      const shown = isAsked ? softmax(values) : values;
      const isShare = isAsked || ['probabilities', 'shares', 'share'].includes(kind);
      // ImageNet's models have 1,000 classes: a row for each would hold the page up.
      const ranked = topK(shown, most);
      const words = isShare ? percent : number;
      // Raw numbers may be a regression's, which has no classes.
      const unnamed = (/** @type {number} */ index) => `${isShare ? 'class' : 'value'} ${index}`;
      const name = (/** @type {number} */ index) =>
        labels?.[index] ?? (values.length === 1 ? output : unnamed(index));
      note.textContent = `${isAsked ? 'Softmax of the raw numbers, as you chose.' : NOTES[kind]}${restWords(ranked.length, values.length)}`;
      list.replaceChildren(
        ...ranked.map(({ index, value }, place) =>
          rowOf(name(index), words(value), { value, isShare, isBest: place === 0 }),
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
    return values.length === 1 ? 'share' : 'shares';
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
 * @param {{value: number, isShare: boolean, isBest: boolean}} look isShare: a bar is drawn
 */
function rowOf(label, words, { value, isShare, isBest }) {
  const row = make('li', isBest ? 'bar is-best' : 'bar');
  const track = make('span', isShare ? 'bar-track' : '');
  const shown = make('span', 'bar-percent', words);
  const name = make('span', 'bar-label', label);
  row.append(name, track, shown);
  row.dataset.label = label;
  row.dataset.value = String(value);
  if (isShare) {
    name.ariaHidden = 'true';
    shown.ariaHidden = 'true';
    asMeter(track, label, words);
    track.ariaValueNow = (100 * value).toFixed(1);
    track.append(make('span', 'bar-fill'));
    row.style.setProperty('--share', String(value));
  }
  return row;
}

/**
 * @param {HTMLElement} track
 * @param {string} label
 * @param {string} words
 */
function asMeter(track, label, words) {
  track.role = 'meter';
  track.ariaLabel = label;
  track.ariaValueMin = '0';
  track.ariaValueMax = '100';
  track.ariaValueText = words;
}
