import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';

/** @typedef {import('./writer.js').RunState} RunState */
/** @typedef {import('./writer.js').Progress} Progress */
/**
 * @typedef {object} RunView what the writing is doing, in words and by what can be pressed
 * @property {(state: RunState, progress: Progress) => void} enter
 * @property {(progress: Progress) => void} count is seen, and not read out
 * @property {(words: string) => void} say
 * @property {(error: unknown) => void} fail
 */

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @type {Record<RunState, (progress: Progress) => string>} */
const WORDS = {
  reading: () => 'Reading the beginning',
  writing: () => 'Writing',
  paused: ({ written, goal }) => `Paused: ${COUNT.format(written)} of ${characters(goal)}`,
  stopped: ({ written }) => `Stopped: ${characters(written)}`,
  done: ({ written }) => `Done: ${characters(written)}`,
};

/**
 * @param {HTMLElement} root
 * @param {{kept: number}} options how many characters are shown
 * @returns {RunView}
 */
export function createRunView(root, { kept }) {
  const status = find(root, '#text-status', HTMLElement);
  const counter = find(root, '#text-count', HTMLElement);
  const pause = find(root, '#text-pause', HTMLButtonElement);
  const stop = find(root, '#text-stop', HTMLButtonElement);
  const proceed = find(root, '#text-continue', HTMLButtonElement);
  const copy = find(root, '#text-copy', HTMLButtonElement);

  /** @param {RunState | 'failed'} state */
  function allow(state) {
    const { activeElement } = document;
    root.dataset.run = state;
    pause.disabled = state !== 'writing' && state !== 'paused';
    pause.textContent = state === 'paused' ? 'Resume' : 'Pause';
    stop.disabled = pause.disabled && state !== 'reading';
    proceed.disabled = !stop.disabled;
    copy.disabled = false;
    // Focus on a button that is disabled now would be lost: it moves to the next one that is not.
    if (activeElement === stop || activeElement === pause) {
      const next = [/** @type {HTMLButtonElement} */ (activeElement), stop, proceed];
      next.find(({ disabled }) => !disabled)?.focus();
    }
  }

  /** @type {RunView['count']} */
  function count({ written, goal, perSecond }) {
    // At rest the sentence above says how many there are.
    const isMoving = root.dataset.run === 'writing' || root.dataset.run === 'reading';
    const parts = [
      isMoving ? `${COUNT.format(written)} of ${COUNT.format(goal)}` : '',
      perSecond > 0 ? `${characters(perSecond)} per second` : '',
      written > kept ? `the latest ${COUNT.format(kept)} shown` : '',
    ];
    counter.dataset.written = String(written);
    counter.textContent = parts.filter((part) => part !== '').join(', ');
  }

  return {
    enter(state, progress) {
      allow(state);
      status.textContent = WORDS[state](progress);
      count(progress);
    },
    count,
    say(words) {
      status.textContent = words;
    },
    fail(error) {
      allow('failed');
      status.textContent = `Writing failed. ${messageOf(error)}`;
    },
  };
}

/** @param {number} count */
function characters(count) {
  const rounded = Math.round(count);
  return `${COUNT.format(rounded)} ${rounded === 1 ? 'character' : 'characters'}`;
}
