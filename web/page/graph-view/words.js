/** How the view writes shapes and quantities. Pure. */

/** @typedef {import('./document.js').Shape} Shape */
/** @typedef {import('./document.js').Output} Output */

const COUNT = new Intl.NumberFormat('en');

/** @type {readonly [number, string][]} */
const SIZES = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** @param {number} value */
export function count(value) {
  return COUNT.format(value);
}

/**
 * @param {number} value
 * @param {string} one
 * @returns {string} such as "1 part" and "2 parts"
 */
export function counted(value, one) {
  return `${count(value)} ${one}${value === 1 ? '' : 's'}`;
}

/**
 * @param {number} value
 * @returns {string} such as "3.5M", for a box that has little room
 */
export function short(value) {
  const [size, letter] = SIZES.find(([least]) => value >= least) ?? [1, ''];
  return `${Number((value / size).toPrecision(3))}${letter}`;
}

/** @param {number} value */
export function bytes(value) {
  return value < 1e3 ? counted(value, 'byte') : `${short(value).replace(/([kMG])$/, ' $1')}B`;
}

/**
 * @param {Shape | null} shape null: not known
 * @returns {string}
 */
export function shapeWords(shape) {
  if (shape === null) {
    return 'not known';
  }
  return shape.length === 0 ? 'one value' : shape.map((length) => length ?? 'any').join(' × ');
}

/**
 * @param {readonly Output[]} outputs
 * @returns {string} the first one's shape for a box, without the batch's length where that is open
 */
export function boxShape(outputs) {
  const [first] = outputs;
  if (!first?.shape) {
    return '';
  }
  const [batch, ...rest] = first.shape;
  const shown = batch === null && rest.length > 0 ? rest : first.shape;
  const more = outputs.length > 1 ? ` +${outputs.length - 1}` : '';
  return `${shapeWords(shown)}${more}`;
}

/**
 * @param {string} text
 * @param {number} most characters
 * @returns {string} without some of its middle where it is longer: names differ most at their ends
 */
export function shortened(text, most) {
  const signs = Array.from(text);
  if (signs.length <= most) {
    return text;
  }
  const start = Math.floor((most - 1) / 3);
  return `${signs.slice(0, start).join('')}…${signs.slice(start + 1 - most).join('')}`;
}
