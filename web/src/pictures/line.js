/** One axis of a picture that is resized. Pure. */

/** @typedef {{width: number, height: number}} Size in pixels */
/**
 * @typedef {object} Line
 * @property {number} source pixels of the picture
 * @property {number} target pixels that all of it, or all of its box, is resized to
 * @property {number} start the first of these that is wanted
 * @property {number} count how many are wanted: a strip that is resized as a whole may not fit in
 *   memory
 * @property {[begin: number, end: number]} box the part that is resized; Pillow also reads around it
 */
/** @typedef {{down: Line, across: Line}} Lines */
/** @typedef {{first: number, weights: number[]}} Taps weights of source pixels from first on */

/**
 * @param {number} source
 * @param {number} target
 * @returns {Line} of which everything is resized, and wanted
 */
export function wholeLine(source, target) {
  return { source, target, start: 0, count: target, box: [0, source] };
}

/**
 * @param {Size} source
 * @param {Size} target
 * @returns {Lines}
 */
export function wholeLines(source, target) {
  return {
    down: wholeLine(source.height, target.height),
    across: wholeLine(source.width, target.width),
  };
}

/**
 * @template T
 * @param {Line} line
 * @param {(target: number) => T} read
 * @returns {T[]} one for each target pixel that is wanted
 */
export function eachTarget({ start, count }, read) {
  return Array.from({ length: count }, (_, i) => read(start + i));
}

/**
 * @param {number} value
 * @returns {number} rounded as Python's round() and C's lrint() do it
 */
export function halfToEven(value) {
  const below = Math.floor(value);
  const rest = value - below;
  return rest === 0.5 ? below + (below % 2 === 0 ? 0 : 1) : Math.round(value);
}
