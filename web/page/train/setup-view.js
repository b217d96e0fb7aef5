import { context2d, make } from '../dom.js';

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
 * @param {HTMLElement} list
 * @returns {{show: (examples: {pixels: Uint8Array, label: number}[]) => void}}
 */
export function createExamples(list) {
  return {
    show(examples) {
      list.replaceChildren(...examples.map(createExample));
    },
  };
}

/** @param {{pixels: Uint8Array, label: number}} example pixels: 784, light (255) on dark (0) */
function createExample({ pixels, label }) {
  const item = make('li', '');
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  canvas.role = 'img';
  canvas.ariaLabel = `a ${label}`;
  const context = context2d(canvas);
  const image = context.createImageData(SIDE, SIDE);
  for (const [i, value] of pixels.entries()) {
    image.data.set([value, value, value, 255], 4 * i);
  }
  context.putImageData(image, 0, 0);
  const name = make('span', '', String(label));
  name.ariaHidden = 'true';
  item.append(canvas, name);
  return item;
}
