import { make } from '../dom.js';
import { greyPainter } from '../grey-canvas.js';

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

const SIDE = 28;

/**
 * @param {HTMLElement} list its content is replaced
 * @param {{pixels: Uint8Array, label: number}[]} examples
 */
export function showExamples(list, examples) {
  list.replaceChildren(...examples.map(createExample));
}

/** @param {{pixels: Uint8Array, label: number}} example pixels: 784, light (255) on dark (0) */
function createExample({ pixels, label }) {
  const item = make('li', '');
  const canvas = document.createElement('canvas');
  canvas.role = 'img';
  canvas.ariaLabel = `a ${label}`;
  greyPainter(canvas, { width: SIDE, height: SIDE })(pixels);
  const name = make('span', '', String(label));
  name.ariaHidden = 'true';
  item.append(canvas, name);
  return item;
}
