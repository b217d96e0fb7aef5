/** Scales pictures by area averaging: docs/artifact-format.md, "preprocessing". Pure. */

/**
 * @typedef {object} Picture
 * @property {ArrayLike<number>} pixels row by row, length width * height
 * @property {number} width
 * @property {number} height
 */

/**
 * Scales a picture up or down: a new pixel is the mean of the picture over the area it covers.
 *
 * @param {Picture} picture
 * @param {{width: number, height: number}} size wanted, at least 1 each
 * @returns {Picture}
 */
export function averageAreas({ pixels, width, height }, size) {
  // First along rows, then along columns, which takes fewer sums than whole areas would.
  const across = overlapWeights(width, size.width);
  const down = overlapWeights(height, size.height);
  const narrow = draw({ width: size.width, height }, (x, y) =>
    weightedSum(across[x], (i) => pixels[y * width + i]),
  );
  return draw(size, (x, y) => weightedSum(down[y], (i) => narrow.pixels[i * size.width + x]));
}

/**
 * @param {{width: number, height: number}} size
 * @param {(x: number, y: number) => number} valueAt
 * @returns {{pixels: Float64Array, width: number, height: number}}
 */
export function draw({ width, height }, valueAt) {
  const pixels = new Float64Array(width * height);
  for (let i = 0; i < pixels.length; i += 1) {
    pixels[i] = valueAt(i % width, Math.floor(i / width));
  }
  return { pixels, width, height };
}

/** @typedef {{first: number, weights: number[]}} Overlap weights of source pixels from first on */

/**
 * Area averaging along one line: how much of each target pixel each source pixel covers.
 *
 * @param {number} source pixels of the line
 * @param {number} target pixels wanted
 * @returns {Overlap[]} one for each target pixel; its weights sum to 1
 */
function overlapWeights(source, target) {
  return Array.from({ length: target }, (_, t) => {
    const start = (t * source) / target;
    const end = ((t + 1) * source) / target;
    const first = Math.floor(start);
    const last = Math.min(Math.ceil(end), source);
    const weights = Array.from({ length: last - first }, (_, i) => {
      const covered = Math.min(end, first + i + 1) - Math.max(start, first + i);
      return (covered * target) / source;
    });
    return { first, weights };
  });
}

/**
 * @param {Overlap} overlap
 * @param {(i: number) => number} valueAt
 * @returns {number}
 */
function weightedSum({ first, weights }, valueAt) {
  return weights.reduce((sum, weight, i) => sum + weight * valueAt(first + i), 0);
}
