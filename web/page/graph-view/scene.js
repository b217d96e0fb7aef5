/** Draws boxes and lines as SVG. */

import { familyOf } from './families.js';
import { BOX } from './layout.js';
import { markOf } from './marks.js';
import { boxShape, counted, short, shortened } from './words.js';

/** @typedef {import('./boxes.js').Box} Box */
/** @typedef {import('./layout.js').Drawing} Drawing */
/** @typedef {import('./layout.js').Point} Point */
/**
 * @typedef {object} Scene
 * @property {SVGSVGElement} svg
 * @property {SVGGElement} stage what is moved and scaled
 * @property {SVGGElement[]} elements of the boxes
 * @property {(top: number, bottom: number) => void} showBetween leaves out what cannot be seen
 */

const SVG = 'http://www.w3.org/2000/svg';
/** Characters that fit in a box at its sizes of type. */
const ROOM = { kind: 25, name: 30, figures: 33, badge: 15 };

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number>} attributes
 * @param {string} [text]
 * @returns {SVGElementTagNameMap[T]}
 */
export function draw(tag, attributes, text = '') {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, `${value}`);
  }
  element.textContent = text;
  return element;
}

/**
 * @param {readonly Box[]} boxes
 * @param {Drawing} drawing
 * @returns {Scene}
 */
export function createScene(boxes, drawing) {
  const svg = draw('svg', { class: 'graph-svg', role: 'group' });
  svg.setAttribute('aria-label', 'The drawn model');
  const stage = draw('g', {});
  const nameOf = shortNames(boxes);
  const elements = boxes.map((box, place) => drawBox(box, drawing.centres[place], nameOf));
  const groups = drawing.pieces.map(({ start, end, routes }) => {
    const group = draw('g', {});
    group.append(...routes.map(drawLine), ...elements.slice(start, end));
    return group;
  });
  stage.append(...drawing.crossing.map(drawLine), ...groups);
  svg.append(arrow(), stage);
  return {
    svg,
    stage,
    elements,
    showBetween(top, bottom) {
      for (const [i, piece] of drawing.pieces.entries()) {
        const isSeen = piece.bottom >= top && piece.top <= bottom;
        groups[i].toggleAttribute('hidden', !isSeen);
        groups[i].style.display = isSeen ? '' : 'none'; // SVG knows no hidden
      }
    },
  };
}

function arrow() {
  const definitions = draw('defs', {});
  const size = { markerWidth: 7, markerHeight: 7, refX: 9, refY: 5, viewBox: '0 0 10 10' };
  const marker = draw('marker', { id: 'graph-arrow', orient: 'auto', ...size });
  marker.append(draw('path', { d: 'M0 1 L9 5 L0 9 Z', class: 'graph-arrow' }));
  definitions.append(marker);
  return definitions;
}

/** @param {Point[]} points */
function drawLine(points) {
  return draw('path', {
    class: 'graph-line',
    d: curve(points),
    'marker-end': 'url(#graph-arrow)',
  });
}

/**
 * @param {Point[]} points
 * @returns {string} a line through the middles between them, round at the points themselves
 */
function curve(points) {
  const words = (/** @type {Point} */ { x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`;
  const last = points.length - 1;
  const bends = points.slice(1, last).map((point, i) => {
    const next = points[i + 2];
    const isEnd = i + 2 === last;
    const to = isEnd ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${words(point)} ${words(to)}`;
  });
  return `M${words(points[0])} ${bends.length > 0 ? bends.join(' ') : `L${words(points[last])}`}`;
}

/**
 * @param {Box} box
 * @param {Point} centre
 * @param {(part: import('./document.js').Part) => string} nameOf
 * @returns {SVGGElement}
 */
function drawBox(box, { x, y }, nameOf) {
  const [part] = box.parts;
  const family = box.parts.length > 1 ? 'other' : familyOf(part.kind).name;
  const mark = box.parts.length > 1 ? null : markOf(part);
  const corner = `translate(${(x - BOX.width / 2).toFixed(1)} ${(y - BOX.height / 2).toFixed(1)})`;
  const element = draw('g', {
    class: 'graph-box',
    transform: corner,
    role: 'button',
    tabindex: -1,
    'data-family': family,
  });
  const { kind, name, figures } = textsOf(box, nameOf);
  const room = mark === null ? ROOM.kind : ROOM.badge;
  element.append(
    draw('rect', { class: 'graph-frame', width: BOX.width, height: BOX.height, rx: 10 }),
    draw('rect', { class: 'graph-band', x: 0, y: 10, width: 5, height: BOX.height - 20, rx: 2 }),
    draw('text', { class: 'graph-kind', x: 16, y: 22 }, shortened(kind, room)),
    draw('text', { class: 'graph-name', x: 16, y: 40 }, shortened(name, ROOM.name)),
    draw('text', { class: 'graph-figures', x: 16, y: 57 }, shortened(figures, ROOM.figures)),
  );
  if (box.heading !== '') {
    const heading = shortened(box.heading, ROOM.figures);
    element.append(draw('text', { class: 'graph-heading', x: 4, y: -6 }, heading));
  }
  if (mark !== null) {
    element.append(badge(mark));
  }
  return element;
}

/**
 * @param {readonly Box[]} boxes
 * @returns {(part: import('./document.js').Part) => string} a name without what most share and what its
 *   box says anyhow: "mobilenetv2/Conv1_relu/_FusedConv2D" is Conv1_relu
 */
function shortNames(boxes) {
  const names = boxes.flatMap(({ parts }) => parts).map(({ name }) => name);
  /** @type {Map<string, number>} */
  const starts = new Map();
  for (const name of names.filter((one) => one.includes('/'))) {
    const start = name.slice(0, name.indexOf('/') + 1);
    starts.set(start, (starts.get(start) ?? 0) + 1);
  }
  const frequent = [...starts].find(([, times]) => times > names.length / 2);
  const start = frequent?.[0] ?? '';
  return ({ name, kind }) => {
    const rest = name.startsWith(start) ? name.slice(start.length) : name;
    return rest.endsWith(`/${kind}`) ? rest.slice(0, -kind.length - 1) : rest;
  };
}

/** @param {import('./marks.js').Mark} mark */
function badge({ name, words }) {
  const width = 14 + words.length * 7;
  const group = draw('g', {
    class: 'graph-mark',
    'data-mark': name,
    transform: `translate(${BOX.width - width - 8} 8)`,
  });
  group.append(
    draw('rect', { width, height: 18, rx: 9 }),
    draw('text', { x: width / 2, y: 13, 'text-anchor': 'middle' }, words),
  );
  return group;
}

/**
 * @param {Box} box
 * @param {(part: import('./document.js').Part) => string} nameOf
 * @returns {{kind: string, name: string, figures: string}}
 */
function textsOf({ parts }, nameOf) {
  const [part] = parts;
  if (parts.length > 1) {
    const parameters = parts.reduce((sum, one) => sum + one.parameters, 0);
    const figures = `${counted(parts.length, 'part')} · ${short(parameters)}`;
    return { kind: 'Group', name: part.group, figures };
  }
  const size = part.parameters > 0 ? parametersWords(part.parameters) : '';
  const figures = [boxShape(part.outputs), size].filter((words) => words !== '').join(' · ');
  return { kind: part.kind, name: nameOf(part), figures };
}

/** @param {number} count */
function parametersWords(count) {
  return `${short(count)} ${count === 1 ? 'parameter' : 'parameters'}`;
}
