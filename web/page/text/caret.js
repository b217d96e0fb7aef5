/** Moves from character to character: by pointer, finger and keyboard. */

/**
 * @typedef {object} Characters
 * @property {() => number} first place of the first one that is there
 * @property {(place: number) => HTMLElement | undefined} elementAt
 * @property {(element: EventTarget | null) => number | undefined} placeOf
 */

/**
 * The text is one stop of the Tab key; arrow keys, Home and End go on from there.
 *
 * @param {HTMLElement} root
 * @param {Characters} characters
 * @param {(place: number | null) => void} onMove
 * @returns {{update: () => void}} update: to be called when characters have come or gone
 */
export function createCaret(root, characters, onMove) {
  /** @type {HTMLElement | undefined} takes the focus */
  let stop;
  /** @type {HTMLElement | undefined} */
  let marked;

  /** @param {number | undefined} place */
  function mark(place) {
    if (
      marked !== undefined &&
      marked === (place === undefined ? null : characters.elementAt(place))
    ) {
      return;
    }
    marked?.classList.remove('is-marked');
    marked = place === undefined ? undefined : characters.elementAt(place);
    marked?.classList.add('is-marked');
    root.dataset.place = String(place ?? '');
    onMove(place ?? null);
  }

  /** @param {number | undefined} place */
  function stopAt(place) {
    const next = place === undefined ? undefined : characters.elementAt(place);
    if (next !== stop) {
      stop?.removeAttribute('tabindex');
      stop?.removeAttribute('aria-describedby');
      next?.setAttribute('aria-describedby', 'text-probabilities');
      next?.setAttribute('tabindex', '0');
      stop = next;
    }
  }

  /** @param {Event} event */
  function point(event) {
    const place = characters.placeOf(event.target);
    if (place !== undefined) {
      mark(place);
      // A pointer that moves shows probabilities; it does not take the keyboard's place away.
      if (event.type !== 'pointermove') {
        stopAt(place);
      }
      if (event.type === 'click') {
        stop?.focus({ preventScroll: true });
      }
    }
  }

  /** @param {KeyboardEvent} event */
  function move(event) {
    const from = characters.placeOf(event.target);
    const place = from === undefined ? undefined : placeAfter(event.key, from, characters);
    // With a modifier the keys are the browser's: Alt and an arrow goes back in its history.
    if (place !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      stopAt(place);
      stop?.focus();
    }
  }

  // Not pointerover, which also comes where keys scroll the text under a pointer that rests.
  for (const kind of ['pointermove', 'click', 'focusin']) {
    root.addEventListener(kind, point);
  }
  root.addEventListener('keydown', move);
  return {
    update() {
      if (stop === undefined || !root.contains(stop)) {
        stopAt(characters.first());
      }
      if (marked !== undefined && !root.contains(marked)) {
        mark(undefined);
      }
    },
  };
}

/**
 * @param {string} key
 * @param {number} from
 * @param {Characters} characters
 * @returns {number | undefined} undefined where the key leads nowhere
 */
function placeAfter(key, from, characters) {
  const { first, elementAt } = characters;
  /** @type {Record<string, () => number | undefined>} */
  const leads = {
    ArrowLeft: () => from - 1,
    ArrowRight: () => from + 1,
    ArrowUp: () => placeInLine(from, -1, elementAt),
    ArrowDown: () => placeInLine(from, 1, elementAt),
    Home: first,
    End: () => lastPlace(from, elementAt),
  };
  const place = leads[key]?.();
  return place !== undefined && elementAt(place) ? place : undefined;
}

/**
 * @param {number} from
 * @param {Characters['elementAt']} elementAt
 */
function lastPlace(from, elementAt) {
  let place = from;
  while (elementAt(place + 1)) {
    place += 1;
  }
  return place;
}

/**
 * @param {number} from
 * @param {1 | -1} step
 * @param {Characters['elementAt']} elementAt
 * @returns {number | undefined} the place in the next line, as it is seen, that is nearest
 */
function placeInLine(from, step, elementAt) {
  const start = elementAt(from)?.getBoundingClientRect() ?? new DOMRect();
  /** @type {{place: number, top: number, distance: number} | undefined} */
  let best;
  for (let place = from + step; ; place += step) {
    const box = elementAt(place)?.getBoundingClientRect();
    if (box === undefined || (best && Math.abs(box.top - best.top) > box.height / 2)) {
      return best?.place;
    }
    const distance = Math.abs(box.left - start.left);
    const isOther = Math.abs(box.top - start.top) > box.height / 2;
    if (isOther && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { place, top: box.top, distance };
    }
  }
}
