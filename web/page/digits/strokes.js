/** Strokes of a round pen, painted into a grid of ink. Pure: the same in Node and every browser. */

/** @typedef {readonly [x: number, y: number]} Point in pixels from the top left */
/** @typedef {readonly Point[]} Stroke one point alone is a dot */
/** @typedef {{ink: Float32Array, width: number, height: number}} Ink row by row, in [0, 1] */

/** Side of the page's sheet in pixels of ink; its canvas may be shown at any size. */
export const PAD_SIZE = 280;

/** In pixels. Digits drawn so hold as much ink as MNIST's, once they are scaled: about 103. */
export const PEN_RADIUS = 12;

/**
 * @param {number} size side of the square, in pixels
 * @returns {Ink} no ink
 */
export function emptyInk(size) {
  return { ink: new Float32Array(size * size), width: size, height: size };
}

/**
 * Paints a straight line with round ends and soft edges into the ink.
 *
 * @param {Ink} target changed in place
 * @param {Point} from
 * @param {Point} to
 * @param {number} radius of the pen, in pixels
 */
export function paintSegment({ ink, width, height }, from, to, radius) {
  const reach = radius + 1;
  const left = Math.max(0, Math.floor(Math.min(from[0], to[0]) - reach));
  const right = Math.min(width, Math.ceil(Math.max(from[0], to[0]) + reach));
  const top = Math.max(0, Math.floor(Math.min(from[1], to[1]) - reach));
  const bottom = Math.min(height, Math.ceil(Math.max(from[1], to[1]) + reach));
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const distance = distanceToSegment([x + 0.5, y + 0.5], from, to);
      // The distance stands for antialiasing: an edge is one pixel wide, as canvases draw it.
      const coverage = Math.min(Math.max(radius + 0.5 - distance, 0), 1);
      // The largest, not the sum: a stroke that crosses itself gets no darker there.
      ink[y * width + x] = Math.max(ink[y * width + x], coverage);
    }
  }
}

/**
 * @param {readonly Stroke[]} strokes
 * @param {number} size side of the square, in pixels
 * @param {number} radius of the pen, in pixels
 * @returns {Ink}
 */
export function inkOfStrokes(strokes, size, radius) {
  const target = emptyInk(size);
  for (const stroke of strokes) {
    for (const [i, point] of stroke.entries()) {
      paintSegment(target, stroke[Math.max(0, i - 1)], point, radius);
    }
  }
  return target;
}

/**
 * @param {Point} point
 * @param {Point} from
 * @param {Point} to
 * @returns {number}
 */
function distanceToSegment([x, y], [x1, y1], [x2, y2]) {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / squared;
  const share = Math.min(Math.max(along, 0), 1);
  return Math.hypot(x - x1 - share * dx, y - y1 - share * dy);
}
