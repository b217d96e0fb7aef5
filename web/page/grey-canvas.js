import { context2d } from './dom.js';

/**
 * Grey pictures on a canvas, one of its pixels for each value.
 *
 * @param {HTMLCanvasElement} canvas takes the size
 * @param {{width: number, height: number}} size in pixels
 * @returns {(greys: ArrayLike<number> | null) => void} draws values in [0, 255], row by row; null
 *   for black
 */
export function greyPainter(canvas, { width, height }) {
  canvas.width = width;
  canvas.height = height;
  const context = context2d(canvas);
  const image = context.createImageData(width, height);
  return (greys) => {
    for (let i = 0; i < width * height; i += 1) {
      image.data.fill(greys?.[i] ?? 0, 4 * i, 4 * i + 3);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  };
}
