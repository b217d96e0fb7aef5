import { context2d } from '../dom.js';

/**
 * Ink as a picture: black where there is ink, and clear where there is none, so that it can lie on
 * any ground.
 *
 * @param {ArrayLike<number>} ink row by row, length size * size, in [0, 1]
 * @param {number} size side, in pixels
 * @returns {HTMLCanvasElement}
 */
export function inkCanvas(ink, size) {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = context2d(canvas);
  const image = context.createImageData(size, size);
  for (let i = 0; i < size * size; i += 1) {
    image.data[4 * i + 3] = Math.round(255 * ink[i]);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
