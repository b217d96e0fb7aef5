/** Tables for terminals. Pure. */

import { visible } from '../../src/visible-text.js';

/** Numbers stand at the right, so that their digits are below each other. */
const NUMBER = /^[\d,]+$/;

/**
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows as many cells in each as heads
 * @returns {string[]} lines; the cells' hidden characters are shown
 */
export function columns(heads, rows) {
  const cells = [heads, ...rows].map((row) => row.map(visible));
  const widths = heads.map((_, i) => cells.reduce((most, row) => Math.max(most, row[i].length), 0));
  const isNumber = heads.map((_, i) => rows.every((row) => row[i] === '' || NUMBER.test(row[i])));
  return cells.map((row) =>
    row
      .map((cell, i) => (isNumber[i] ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd(),
  );
}
