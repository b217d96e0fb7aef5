import { make } from '../dom.js';

/**
 * @param {string} caption
 * @param {readonly string[]} heads
 * @param {readonly (readonly string[])[]} rows as many cells in each as heads
 * @returns {HTMLElement} a table in a box that scrolls, with the keyboard too
 */
export function tableOf(caption, heads, rows) {
  const table = make('table', 'own-table');
  const head = make('thead', '');
  head.append(rowOf('th', heads));
  const body = make('tbody', '');
  body.append(...rows.map((cells) => rowOf('td', cells)));
  table.append(make('caption', '', caption), head, body);
  const box = make('div', 'own-scroll');
  box.tabIndex = 0;
  box.role = 'group'; // no region: there are many, and some have the same name
  box.ariaLabel = caption;
  box.append(table);
  return box;
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
