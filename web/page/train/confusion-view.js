import { make } from '../dom.js';
import { percent } from '../figures.js';
import { rowOf } from './architecture-view.js';

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
