/** Boxes around things in pictures: their formats, and which of several show the same thing. Pure. */

/** @typedef {readonly [left: number, top: number, right: number, bottom: number]} Corners */
/** @typedef {(typeof BOX_FORMATS)[number]} BoxFormat */
/** @typedef {{index: number, score: number, corners: Corners}} Candidate index: of the class */
/** @typedef {import('./line.js').Size} Size */

/** Keras's names (`keras.utils.bounding_boxes`): in pixels of the model's input, or parts of it (rel). */
export const BOX_FORMATS = /** @type {const} */ ([
  ...['xyxy', 'yxyx', 'xywh', 'center_xywh', 'center_yxhw'],
  ...['rel_xyxy', 'rel_yxyx', 'rel_xywh', 'rel_center_xywh', 'rel_center_yxhw'],
]);

const RELATIVE = 'rel_';

/**
 * @param {ArrayLike<number>} values
 * @param {number} at where the box's four numbers begin
 * @param {BoxFormat} format
 * @param {Size} input the model's
 * @returns {Corners} in pixels of the input
 */
export function cornersOf(values, at, format, { width, height }) {
  const order = format.replace(RELATIVE, '');
  const [a, b, c, d] = [values[at], values[at + 1], values[at + 2], values[at + 3]];
  const isTurned = order.endsWith('yxyx') || order.endsWith('yxhw');
  const [x, y, right, bottom] = isTurned ? [b, a, d, c] : [a, b, c, d];
  const [across, down] = format.startsWith(RELATIVE) ? [width, height] : [1, 1];
  const corners = order.startsWith('center_')
    ? [x - right / 2, y - bottom / 2, x + right / 2, y + bottom / 2]
    : order === 'xywh'
      ? [x, y, x + right, y + bottom]
      : [x, y, right, bottom];
  return [corners[0] * across, corners[1] * down, corners[2] * across, corners[3] * down];
}

/**
 * Non-maximum suppression, for each class by itself, as `tf.image.non_max_suppression` does it: from the
 * best on, each box stays unless it overlaps with one of its class that stays.
 *
 * @param {readonly Candidate[]} candidates
 * @param {number} overlap the largest one that is allowed: shared area, by the area that both cover
 * @param {number} limit of boxes in all
 * @returns {Candidate[]} the best first; of equal ones the first
 */
export function suppressed(candidates, overlap, limit) {
  // Sorting is stable.
  const sorted = [...candidates].sort((a, b) => b.score - a.score);
  /** @type {Candidate[]} */
  const kept = [];
  for (const one of sorted) {
    if (kept.length >= limit) {
      break;
    }
    const isNew = kept.every(
      (other) => other.index !== one.index || overlapOf(one.corners, other.corners) <= overlap,
    );
    if (isNew) {
      kept.push(one);
    }
  }
  return kept;
}

/**
 * @param {Corners} one
 * @param {Corners} other
 * @returns {number} shared area, by the area that both cover, in [0, 1]
 */
export function overlapOf(one, other) {
  const width = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const height = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  const shared = Math.max(width, 0) * Math.max(height, 0);
  return shared > 0 ? shared / (areaOf(one) + areaOf(other) - shared) : 0;
}

/** @param {Corners} corners */
function areaOf([left, top, right, bottom]) {
  return (right - left) * (bottom - top);
}
