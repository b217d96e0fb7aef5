/** Which of a model's inputs are pictures. Pure. */

/**
 * @typedef {object} PictureShape
 * @property {number | null} height in pixels; null where the model leaves it open
 * @property {number | null} width in pixels; null where the model leaves it open
 * @property {1 | 3 | 4} channels grey, red-green-blue, or these and opacity
 */

/** @type {readonly unknown[]} */
const CHANNELS = [1, 3, 4];

/**
 * @param {readonly (number | null)[]} shape of an input, vectors first
 * @param {string} dtype
 * @returns {PictureShape | null} null where it is no picture with its channels last
 */
export function pictureShape(shape, dtype) {
  const [, height, width, channels] = shape;
  const isSide = (/** @type {number | null} */ side) => side === null || side > 1;
  const isPicture =
    shape.length === 4 &&
    dtype !== 'bool' &&
    isSide(height) &&
    isSide(width) &&
    CHANNELS.includes(channels);
  return isPicture ? { height, width, channels: /** @type {1 | 3 | 4} */ (channels) } : null;
}
