import { make } from '../dom.js';

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {HTMLElement} table its body and foot are replaced
 * @param {import('./networks.js').LayerRow[]} layers
 */
export function showArchitecture(table, layers) {
  const total = layers.reduce((sum, { parameters }) => sum + parameters, 0);
  const body = document.createElement('tbody');
  const rows = layers.map(({ layer, shape, parameters }) =>
    rowOf(layer, shape, COUNT.format(parameters)),
  );
  body.append(...rows);
  const foot = document.createElement('tfoot');
  foot.append(rowOf('All layers', '', COUNT.format(total)));
  table.querySelector('tbody')?.replaceWith(body);
  table.querySelector('tfoot')?.replaceWith(foot);
}

/**
 * @param {string} name
 * @param {string[]} cells
 */
export function rowOf(name, ...cells) {
  const row = document.createElement('tr');
  const head = document.createElement('th');
  head.scope = 'row';
  head.textContent = name;
  row.append(head, ...cells.map((text) => make('td', '', text)));
  return row;
}
