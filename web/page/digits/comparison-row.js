import { make } from '../dom.js';
import { percent } from '../figures.js';

/** @typedef {{label: string, probability: number, ms: number}} Answer */

/**
 * One model's row in the comparison: its answer, or why there is none.
 *
 * @param {string} name
 */
export function createComparisonRow(name) {
  const element = make('tr', 'compare-row');
  const heading = make('th', '', name);
  const digit = make('td', 'compare-digit');
  const chance = make('td', 'compare-chance');
  const time = make('td', 'compare-time');
  const track = make('span', 'bar-track');
  const share = make('span', 'bar-percent');
  const message = make('td', 'compare-message');
  heading.setAttribute('scope', 'row');
  message.setAttribute('colspan', '3');
  track.append(make('span', 'bar-fill'));
  track.ariaHidden = 'true';
  chance.append(track, share);
  element.dataset.model = name;
  return {
    element,
    isReady: () => element.dataset.state === 'ready',
    /** @param {boolean} isInUse */
    mark(isInUse) {
      element.ariaCurrent = String(isInUse);
    },
    /** @param {Answer | null} answer null where nothing is drawn */
    answer(answer) {
      enter('ready', digit, chance, time);
      digit.textContent = answer?.label ?? '';
      share.textContent = answer === null ? '' : percent(answer.probability);
      time.textContent = answer === null ? '' : `${answer.ms.toFixed(1)} ms`;
      element.style.setProperty('--share', String(answer?.probability ?? 0));
    },
    /**
     * @param {'loading' | 'failed'} state
     * @param {(string | Node)[]} words
     */
    say(state, ...words) {
      enter(state, message);
      message.replaceChildren(...words);
    },
  };

  /**
   * @param {'ready' | 'loading' | 'failed'} state
   * @param {HTMLElement[]} cells
   */
  function enter(state, ...cells) {
    if (element.dataset.state !== state) {
      element.dataset.state = state;
      element.replaceChildren(heading, ...cells);
    }
  }
}
