/** Which part is chosen: its box is marked, and its details are shown. */

import { detailsOf } from './details.js';

/** @typedef {import('./document.js').Part} Part */
/** @typedef {import('./scene.js').Scene} Scene */
/**
 * @typedef {object} Chooser
 * @property {(id: string, isFocused: boolean) => void} choose a part by its id
 * @property {(place: number, isFocused?: boolean) => void} choosePlace a box by its place
 * @property {(hits: readonly Part[]) => void} mark what a search found
 * @property {(how: (place: number) => void) => void} setReveal what brings a box into sight
 */

/**
 * @param {readonly Part[]} parts
 * @param {Pick<import('./boxes.js').Boxes, 'boxes' | 'placeOf'> &
 *   {scene: Scene, details: HTMLElement}} drawn
 * @returns {Chooser}
 */
export function createChooser(parts, { boxes, placeOf, scene, details }) {
  const partById = new Map(parts.map((part) => [part.id, part]));
  const readers = readersOf(parts);
  const { point, setReveal } = createPointer(scene);
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
  /** @type {Chooser['choose']} */
  function choose(id, isFocused) {
    const [place, part] = [placeOf.get(id), partById.get(id)];
    if (place !== undefined) {
      point(place, isFocused);
    }
    if (part !== undefined) {
      show([part]);
    }
  }
  return {
    choose,
    choosePlace(place, isFocused = true) {
      if (boxes.length > 0) {
        point(place, isFocused);
        show(boxes[place].parts);
      }
    },
    mark(hits) {
      const places = new Set(hits.map(({ id }) => placeOf.get(id)));
      for (const [place, element] of scene.elements.entries()) {
        element.classList.toggle('graph-hit', places.has(place));
      }
    },
    setReveal,
  };
}

/**
 * @param {Scene} scene
 * @returns {{point: (place: number, isFocused: boolean) => void} & Pick<Chooser, 'setReveal'>}
 */
function createPointer({ elements }) {
  let reveal = (/** @type {number} */ _place) => {};
  let chosen = 0;
  return {
    point(place, isFocused) {
      elements[chosen].setAttribute('tabindex', '-1');
      elements[chosen].setAttribute('aria-pressed', 'false');
      chosen = place;
      // Tab comes to one box, and arrows to the others.
      elements[place].setAttribute('tabindex', '0');
      elements[place].setAttribute('aria-pressed', 'true');
      reveal(place);
      if (isFocused) {
        elements[place].focus({ preventScroll: true });
      }
    },
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
