/**
 * Token ids of one text or several as a row of one length, as KerasHub's packers make it. Pure.
 *
 * @see keras_hub/src/layers/preprocessing/multi_segment_packer.py and start_end_packer.py
 */

/** @typedef {import('../artifact/tokenize-step.js').TokenizeStep} TokenizeStep */

/**
 * @param {number[][]} texts ids of one example's texts
 * @param {TokenizeStep} step
 * @returns {number[]} step.length numbers
 */
export function pack(texts, step) {
  const { ids, segments } = joined(trimmed(texts, step), step);
  const { gives, length, pad } = step;
  if (gives === 'segment_ids') {
    return padded(segments.slice(0, length), 0, step);
  }
  if (gives === 'padding_mask') {
    return padded(new Array(Math.min(ids.length, length)).fill(1), 0, step);
  }
  const row = padded(ids.slice(0, length), pad, step);
  return gives === 'token_ids' ? row : row.map((id) => Number(id !== pad));
}

/**
 * @param {number[][]} texts
 * @param {TokenizeStep} step
 */
function trimmed(texts, { keep_end: keepsEnd, length, start, end, separator, truncate }) {
  if (!keepsEnd) {
    return texts;
  }
  const special = start.length + end.length + (texts.length - 1) * separator.length;
  const lengths = texts.map((ids) => ids.length);
  const kept = (truncate === 'waterfall' ? waterfall : roundRobin)(lengths, length - special);
  return texts.map((ids, i) => ids.slice(0, kept[i]));
}

/**
 * The first text has all the room that it needs, then the next one.
 *
 * @param {number[]} lengths
 * @param {number} room
 */
function waterfall(lengths, room) {
  let left = room;
  return lengths.map((length) => {
    const kept = Math.min(length, left);
    left -= kept;
    return kept;
  });
}

/**
 * Each text has a token in turn, until there is no room.
 *
 * @param {number[]} lengths
 * @param {number} room
 */
function roundRobin(lengths, room) {
  const kept = lengths.map(() => 0);
  let left = room;
  while (left > 0 && kept.some((count, i) => count < lengths[i])) {
    for (const [i, length] of lengths.entries()) {
      const more = Number(kept[i] < length && left > 0);
      kept[i] += more;
      left -= more;
    }
  }
  return kept;
}

/**
 * @param {number[][]} texts
 * @param {TokenizeStep} step
 * @returns {{ids: number[], segments: number[]}} segments: the number of the text of each id
 */
function joined(texts, { start, end, separator }) {
  const parts = texts.map((ids, i) => [
    ...(i === 0 ? start : []),
    ...ids,
    ...(i === texts.length - 1 ? end : separator),
  ]);
  return { ids: parts.flat(), segments: parts.flatMap((ids, i) => ids.map(() => i)) };
}

/**
 * @param {number[]} row
 * @param {number} value
 * @param {TokenizeStep} step
 */
function padded(row, value, { length, side }) {
  const padding = new Array(length - row.length).fill(value);
  return side === 'left' ? [...padding, ...row] : [...row, ...padding];
}
