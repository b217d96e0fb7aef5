import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { percent } from '../figures.js';
import { rowOf } from './architecture-view.js';
import { worstMistake } from './confusion.js';
import { showConfusion } from './confusion-view.js';

/**
 * The curves, the epochs in figures, and how the test went.
 *
 * @param {HTMLElement} root
 */
export function createReport(root) {
  const place = (/** @type {string} */ name) => find(root, `#train-${name}`, HTMLElement);
  const epochs = find(root, '#train-epoch-rows', HTMLElement);
  const note = place('charts-note');
  const places = {
    'batch-loss': place('batch-loss'),
    'batch-accuracy': place('batch-accuracy'),
    'epoch-loss': place('epoch-loss'),
    'epoch-accuracy': place('epoch-accuracy'),
  };
  /** @type {{charts: () => import('./history.js').Chart[]} | null} */
  let current = null;
  /** @type {{update: () => void} | null} */
  let drawn = null;

  return {
    clear() {
      current = null;
      epochs.replaceChildren();
      for (const chart of Object.values(places)) {
        chart.replaceChildren();
      }
    },
    /**
     * @param {{charts: () => import('./history.js').Chart[]}} history drawn from now on
     * @returns {{update: () => void}}
     */
    chartsOf(history) {
      current = history;
      drawn ??= drawLate(places, () => current?.charts() ?? [], note);
      return drawn;
    },
    /** @param {import('./training.js').EpochReport} report */
    addEpoch({ epoch, loss, accuracy, validation }) {
      const scores = [loss.toFixed(4), percent(accuracy)];
      const held = [validation.loss.toFixed(4), percent(validation.accuracy)];
      epochs.append(rowOf(String(epoch), ...scores, ...held));
    },
    /** @param {import('./confusion.js').Confusion | null} confusion */
    show(confusion) {
      if (confusion !== null) {
        showConfusion(find(root, '#train-confusion', HTMLTableElement), confusion);
        place('mistake').textContent = mistakeOf(confusion);
      }
    },
  };
}

/**
 * Loads the charts' code, which is large, and goes on without it where that fails.
 *
 * @param {Record<import('./history.js').ChartName, HTMLElement>} places
 * @param {() => import('./history.js').Chart[]} charts
 * @param {HTMLElement} note
 * @returns {{update: () => void}}
 */
function drawLate(places, charts, note) {
  let update = () => {};
  const fail = (/** @type {unknown} */ error) => {
    note.textContent = `The curves cannot be drawn (${messageOf(error)}); the figures below are the same.`;
  };
  import('./charts.js').then(({ createCharts }) => {
    ({ update } = createCharts(places, charts, fail));
    update();
  }, fail);
  return { update: () => update() };
}

/** @param {import('./confusion.js').Confusion} confusion */
function mistakeOf({ matrix }) {
  const worst = worstMistake(matrix);
  return worst === null
    ? 'It made no mistake.'
    : `Most often mistaken: a ${worst.label} for a ${worst.answer}, ${worst.count} times.`;
}
