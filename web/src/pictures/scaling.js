/**
 * The ranges of values that models take: `tf`, `torch` and `caffe` are the modes of
 * `keras.applications`' preprocess_input. Equal to Keras to the last bit. Pure.
 */

/** @typedef {import('../artifact/picture-spec.js').Scale} Scale */

const { fround } = Math;

/** ImageNet's, red first (torch) and blue first (caffe). */
const TORCH_MEAN = [0.485, 0.456, 0.406].map(fround);
const TORCH_DEVIATION = [0.229, 0.224, 0.225].map(fround);
const CAFFE_MEAN = [103.939, 116.779, 123.68].map(fround);

/**
 * @param {Float32Array} values a pixel's channels beside each other, in [0, 255]
 * @param {Scale} scale
 * @returns {Float32Array} a new one
 */
export function scaled(values, scale) {
  switch (scale) {
    // Rounded to float32 after each operation, as NumPy does; the array rounds the last one.
    case 'unit':
      return values.map((value) => value / 255);
    case 'tf':
      return values.map((value) => fround(value / 127.5) - 1);
    case 'torch':
      return values.map((value, i) => {
        const channel = i % 3;
        return fround(fround(value / 255) - TORCH_MEAN[channel]) / TORCH_DEVIATION[channel];
      });
    case 'caffe':
      // The pixel's channels the other way round: 0, 1, 2 are taken from 2, 1, 0.
      return values.map((_, i) => values[i + 2 - 2 * (i % 3)] - CAFFE_MEAN[i % 3]);
    default:
      return values.slice();
  }
}
