/** Cuts a long model into pieces that are laid out one after the other. Pure. */

/** @typedef {readonly [from: number, to: number]} Line */
/**
 * @typedef {object} Chunk of consecutive boxes
 * @property {number} start place of its first box
 * @property {number} end place behind its last box
 * @property {boolean} isJoined whether all lines that leave it go to the box at its end
 */

/** Fewer boxes cost dagre more in all than they save. */
const LEAST = 40;

/**
 * dagre recurses along a model's depth, and 2,000 boxes are more than JavaScript's stack can hold; its
 * time grows faster than the number of boxes (measured: 155 in 0.2 s, 1,200 in 2.8 s).
 */
const MOST = 300;

/**
 * Cuts where a model has a waist: a box that all later ones come from. A chain has one at every box, a
 * residual network between blocks. Where there is none for long, it cuts anyhow, and always where nothing
 * goes on: functions lie below each other.
 *
 * @param {number} count of boxes, each behind those that it reads
 * @param {readonly Line[]} lines
 * @returns {Chunk[]}
 */
export function chunksOf(count, lines) {
  const reach = reachOf(count, lines);
  /** @type {Chunk[]} */
  const chunks = [];
  let start = 0;
  for (let place = 1; place <= count; place += 1) {
    const isEnd = reach[place - 1] < place;
    const isWaist = !isEnd && reach[place - 1] === place;
    const length = place - start;
    if (isEnd || (isWaist && length >= LEAST) || length >= MOST) {
      chunks.push({ start, end: place, isJoined: isWaist });
      start = place;
    }
  }
  return chunks;
}

/**
 * @param {number} count
 * @param {readonly Line[]} lines
 * @returns {number[]} for each box, how far lines go that begin in it or before it
 */
function reachOf(count, lines) {
  const reach = Array.from({ length: count }, (_, place) => place);
  for (const [from, to] of lines) {
    reach[from] = Math.max(reach[from], to);
  }
  for (let place = 1; place < count; place += 1) {
    reach[place] = Math.max(reach[place], reach[place - 1]);
  }
  return reach;
}
