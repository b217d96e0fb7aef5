/**
 * The gradient that TensorFlow.js's wasm backend lacks: that of a convolution's filters. It is a
 * convolution itself, of the inputs by the outputs' gradients, with the channels in the place of the
 * examples; and so it runs on wasm too, about a hundred times faster than in plain JavaScript.
 */

import * as tf from '@tensorflow/tfjs-core';

/** Registers it; a second time it changes nothing. */
export function registerWasmGradients() {
  if (tf.getKernel('Conv2DBackpropFilter', 'wasm') === undefined) {
    tf.registerKernel({
      kernelName: 'Conv2DBackpropFilter',
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) =>
        filterGradient(
          /** @type {tf.Tensor4D} */ (inputs.x),
          /** @type {tf.Tensor4D} */ (inputs.dy),
          /** @type {any} */ (attrs),
        ),
    });
  }
}

/**
 * Sums over examples b and places (y, x): input[b, y * stride + i, x * stride + j, c] times
 * gradient[b, y, x, f], which is a convolution whose dilation is the stride.
 *
 * @param {tf.Tensor4D} x shape (batch, height, width, channels)
 * @param {tf.Tensor4D} dy shape (batch, rows, columns, filters)
 * @param {{pad: string, strides: [number, number] | number, filterShape: number[]}} attrs
 * @returns {tf.Tensor4D} shape filterShape
 */
function filterGradient(x, dy, { pad, strides, filterShape }) {
  if (pad !== 'valid') {
    throw new Error(`the gradient of a convolution on wasm: expected pad "valid", got "${pad}"`);
  }
  const [height, width, channels, filters] = filterShape;
  return tf.tidy(() => {
    const images = tf.transpose(x, [3, 1, 2, 0]);
    const kernel = tf.transpose(dy, [1, 2, 0, 3]);
    const sums = tf.conv2d(
      images,
      /** @type {tf.Tensor4D} */ (kernel),
      1,
      'valid',
      'NHWC',
      strides,
    );
    // Where the stride leaves a rest, there are more places than the filter has.
    const part = tf.slice(sums, [0, 0, 0, 0], [channels, height, width, filters]);
    return tf.transpose(part, [1, 2, 0, 3]);
  });
}
