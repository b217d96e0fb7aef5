import { context2d } from '../dom.js';

/**
 * Shows the picture that the network really sees, one canvas pixel for each value.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {number} size side of the network's input, in pixels
 * @returns {{show: (input: Float32Array | null) => void}} input: length size * size, values in
 *   [0, 1]; null for none
 */
export function createNetworkInput(canvas, size) {
  canvas.width = size;
  canvas.height = size;
  const context = context2d(canvas);
  const image = context.createImageData(size, size);
  return {
    show(input) {
      for (let i = 0; i < size * size; i += 1) {
        const value = Math.round(255 * (input?.[i] ?? 0));
        image.data.set([value, value, value, 255], 4 * i);
      }
      context.putImageData(image, 0, 0);
    },
  };
}
