/** Which part of a picture a model sees, and how large: whole pixels, as each tool rounds. Pure. */

import { halfToEven } from './line.js';

/** @typedef {import('./line.js').Line} Line */
/** @typedef {import('./line.js').Size} Size */
/** @typedef {{left: number, top: number} & Size} Box in pixels */

const { fround } = Math;

/**
 * @param {Size} size of the picture
 * @param {Size} wanted whose proportions count
 * @returns {Box} its middle, as `crop_to_aspect_ratio` of Keras's Resizing cuts it out
 */
export function middle({ width, height }, wanted) {
  return centred({ width, height }, inProportion({ width, height }, wanted, keptSide));
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted whose proportions count
 * @returns {Box} its middle, as `keep_aspect_ratio` of `keras.utils.load_img` has it
 */
export function pillowMiddle(size, wanted) {
  const side = (/** @type {number} */ other, /** @type {number} */ a, /** @type {number} */ b) =>
    Math.floor((other * a) / b);
  return centred(size, inProportion(size, wanted, side));
}

/**
 * @param {Size} size
 * @param {Size} wanted
 * @param {(other: number, share: number, otherShare: number) => number} side
 * @returns {Size} not larger than the picture
 */
function inProportion({ width, height }, wanted, side) {
  return {
    width: Math.max(Math.min(width, side(height, wanted.width, wanted.height)), 1),
    height: Math.max(Math.min(height, side(width, wanted.height, wanted.width)), 1),
  };
}

/**
 * @param {Size} size
 * @param {Size} part
 * @returns {Box}
 */
function centred({ width, height }, part) {
  return { ...part, left: (width - part.width) >> 1, top: (height - part.height) >> 1 };
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted whose proportions count
 * @returns {{left: number, top: number}} the widths of bars at two sides, as `pad_to_aspect_ratio` of
 *   Keras's Resizing adds them
 */
export function bars({ width, height }, wanted) {
  return {
    left: Math.max(keptSide(height, wanted.width, wanted.height) - width, 0) >> 1,
    top: Math.max(keptSide(width, wanted.height, wanted.width) - height, 0) >> 1,
  };
}

/**
 * @param {number} other side of the picture, in pixels
 * @param {number} share of the wanted size along the side that is asked for
 * @param {number} otherShare of the wanted size along the other side
 * @returns {number} the side in proportion, cut to whole pixels; in float32, as Keras has it
 */
function keptSide(other, share, otherShare) {
  return Math.trunc(fround(fround(other * share) / otherShare));
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted
 * @param {number} shorterSide that it is resized to
 * @returns {{down: Line, across: Line}} the middle of what it becomes, as torchvision's Resize and
 *   CenterCrop have it
 */
export function centerLines({ width, height }, wanted, shorterSide) {
  const shorter = Math.min(width, height);
  /**
   * @param {number} source
   * @param {number} count
   * @returns {Line}
   */
  const line = (source, count) => {
    const target = source === shorter ? shorterSide : Math.trunc((shorterSide * source) / shorter);
    const start = halfToEven((target - count) / 2);
    return { source, target, start, count, box: [0, source] };
  };
  return { down: line(height, wanted.height), across: line(width, wanted.width) };
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted
 * @returns {Box} where the picture lies in it, as `tf.image.resize_with_pad` has it, in float32
 */
export function tensorflowInside({ width, height }, wanted) {
  const ratio = Math.max(fround(width / wanted.width), fround(height / wanted.height));
  const exact = { width: fround(width / ratio), height: fround(height / ratio) };
  return {
    width: Math.max(Math.floor(exact.width), 1),
    height: Math.max(Math.floor(exact.height), 1),
    left: Math.max(Math.floor(fround(wanted.width - exact.width) / 2), 0),
    top: Math.max(Math.floor(fround(wanted.height - exact.height) / 2), 0),
  };
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted
 * @returns {Box} where the picture lies in it, as `PIL.ImageOps.pad` has it
 */
export function pillowInside({ width, height }, wanted) {
  const [ratio, wantedRatio] = [width / height, wanted.width / wanted.height];
  const inside = { width: wanted.width, height: wanted.height };
  if (ratio > wantedRatio) {
    inside.height = Math.max(halfToEven((height / width) * wanted.width), 1);
  } else if (ratio < wantedRatio) {
    inside.width = Math.max(halfToEven((width / height) * wanted.height), 1);
  }
  return {
    ...inside,
    left: halfToEven((wanted.width - inside.width) * 0.5),
    top: halfToEven((wanted.height - inside.height) * 0.5),
  };
}
