import { context2d, find } from '../dom.js';
import { emptyInk, PAD_SIZE, PEN_RADIUS, paintSegment } from './strokes.js';

/** @typedef {import('./strokes.js').Point} Point */
/**
 * @typedef {object} DrawingPad
 * @property {() => void} clear
 * @property {(picture: ArrayLike<number>) => void} paint puts a picture in the place of what was
 *   drawn, to be drawn on; 280 x 280, light on dark
 * @property {() => import('./strokes.js').Ink} ink what was drawn, 280 x 280, light on dark
 */

/**
 * A sheet to draw on with mouse, pen or finger, in the canvas within the root.
 *
 * What is shown and what is read are kept apart: the canvas is sharp on every screen, while the ink
 * is computed, and so is the same in all browsers.
 *
 * @param {ParentNode} root holds a canvas
 * @param {{onChange: () => void}} options onChange: called after each change of the ink
 * @returns {DrawingPad}
 */
export function createDrawingPad(root, { onChange }) {
  const canvas = find(root, 'canvas', HTMLCanvasElement);
  const pen = createPen(canvas);
  canvas.dataset.ink = 'empty';
  let ink = emptyInk(PAD_SIZE);
  /** @type {Point | null} where the pen is; null between two strokes */
  let last = null;

  /** @param {Point} point */
  function draw(point) {
    const from = last ?? point;
    last = point;
    paintSegment(ink, from, point, PEN_RADIUS);
    pen.line(from, point);
  }

  const handlers = {
    start() {
      last = null;
    },
    move(/** @type {Point[]} */ points) {
      points.forEach(draw);
      canvas.dataset.ink = 'drawn';
      onChange();
    },
  };
  /** @param {'empty' | 'drawn'} state */
  function startAnew(state) {
    ink = emptyInk(PAD_SIZE);
    last = null;
    pen.clear();
    canvas.dataset.ink = state;
  }

  followPointer(canvas, handlers);
  return {
    clear() {
      startAnew('empty');
      onChange();
    },
    paint(picture) {
      startAnew('drawn');
      ink.ink.set(picture);
      pen.picture(picture);
      onChange();
    },
    ink: () => ({ ...ink, ink: ink.ink.slice() }),
  };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {{line: (from: Point, to: Point) => void, clear: () => void,
 *   picture: (picture: ArrayLike<number>) => void}}
 */
function createPen(canvas) {
  // Twice the ink's resolution is sharp enough for dense screens.
  canvas.width = 2 * PAD_SIZE;
  canvas.height = 2 * PAD_SIZE;
  const context = context2d(canvas);
  context.scale(2, 2);
  context.lineCap = 'round';
  context.lineWidth = 2 * PEN_RADIUS;
  return {
    line(from, to) {
      context.beginPath();
      context.moveTo(...from);
      context.lineTo(...to);
      context.stroke();
    },
    clear: () => context.clearRect(0, 0, PAD_SIZE, PAD_SIZE),
    picture: (picture) => context.drawImage(inkCanvas(picture, PAD_SIZE), 0, 0, PAD_SIZE, PAD_SIZE),
  };
}

/**
 * Follows one pointer at a time, from its press to its release, even outside of the canvas.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {{start: () => void, move: (points: Point[]) => void}} handlers
 */
function followPointer(canvas, { start, move }) {
  /** @type {number | null} */
  let active = null;
  canvas.addEventListener('pointerdown', onDown);
  canvas.addEventListener('pointermove', onMove);
  for (const end of ['pointerup', 'pointercancel', 'lostpointercapture']) {
    canvas.addEventListener(end, onEnd);
  }

  /** @param {PointerEvent} event */
  function onDown(event) {
    if (active !== null || event.button !== 0) {
      return;
    }
    // Without this, a drag selects text or, on touch screens, starts the browser's own gesture.
    event.preventDefault();
    // A palm or a second finger on the screen is another pointer, and does not draw.
    active = event.pointerId;
    canvas.setPointerCapture(active);
    start();
    move([pointOf(canvas, event)]);
  }

  /** @param {PointerEvent} event */
  function onMove(event) {
    if (event.pointerId === active) {
      // Between two frames a pointer reports many places; without them quick strokes get corners.
      const events = event.getCoalescedEvents?.() ?? [];
      move((events.length > 0 ? events : [event]).map((part) => pointOf(canvas, part)));
    }
  }

  /** @param {Event} event */
  function onEnd(event) {
    if (event instanceof PointerEvent && event.pointerId === active) {
      active = null;
    }
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {PointerEvent} event
 * @returns {Point} in pixels of the ink
 */
function pointOf(canvas, event) {
  const { left, top, width, height } = canvas.getBoundingClientRect();
  const x = ((event.clientX - left) * PAD_SIZE) / width;
  const y = ((event.clientY - top) * PAD_SIZE) / height;
  return [x, y];
}

/**
 * Ink as a picture: black where there is ink, and clear where there is none, so that it can lie on
 * any ground.
 *
 * @param {ArrayLike<number>} ink row by row, length size * size, in [0, 1]
 * @param {number} size side, in pixels
 * @returns {HTMLCanvasElement}
 */
export function inkCanvas(ink, size) {
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const context = context2d(canvas);
  const image = context.createImageData(size, size);
  for (let i = 0; i < size * size; i += 1) {
    image.data[4 * i + 3] = Math.round(255 * ink[i]);
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
