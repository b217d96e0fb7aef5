/** The drawn model: boxes and lines, a search, details of a part, and a list for who does not see it. */

import { make } from '../dom.js';
import { boxesOf } from './boxes.js';
import { createCamera } from './camera.js';
import { detailsOf } from './details.js';
import { familiesAmong } from './families.js';
import { createKeys } from './keys.js';
import { layOut } from './layout.js';
import { createList } from './list.js';
import { marksAmong } from './marks.js';
import { createScene } from './scene.js';
import { createSearch } from './search.js';

/** @typedef {import('./document.js').InspectionDocument} InspectionDocument */
/** @typedef {import('./document.js').Part} Part */
/** @typedef {{dispose: () => void}} GraphView */

/**
 * Draws a model. The page can be used meanwhile: long models are laid out in pieces.
 *
 * @param {HTMLElement} root is filled
 * @param {InspectionDocument} document
 * @param {AbortSignal} [signal] ends the drawing with its reason
 * @returns {Promise<GraphView>}
 */
export async function createGraphView(root, { parts }, signal) {
  const drawn = boxesOf(parts);
  const { boxes, lines, placeOf, notice } = drawn;
  const drawing = await layOut(drawn, async () => {
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  });
  const frame = make('div', 'graph-frame-box');
  const scene = createScene(boxes, drawing);
  const details = make('div', 'graph-details');
  details.role = 'region';
  details.ariaLabel = 'Details';
  frame.append(scene.svg);
  const chooser = createChooser(parts, { boxes, placeOf, scene, details });
  const search = createSearch(parts, {
    onFound: (hits) => chooser.mark(hits),
    choose: (id) => chooser.choose(id, false),
  });
  const bar = make('div', 'graph-bar');
  const area = make('div', 'graph-area');
  area.append(frame, details);
  bar.append(search);
  root.replaceChildren(
    ...(notice === '' ? [] : [make('p', 'graph-notice', notice)]),
    ...[bar, area, legend(parts), createList(parts, (id) => chooser.choose(id, true))],
  );
  // Only now: the frame has no size before it is in the page.
  const camera = createCamera(frame, scene, drawing);
  chooser.setReveal((place) => camera.reveal(drawing.centres[place]));
  bar.append(zoomButtons(camera, root));
  const keys = createKeys(scene, { lines, camera, choose: chooser.choosePlace });
  camera.showStart();
  chooser.choosePlace(0, false);
  return {
    dispose() {
      keys.dispose();
      camera.dispose();
      root.replaceChildren();
    },
  };
}

/**
 * @param {readonly Part[]} parts
 * @param {Pick<import('./boxes.js').Boxes, 'boxes' | 'placeOf'> &
 *   {scene: import('./scene.js').Scene, details: HTMLElement}} drawn
 */
function createChooser(parts, { boxes, placeOf, scene, details }) {
  const partById = new Map(parts.map((part) => [part.id, part]));
  const readers = readersOf(parts);
  let reveal = (/** @type {number} */ _place) => {};
  let chosen = 0;
  /**
   * @param {number} place
   * @param {boolean} isFocused
   */
  function point(place, isFocused) {
    scene.elements[chosen]?.setAttribute('tabindex', '-1');
    scene.elements[chosen]?.setAttribute('aria-pressed', 'false');
    chosen = place;
    scene.elements[place].setAttribute('tabindex', '0'); // Tab comes to one box, arrows to the others
    scene.elements[place].setAttribute('aria-pressed', 'true');
    reveal(place);
    if (isFocused) {
      scene.elements[place].focus({ preventScroll: true });
    }
  }
  /** @param {readonly Part[]} shown */
  function show(shown) {
    const deps = {
      partOf: (/** @type {string} */ id) => partById.get(id),
      readersOf: (/** @type {string} */ id) => readers.get(id) ?? [],
      choose: (/** @type {string} */ id) => choose(id, true),
    };
    details.replaceChildren(...detailsOf(shown, deps));
    details.scrollTop = 0;
  }
  /**
   * @param {string} id of a part
   * @param {boolean} isFocused
   */
  function choose(id, isFocused) {
    const place = placeOf.get(id);
    if (place !== undefined) {
      point(place, isFocused);
    }
    const part = partById.get(id);
    show(part === undefined ? [] : [part]);
  }
  return {
    choose,
    /**
     * @param {number} place of a box
     * @param {boolean} [isFocused]
     */
    choosePlace(place, isFocused = true) {
      if (boxes.length > 0) {
        point(place, isFocused);
        show(boxes[place].parts);
      }
    },
    /** @param {readonly Part[]} hits of a search */
    mark(hits) {
      const places = new Set(hits.map(({ id }) => placeOf.get(id)));
      for (const [place, element] of scene.elements.entries()) {
        element.classList.toggle('graph-hit', places.has(place));
      }
    },
    /** @param {(place: number) => void} how */
    setReveal(how) {
      reveal = how;
    },
  };
}

/**
 * @param {readonly Part[]} parts
 * @returns {Map<string, string[]>} ids of those that take a part's outputs, by its id
 */
function readersOf(parts) {
  /** @type {Map<string, string[]>} */
  const readers = new Map();
  for (const { id, inputs } of parts) {
    for (const input of new Set(inputs)) {
      const ids = readers.get(input) ?? [];
      ids.push(id);
      readers.set(input, ids);
    }
  }
  return readers;
}

/**
 * @param {import('./camera.js').Camera} camera
 * @param {HTMLElement} root
 */
function zoomButtons(camera, root) {
  const buttons = make('div', 'graph-buttons');
  /** @type {[words: string, label: string, onClick: () => void][]} */
  const all = [
    ['−', 'Zoom out', () => camera.scaleBy(1 / 1.5)],
    ['+', 'Zoom in', () => camera.scaleBy(1.5)],
    ['Fit', 'Fit: show the whole model', camera.showAll],
    ['Start', 'Start: show the first part', camera.showStart],
  ];
  if (document.fullscreenEnabled) {
    const turn = () =>
      document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen();
    all.push(['Full screen', 'Full screen', () => void turn()]);
  }
  buttons.append(
    ...all.map(([words, label, onClick]) => {
      const button = make('button', 'graph-button', words);
      button.setAttribute('type', 'button');
      button.ariaLabel = label;
      button.title = label;
      button.addEventListener('click', onClick);
      return button;
    }),
  );
  return buttons;
}

/** @param {readonly Part[]} parts */
function legend(parts) {
  const list = make('ul', 'graph-legend');
  list.ariaLabel = 'Colours and marks';
  for (const { name, words } of familiesAmong(parts.map(({ kind }) => kind))) {
    const item = make('li', 'graph-family', words);
    item.dataset.family = name;
    list.append(item);
  }
  for (const { name, words, meaning } of marksAmong(parts)) {
    const item = make('li', '');
    const badge = make('span', 'graph-badge', words);
    badge.dataset.mark = name;
    item.append(badge, ` ${meaning}`);
    list.append(item);
  }
  return list;
}
