import { make } from '../dom.js';
import { scientific } from '../figures.js';
import { markScrolling } from '../scroll-box.js';

/** @typedef {{name: string, shape: number[], values: ArrayLike<number>}} Values of one vector */

/**
 * @param {string} caption
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows as many cells in each as heads
 * @returns {HTMLElement} a table in a box that scrolls, with the keyboard too, and says so
 */
export function tableOf(caption, heads, rows) {
  const table = make('table', 'own-table');
  const head = make('thead', '');
  head.append(rowOf('th', heads));
  const body = make('tbody', '');
  body.append(...rows.map((cells) => rowOf('td', cells)));
  table.append(make('caption', '', caption), head, body);
  const box = make('div', 'own-scroll');
  // Chromium lets scroll boxes be focused only since version 130, and Safari does not.
  box.tabIndex = 0;
  box.role = 'group'; // no region: there are many, and some have the same name
  box.ariaLabel = caption;
  box.append(table);
  const whole = make('div', '');
  whole.append(box, markScrolling(box));
  return whole;
}

/**
 * @param {'th' | 'td'} tag
 * @param {readonly string[]} cells
 */
function rowOf(tag, cells) {
  const row = make('tr', '');
  const made = cells.map((text) => make(tag, '', text));
  for (const cell of tag === 'th' ? made : []) {
    cell.setAttribute('scope', 'col');
  }
  row.append(...made);
  return row;
}

/** Nobody reads more than this. */
const MOST_ROWS = 100;

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {Values} output
 * @param {{labels: readonly string[] | null, expected?: ArrayLike<number>}} options expected: what
 *   Keras gave
 * @returns {HTMLElement}
 */
export function valuesTable({ name, shape, values }, { labels, expected }) {
  const shown = Math.min(values.length, MOST_ROWS);
  const rows = Array.from({ length: shown }, (_, i) => {
    const here = number(values[i]);
    const difference = expected && Math.abs(values[i] - expected[i]);
    const comparison = expected ? [number(expected[i]), here, scientific(difference ?? 0)] : [here];
    return [placeWords(i, shape, labels), ...comparison];
  });
  const place = labels !== null && shape.length === 1 ? 'Label' : 'Place';
  const heads = expected ? [place, 'Keras', 'Here', 'Difference'] : [place, 'Value'];
  const rest =
    values.length > shown ? `: the first ${shown} of ${COUNT.format(values.length)}` : '';
  return tableOf(`Output ${name}${rest}`, heads, rows);
}

/**
 * @param {number} place in the flat list of values
 * @param {readonly number[]} shape
 * @param {readonly string[] | null} labels
 */
function placeWords(place, shape, labels) {
  if (labels !== null && shape.length === 1) {
    return labels[place];
  }
  let rest = place;
  const places = shape.toReversed().map((length) => {
    const at = rest % length;
    rest = (rest - at) / length;
    return at;
  });
  return places.toReversed().join(', ') || 'the value';
}

/**
 * @param {number} value
 * @returns {string} to five digits
 */
export function number(value) {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e6) || !Number.isFinite(value);
  return isPlain ? String(Number(value.toPrecision(5))) : scientific(value, 4);
}
