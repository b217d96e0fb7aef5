import { scientific } from '../figures.js';
import { tableOf } from './table.js';

/** @typedef {{name: string, shape: number[], values: ArrayLike<number>}} Values of one vector */

/** More are no use to anybody who reads them. */
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

/** @param {number} value */
function number(value) {
  const size = Math.abs(value);
  const isPlain = size === 0 || (size >= 1e-3 && size < 1e6) || !Number.isFinite(value);
  return isPlain ? String(Number(value.toPrecision(5))) : scientific(value, 4);
}
