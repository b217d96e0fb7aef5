/** Which boxes are drawn for a model's parts, and which lines join them. Pure. */

/** @typedef {import('./document.js').Part} Part */
/**
 * @typedef {object} Box
 * @property {string} id
 * @property {Part[]} parts that it stands for: one, or those of a group
 * @property {string} heading above it: which group begins with it; '' where none does
 */
/**
 * @typedef {object} Boxes
 * @property {Box[]} boxes each behind those whose outputs it takes
 * @property {import('./chunks.js').Line[]} lines places in boxes
 * @property {number} loose how many boxes at the end have no lines
 * @property {Map<string, number>} placeOf the box of a part, by its id; those left out are not in it
 * @property {string} notice what is not drawn as it is; '' where all is
 */

/** Drawn and moved without jerks on a small laptop; most models have a tenth of it. */
export const MOST_BOXES = 2500;

/**
 * @param {readonly Part[]} parts
 * @param {number} [most]
 * @returns {Boxes}
 */
export function boxesOf(parts, most = MOST_BOXES) {
  const single = parts.map((part) => ({ id: part.id, parts: [part], heading: '' }));
  const grouped = single.length > most ? groupsTogether(parts) : single;
  const { ordered, loose } = looseLast(inOrder(grouped).slice(0, most));
  const placeOf = placesOf(ordered);
  return {
    boxes: withHeadings(ordered, placeOf),
    lines: linesBetween(ordered),
    loose,
    placeOf,
    notice: noticeOf(parts.length, grouped, ordered),
  };
}

/**
 * @param {readonly Box[]} boxes
 * @returns {Map<string, number>} by the parts' ids
 */
function placesOf(boxes) {
  return new Map(boxes.flatMap(({ parts }, place) => parts.map(({ id }) => [id, place])));
}

/**
 * @param {Box[]} boxes
 * @returns {{ordered: Box[], loose: number}} those without lines at the end
 */
function looseLast(boxes) {
  const joined = new Set(linesBetween(boxes).flat());
  const [lined, loose] = [true, false].map((isJoined) =>
    boxes.filter((_, place) => joined.has(place) === isJoined),
  );
  return { ordered: [...lined, ...loose], loose: loose.length };
}

/**
 * @param {readonly Part[]} parts
 * @returns {Box[]} one for each group
 */
function groupsTogether(parts) {
  /** @type {Map<string, Box>} */
  const boxes = new Map();
  for (const part of parts) {
    const id = part.group === '' ? part.id : `group ${part.group}`;
    const box = boxes.get(id) ?? { id, parts: [], heading: '' };
    box.parts.push(part);
    boxes.set(id, box);
  }
  return [...boxes.values()];
}

/**
 * @param {Box[]} boxes
 * @returns {Set<number>[]} for each, the places of those whose outputs it takes
 */
function sourcesOf(boxes) {
  const placeOf = placesOf(boxes);
  return boxes.map(({ parts }, place) => {
    const sources = parts.flatMap(({ inputs }) => inputs).flatMap((id) => placeOf.get(id) ?? []);
    return new Set(sources.filter((source) => source !== place));
  });
}

/**
 * @param {Box[]} boxes
 * @returns {Box[]} each behind what it reads, as far as there is no cycle, and what reads nothing right
 *   before its first reader: files of graphs list all constants first
 */
function inOrder(boxes) {
  const sources = sourcesOf(boxes);
  const begun = boxes.map(() => false);
  /** @type {Box[]} */
  const ordered = [];
  /** @param {number} root */
  function place(root) {
    // A stack of our own: a model may be deeper than JavaScript's.
    const stack = [{ at: root, waiting: unread(root) }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.waiting.pop();
      if (next === undefined) {
        ordered.push(boxes[top.at]);
        stack.pop();
      } else if (!begun[next]) {
        stack.push({ at: next, waiting: unread(next) });
      }
    }
  }
  /** @param {number} at */
  function unread(at) {
    begun[at] = true;
    return [...sources[at]].reverse();
  }
  const places = [...boxes.keys()];
  const last = places.filter((at) => sources[at].size === 0);
  for (const at of [...places.filter((one) => sources[one].size > 0), ...last]) {
    if (!begun[at]) {
      place(at);
    }
  }
  return ordered;
}

/**
 * @param {Box[]} boxes
 * @returns {import('./chunks.js').Line[]} none from a constant that several read: an unrolled LSTM would be under
 *   lines from its kernel to every step. The details name who reads it
 */
function linesBetween(boxes) {
  const sources = sourcesOf(boxes);
  const times = new Map();
  for (const from of sources.flatMap((places) => [...places])) {
    times.set(from, (times.get(from) ?? 0) + 1);
  }
  const isShared = (/** @type {number} */ place) =>
    times.get(place) > 1 && boxes[place].parts.every(({ kind }) => kind === 'Const');
  return sources.flatMap((places, to) =>
    [...places].filter((from) => !isShared(from)).map((from) => /** @type {const} */ ([from, to])),
  );
}

/**
 * @param {Box[]} boxes
 * @param {Map<string, number>} placeOf
 * @returns {Box[]}
 */
function withHeadings(boxes, placeOf) {
  return boxes.map((box) => {
    const [{ group, inputs }] = box.parts;
    const isInside = inputs.some((id) => {
      const place = placeOf.get(id);
      return place !== undefined && boxes[place].parts[0].group === group;
    });
    return {
      ...box,
      heading: box.parts.length > 1 || isInside || group === '' ? '' : `in ${group}`,
    };
  });
}

/**
 * @param {number} all parts
 * @param {Box[]} grouped
 * @param {Box[]} drawn
 */
function noticeOf(all, grouped, drawn) {
  if (grouped.length === all && drawn.length === all) {
    return '';
  }
  const together = grouped.length < all ? ' Each group is one box.' : '';
  const rest =
    drawn.length < grouped.length
      ? ` The first ${drawn.length} of ${grouped.length} boxes are drawn.`
      : '';
  return `This model has ${all} parts, too many to draw one by one.${together}${rest} The list below has them all.`;
}
