import { context2d, make } from '../dom.js';

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
