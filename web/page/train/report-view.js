import { messageOf } from '../../src/errors.js';
import { find, make } from '../dom.js';
import { percent } from '../figures.js';
import { markScrolling } from '../scroll-box.js';
import { worstMistake } from './confusion.js';
import { rowOf } from './setup-view.js';

const DRAWING = 'The curves appear while it trains.';

/**
 * The curves, the epochs in figures, and how the test went.
 *
 * @param {HTMLElement} root
 */
export function createReport(root) {
  const place = (/** @type {string} */ name) => find(root, `#train-${name}`, HTMLElement);
  const epochs = find(root, '#train-epoch-rows', HTMLElement);
  const note = place('charts-note');
  const curves = find(root, '.train-curves', HTMLElement);
  const invitation = note.textContent;
  const matrix = find(root, '.train-scroll', HTMLElement);
  matrix.after(markScrolling(matrix));
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

  /** @param {unknown} error */
  function fail(error) {
    note.textContent = `The curves cannot be drawn (${messageOf(error)}); the table below has the same figures.`;
    curves.dataset.charts = 'failed';
  }

  return {
    clear() {
      current = null;
      delete curves.dataset.charts;
      curves.dataset.curves = 'drawn'; // before they are: a chart is as large as its place
      note.textContent = DRAWING;
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
      drawn ??= loadCharts(places, () => current?.charts() ?? [], fail);
      return drawn;
    },
    /** @param {import('./training.js').EpochReport} report */
    addEpoch({ epoch, loss, accuracy, validation }) {
      const scores = [loss.toFixed(4), percent(accuracy)];
      const held = [validation.loss.toFixed(4), percent(validation.accuracy)];
      epochs.append(rowOf(String(epoch), ...scores, ...held));
    },
    /** @param {boolean} hasBatches whether there is a curve */
    end(hasBatches) {
      curves.dataset.curves = hasBatches ? 'ended' : 'none';
      if (note.textContent === DRAWING || !hasBatches) {
        note.textContent = hasBatches ? '' : invitation;
      }
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
 * Loads the charts' code, which is large, and continues without it if that fails.
 *
 * @param {Record<import('./history.js').ChartName, HTMLElement>} places
 * @param {() => import('./history.js').Chart[]} charts
 * @param {(error: unknown) => void} fail
 * @returns {{update: () => void}}
 */
function loadCharts(places, charts, fail) {
  let update = () => {};
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
    ? 'It made no mistakes.'
    : `Most often mistaken: a ${worst.label} for a ${worst.answer}, ${worst.count} times.`;
}

/**
 * @param {HTMLTableElement} table its head stays, its body is replaced
 * @param {import('./confusion.js').Confusion} confusion
 */
export function showConfusion(table, { matrix, accuracies, total }) {
  const body = document.createElement('tbody');
  for (const [label, counts] of matrix.entries()) {
    const row = rowOf(String(label));
    const all = counts.reduce((sum, count) => sum + count, 0);
    row.append(
      ...counts.map((count, answer) => cellOf(count, all, answer === label)),
      make('td', 'train-class', share(accuracies[label])),
    );
    body.append(row);
  }
  table.tBodies[0].replaceWith(body);
  table.dataset.total = String(total);
}

/** @param {number | null} accuracy */
function share(accuracy) {
  return accuracy === null ? 'none' : percent(accuracy);
}

/**
 * @param {number} count
 * @param {number} all of the row
 * @param {boolean} isRight
 */
function cellOf(count, all, isRight) {
  const cell = make('td', isRight ? 'is-right' : 'is-wrong', String(count));
  // Mistakes are few: the square root lets them be seen.
  const shade = all === 0 ? 0 : isRight ? count / all : Math.sqrt(count / all);
  cell.style.setProperty('--shade', shade.toFixed(3));
  cell.classList.toggle('is-none', count === 0);
  return cell;
}
