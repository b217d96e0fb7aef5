/** Which part of the drawing is seen: moved and scaled by mouse, touch, wheel and buttons. */

import { select } from 'd3-selection';
import { zoom, zoomIdentity, zoomTransform } from 'd3-zoom';
import { BOX } from './layout.js';

/** @typedef {import('./layout.js').Drawing} Drawing */
/** @typedef {import('./layout.js').Point} Point */
/**
 * @typedef {object} Camera
 * @property {(factor: number) => void} scaleBy
 * @property {() => void} showAll
 * @property {() => void} showStart readable, from the first box on
 * @property {(centre: Point) => void} reveal moves no more than needed to have a box in sight
 * @property {() => void} dispose
 */

const MARGIN = 24;
const LARGEST = 3;
/** Text of 12 pixels stays readable. */
const SMALLEST_READABLE = 0.7;
/** Below it text is grey noise, which only slows the browser down. */
const SMALLEST_WITH_TEXT = 0.35;

/** @typedef {(scale: number, point: Point, place: Point) => void} Look shows a point at a place in the frame */
/** @typedef {() => {across: number, down: number}} Size of the frame */

/**
 * @param {HTMLElement} frame
 * @param {import('./scene.js').Scene} scene
 * @param {Drawing} drawing
 * @returns {Camera}
 */
export function createCamera(frame, scene, drawing) {
  const selection = select(/** @type {Element} */ (frame));
  const size = () => ({ across: frame.clientWidth || 1, down: frame.clientHeight || 1 });
  const behaviour = createZoom(scene, drawing, size);
  /** @type {Look} */
  function look(scale, point, place) {
    const moved = zoomIdentity.translate(place.x, place.y).scale(scale);
    behaviour.transform(selection, moved.translate(-point.x, -point.y));
  }
  behaviour(selection);
  // A wheel scrolls, as it does elsewhere, and scales with Ctrl, which a pinch on a touchpad sends.
  selection.on('wheel.zoom', null).on('dblclick.zoom', null);
  const stopWheel = listenToWheel(frame, behaviour);
  return {
    scaleBy: (factor) => behaviour.scaleBy(selection, factor),
    ...overviews(drawing, size, look),
    reveal: (centre) => reveal(centre, zoomTransform(frame), size(), look),
    dispose() {
      stopWheel();
      selection.on('.zoom', null);
    },
  };
}

/**
 * @param {import('./scene.js').Scene} scene
 * @param {Drawing} drawing
 * @param {Size} size
 * @returns {import('d3-zoom').ZoomBehavior<Element, unknown>}
 */
function createZoom(scene, drawing, size) {
  return zoom()
    .scaleExtent([0.01, LARGEST])
    .translateExtent([
      [drawing.left - 400, -200],
      [drawing.right + 400, drawing.height + 200],
    ])
    .on('zoom', ({ transform: { x, y, k } }) => {
      scene.stage.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
      scene.svg.classList.toggle('graph-far', k < SMALLEST_WITH_TEXT);
      scene.showBetween(-y / k, (size().down - y) / k);
    });
}

/**
 * @param {Drawing} drawing
 * @param {Size} size
 * @param {Look} look
 * @returns {Pick<Camera, 'showAll' | 'showStart'>}
 */
function overviews({ left, right, height, centres }, size, look) {
  const middle = (left + right) / 2;
  const widest = () => Math.min(1, (size().across - 2 * MARGIN) / (right - left));
  const top = () => ({ x: size().across / 2, y: MARGIN });
  return {
    showAll() {
      const highest = (size().down - 2 * MARGIN) / Math.max(height, BOX.height);
      look(Math.max(Math.min(widest(), highest), 0.01), { x: middle, y: 0 }, top());
    },
    showStart() {
      const isWhole = widest() >= SMALLEST_READABLE;
      const x = isWhole ? middle : centres[0].x;
      look(Math.max(widest(), SMALLEST_READABLE), { x, y: 0 }, top());
    },
  };
}

/**
 * @param {Point} centre of a box
 * @param {{x: number, y: number, k: number}} seen what is seen now
 * @param {ReturnType<Size>} size
 * @param {Look} look
 */
function reveal(centre, { x, y, k }, { across, down }, look) {
  const scale = Math.max(k, SMALLEST_READABLE);
  const at = { x: x + centre.x * k, y: y + centre.y * k };
  const room = { x: (BOX.width / 2) * k + MARGIN, y: (BOX.height / 2) * k + MARGIN };
  const isSeen =
    scale === k && Math.min(at.x, across - at.x) >= room.x && Math.min(at.y, down - at.y) >= room.y;
  if (!isSeen) {
    look(scale, centre, { x: across / 2, y: down / 2 });
  }
}

/**
 * @param {HTMLElement} frame
 * @param {import('d3-zoom').ZoomBehavior<Element, unknown>} behaviour
 * @returns {() => void} stops
 */
function listenToWheel(frame, behaviour) {
  const selection = select(/** @type {Element} */ (frame));
  /** @param {WheelEvent} event */
  function turn(event) {
    const { k, x, y } = zoomTransform(frame);
    const unit = event.deltaMode === 1 ? 20 : 1; // lines, in Firefox
    if (event.ctrlKey || event.metaKey) {
      const { left, top } = frame.getBoundingClientRect();
      const factor = 2 ** (-event.deltaY * unit * 0.01);
      behaviour.scaleBy(selection, factor, [event.clientX - left, event.clientY - top]);
      event.preventDefault();
      return;
    }
    behaviour.translateBy(selection, (-event.deltaX * unit) / k, (-event.deltaY * unit) / k);
    const now = zoomTransform(frame);
    // At its ends the page scrolls on.
    if (now.x !== x || now.y !== y) {
      event.preventDefault();
    }
  }
  frame.addEventListener('wheel', turn, { passive: false });
  return () => frame.removeEventListener('wheel', turn);
}
