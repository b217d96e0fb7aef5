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

/**
 * @param {HTMLElement} frame
 * @param {import('./scene.js').Scene} scene
 * @param {Drawing} drawing
 * @returns {Camera}
 */
export function createCamera(frame, scene, drawing) {
  const width = drawing.right - drawing.left;
  const frameSelection = select(/** @type {Element} */ (frame));
  const size = () => ({ across: frame.clientWidth || 1, down: frame.clientHeight || 1 });
  const scaleOfAll = () => {
    const { across, down } = size();
    return Math.min(
      1,
      (across - 2 * MARGIN) / width,
      (down - 2 * MARGIN) / Math.max(drawing.height, BOX.height),
    );
  };
  const behaviour = zoom()
    .scaleExtent([0.01, LARGEST])
    .translateExtent([
      [drawing.left - 400, -200],
      [drawing.right + 400, drawing.height + 200],
    ])
    .on('zoom', ({ transform }) => apply(transform));

  /** @param {import('d3-zoom').ZoomTransform} transform */
  function apply({ x, y, k }) {
    scene.stage.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
    scene.svg.classList.toggle('graph-far', k < SMALLEST_WITH_TEXT);
    scene.showBetween(-y / k, (size().down - y) / k);
  }

  /**
   * @param {number} scale
   * @param {Point} point of the drawing
   * @param {Point} place of it in the frame
   */
  function look(scale, point, place) {
    const transform = zoomIdentity
      .translate(place.x, place.y)
      .scale(scale)
      .translate(-point.x, -point.y);
    behaviour.transform(frameSelection, transform);
  }

  const middle = (drawing.left + drawing.right) / 2;
  function showAll() {
    const { across } = size();
    look(Math.max(scaleOfAll(), 0.01), { x: middle, y: 0 }, { x: across / 2, y: MARGIN });
  }
  function showStart() {
    const { across } = size();
    const fitting = Math.min(1, (across - 2 * MARGIN) / width);
    const [first] = drawing.centres;
    const isWhole = fitting >= SMALLEST_READABLE;
    const x = isWhole ? middle : first.x;
    look(Math.max(fitting, SMALLEST_READABLE), { x, y: 0 }, { x: across / 2, y: MARGIN });
  }
  /** @param {Point} centre */
  function reveal(centre) {
    const { across, down } = size();
    const { x, y, k } = zoomTransform(frame);
    const scale = Math.max(k, SMALLEST_READABLE);
    const seen = { x: x + centre.x * k, y: y + centre.y * k };
    const room = { x: (BOX.width / 2) * k + MARGIN, y: (BOX.height / 2) * k + MARGIN };
    const isSeen =
      scale === k &&
      seen.x >= room.x &&
      seen.x <= across - room.x &&
      seen.y >= room.y &&
      seen.y <= down - room.y;
    if (!isSeen) {
      look(scale, centre, { x: across / 2, y: down / 2 });
    }
  }

  behaviour(frameSelection);
  // A wheel scrolls, as it does elsewhere, and scales with Ctrl, which a pinch on a touchpad sends.
  frameSelection.on('wheel.zoom', null).on('dblclick.zoom', null);
  const stopWheel = listenToWheel(frame, behaviour);
  return {
    scaleBy: (factor) => behaviour.scaleBy(frameSelection, factor),
    showAll,
    showStart,
    reveal,
    dispose() {
      stopWheel();
      frameSelection.on('.zoom', null);
    },
  };
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
