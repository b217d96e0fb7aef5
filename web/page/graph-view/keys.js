/** Walks from box to box by the keyboard, and by clicks. */

/** @typedef {(place: number) => void} Choose */
/**
 * @typedef {object} KeyDeps
 * @property {readonly import('./chunks.js').Line[]} lines
 * @property {import('./camera.js').Camera} camera
 * @property {Choose} choose
 */

/**
 * Down and up follow the lines, right and left go to other ends of the same line, or in the order of the
 * model; Home, End, and + - 0 for the size.
 *
 * @param {import('./scene.js').Scene} scene
 * @param {KeyDeps} deps
 * @returns {{dispose: () => void}}
 */
export function createKeys({ svg, elements }, { lines, camera, choose }) {
  const placeOf = new Map(elements.map((element, place) => [element, place]));
  const walk = createWalk(elements.length, lines);
  const controller = new AbortController();
  const { signal } = controller;
  /** @param {Event} event */
  const placeAt = ({ target }) => {
    const box = target instanceof Element ? target.closest('.graph-box') : null;
    return placeOf.get(/** @type {SVGGElement} */ (box));
  };
  svg.addEventListener(
    'click',
    (event) => {
      const place = placeAt(event);
      if (place !== undefined) {
        choose(place);
      }
    },
    { signal },
  );
  svg.addEventListener(
    'keydown',
    (event) => {
      const place = placeAt(event);
      if (place === undefined || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const to = walk(event.key, place);
      if (to !== undefined) {
        choose(to);
      } else if (!zoomed(event.key, camera)) {
        return;
      }
      event.preventDefault();
    },
    { signal },
  );
  return { dispose: () => controller.abort() };
}

/**
 * @param {string} key
 * @param {import('./camera.js').Camera} camera
 * @returns {boolean} whether the key is for it
 */
function zoomed(key, camera) {
  /** @type {Record<string, () => void>} */
  const ways = {
    '+': () => camera.scaleBy(1.5),
    '=': () => camera.scaleBy(1.5), // + without Shift
    '-': () => camera.scaleBy(1 / 1.5),
    0: camera.showAll,
  };
  ways[key]?.();
  return key in ways;
}

/**
 * @param {number} count of boxes
 * @param {readonly import('./chunks.js').Line[]} lines
 * @returns {(key: string, place: number) => number | undefined} undefined: the key leads nowhere
 */
export function createWalk(count, lines) {
  const readers = Array.from({ length: count }, () => /** @type {number[]} */ ([]));
  const sources = Array.from({ length: count }, () => /** @type {number[]} */ ([]));
  for (const [from, to] of lines) {
    readers[from].push(to);
    sources[to].push(from);
  }
  /**
   * @param {number} place
   * @param {1 | -1} step
   */
  function aside(place, step) {
    const [source] = sources[place];
    const [reader] = readers[place];
    const beside = readers[source]?.length > 1 ? readers[source] : (sources[reader] ?? []);
    const other = beside[beside.indexOf(place) + step];
    return other ?? Math.min(Math.max(place + step, 0), count - 1);
  }
  return (key, place) => {
    switch (key) {
      case 'ArrowDown':
        return readers[place][0] ?? place;
      case 'ArrowUp':
        return sources[place][0] ?? place;
      case 'ArrowRight':
        return aside(place, 1);
      case 'ArrowLeft':
        return aside(place, -1);
      case 'Home':
        return 0;
      case 'End':
        return count - 1;
      default:
        return key === 'Enter' || key === ' ' ? place : undefined;
    }
  };
}
