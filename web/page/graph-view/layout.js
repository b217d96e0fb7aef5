/** Where each box and each line comes to lie: by dagre, piece by piece. */

import { Graph, layout } from '@dagrejs/dagre';
import { chunksOf } from './chunks.js';

/** @typedef {import('./chunks.js').Chunk} Chunk */
/** @typedef {import('./chunks.js').Line} Line */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point[]} Route from the box that is read to the one that reads */
/** @typedef {{start: number, end: number, routes: Route[], top: number, bottom: number}} Piece the
 *   boxes from start to before end, and the lines between them */
/**
 * @typedef {object} Drawing
 * @property {Point[]} centres of the boxes
 * @property {Piece[]} pieces
 * @property {Route[]} crossing lines from one piece to another
 * @property {number} left
 * @property {number} right
 * @property {number} height
 */

export const BOX = { width: 240, height: 68 };
const GAPS = { nodesep: 28, ranksep: 34, edgesep: 14 };
/** The next piece's first box, which dagre places as well, so that the pieces fit together. */
const JOINT = 'joint';

/** How many boxes without lines stand beside each other. */
const LOOSE_ACROSS = 4;

/**
 * @param {Pick<import('./boxes.js').Boxes, 'boxes' | 'lines' | 'loose'>} boxes
 * @param {() => Promise<void>} pause is awaited between pieces, so that the page stays usable
 * @returns {Promise<Drawing>}
 */
export async function layOut({ boxes, lines, loose }, pause) {
  const chunks = chunksOf(boxes.length - loose, lines);
  /** @type {Drawing} */
  const drawing = { centres: [], pieces: [], crossing: [], left: 0, right: 0, height: 0 };
  let joint = 0;
  for (const chunk of chunks) {
    const { routes, next } = add(drawing, chunk, lines, joint);
    drawing.crossing.push(...routes);
    joint = next;
    await pause();
  }
  drawing.crossing.push(...straightRoutes(drawing.centres, chunks, lines));
  addLoose(drawing, loose);
  const xs = drawing.centres.map(({ x }) => x);
  drawing.left = xs.reduce((least, x) => Math.min(least, x), 0) - BOX.width / 2;
  drawing.right = xs.reduce((most, x) => Math.max(most, x), 0) + BOX.width / 2;
  return drawing;
}

/**
 * @param {Drawing} drawing is added to, in rows
 * @param {number} count
 */
function addLoose(drawing, count) {
  const [across, down] = [BOX.width + GAPS.nodesep, BOX.height + GAPS.ranksep];
  const top = drawing.height === 0 ? 0 : drawing.height + 2 * GAPS.ranksep;
  for (let i = 0; i < count; i += LOOSE_ACROSS) {
    const [start, y] = [drawing.centres.length, top + (i / LOOSE_ACROSS) * down];
    const some = Math.min(LOOSE_ACROSS, count - i);
    for (let k = 0; k < some; k += 1) {
      drawing.centres.push({ x: (k - (some - 1) / 2) * across, y: y + BOX.height / 2 });
    }
    const piece = { start, end: start + some, routes: [], top: y, bottom: y + BOX.height };
    drawing.pieces.push(piece);
    drawing.height = piece.bottom;
  }
}

/**
 * @param {Drawing} drawing is added to
 * @param {Chunk} chunk
 * @param {readonly Line[]} lines
 * @param {number} joint where its first box lies, from left to right
 * @returns {{routes: Route[], next: number}} the lines to the next one's first box, and where that lies
 */
function add(drawing, chunk, lines, joint) {
  const { start, end, isJoined } = chunk;
  const graph = laidOut(chunk, lines);
  const nodes = Array.from({ length: end - start }, (_, i) => graph.node(`${start + i}`));
  const top = drawing.pieces.length === 0 ? 0 : drawing.height + GAPS.ranksep;
  const highest = nodes.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const [dx, dy] = [joint - nodes[0].x, top + BOX.height / 2 - highest];
  const moved = (/** @type {Point} */ { x, y }) => ({ x: x + dx, y: y + dy });
  const centres = nodes.map(moved);
  const bottom = centres.reduce((most, { y }) => Math.max(most, y), top) + BOX.height / 2;
  const [routes, leaving] = [false, true].map((isLeaving) =>
    graph
      .edges()
      .filter(({ w }) => (w === JOINT) === isLeaving)
      .map((edge) => graph.edge(edge).points.map(moved)),
  );
  drawing.centres.push(...centres);
  drawing.pieces.push({ start, end, routes, top, bottom });
  drawing.height = bottom;
  // Below all of this piece, where dagre may have put it beside an end that nothing reads.
  const y = bottom + GAPS.ranksep;
  return {
    routes: leaving.map((route) => [...route, { x: route[route.length - 1].x, y }]),
    next: isJoined ? graph.node(JOINT).x + dx : 0,
  };
}

/**
 * @param {Chunk} chunk
 * @param {readonly Line[]} lines
 * @returns {import('@dagrejs/dagre').Graph}
 */
function laidOut({ start, end, isJoined }, lines) {
  const graph = new Graph({});
  graph.setGraph({ rankdir: 'TB', ...GAPS });
  for (let place = start; place < end; place += 1) {
    graph.setNode(`${place}`, { ...BOX });
  }
  if (isJoined) {
    graph.setNode(JOINT, { ...BOX });
  }
  for (const [from, to] of lines) {
    if (from >= start && from < end && (to < end || (isJoined && to === end))) {
      graph.setEdge(`${from}`, to < end ? `${to}` : JOINT, {});
    }
  }
  layout(graph);
  return graph;
}

/**
 * @param {Point[]} centres
 * @param {Chunk[]} chunks
 * @param {readonly Line[]} lines
 * @returns {Route[]} of lines over a cut that is not at a waist: dagre sees none of them
 */
function straightRoutes(centres, chunks, lines) {
  const chunkOf = chunks.flatMap((chunk) => new Array(chunk.end - chunk.start).fill(chunk));
  return lines
    .filter(([from, to]) => to >= chunkOf[from].end && !chunkOf[from].isJoined)
    .map(([from, to]) => {
      const [{ x, y }, other] = [centres[from], centres[to]];
      return [
        { x, y: y + BOX.height / 2 },
        { x: other.x, y: other.y - BOX.height / 2 },
      ];
    });
}
