import { find, make } from '../dom.js';
import { createCaret } from './caret.js';
import { createTokenProbabilities, createTokenProbabilitiesView } from './token-probabilities.js';

/** @typedef {import('../../src/text/text-generator.js').Written} Written */
/**
 * @typedef {object} WrittenText
 * @property {(prompt: string, vocabulary: readonly string[]) => void} begin
 * @property {(written: Written) => void} add
 * @property {() => void} flush shows at once what was added
 * @property {() => string} text all of it, with what it begins with
 * @property {() => void} select as a user would by hand
 */
/**
 * @typedef {object} OutputView the written text: an element for each character
 * @property {(prompt: string) => void} clear begins a text
 * @property {(character: string, probability: number) => void} add is seen with the next frame
 * @property {() => void} flush shows at once what was added
 * @property {() => number} first place of the first character that is still shown
 * @property {(place: number) => HTMLElement | undefined} elementAt
 * @property {(element: EventTarget | null) => number | undefined} placeOf
 */

/**
 * The written text, and the token probabilities of the character that is pointed at.
 *
 * @param {HTMLElement} root
 * @param {{kept: number, onShown: () => void}} options kept: how many characters are shown, the
 *   latest ones, each with its token probabilities; onShown: called after characters have come
 * @returns {WrittenText}
 */
export function createWrittenText(root, { kept, onShown }) {
  const output = find(root, '#text-output', HTMLElement);
  const tokenProbabilities = createTokenProbabilities(kept);
  const probabilitiesView = createTokenProbabilitiesView(
    find(root, '#text-probabilities', HTMLElement),
  );
  /** @type {readonly string[]} */
  let known = [];
  let text = '';

  const view = createOutputView(output, {
    kept,
    onShown() {
      caret.update();
      onShown();
    },
  });
  const caret = createCaret(output, view, (place) =>
    probabilitiesView.show(place === null ? null : tokenProbabilities.at(place), known),
  );
  probabilitiesView.show(null, known);
  return {
    begin(prompt, vocabulary) {
      known = vocabulary;
      // As the programs print it; a model that begins on a new line has nothing to show for it.
      text = prompt.trimStart();
      tokenProbabilities.clear();
      view.clear(text);
    },
    add(written) {
      text += written.character;
      tokenProbabilities.add(written);
      view.add(written.character, written.probabilities[written.index]);
    },
    flush: view.flush,
    text: () => text,
    select: () => getSelection()?.selectAllChildren(output),
  };
}

/** Lines are put together in blocks, so that the browser lays out the last ones alone. */
const BLOCK = 400;

/** Below each of these a character is coloured more. */
const UNLIKELY = [0.5, 0.2, 0.05];

/**
 * @param {HTMLElement} root scrolls
 * @param {{kept: number, onShown: () => void}} options kept: how many characters are shown, the
 *   latest ones; onShown: called after characters have come or gone
 * @returns {OutputView}
 */
export function createOutputView(root, { kept, onShown }) {
  /** @type {WeakMap<EventTarget, number>} */
  const places = new WeakMap();
  /** @type {HTMLElement[]} */
  const shown = [];
  /** @type {HTMLElement[]} */
  let pending = [];
  let first = 0;
  let frame = 0;
  let block = make('div', 'text-block');

  function flush() {
    cancelAnimationFrame(frame);
    frame = 0;
    const follows = isAtEnd(root);
    for (const element of pending) {
      places.set(element, first + shown.length);
      shown.push(element);
      block.append(element);
      // At a line's end, or the block would break the line.
      if (element.textContent === '\n' && block.childElementCount > BLOCK) {
        block = make('div', 'text-block');
        root.append(block);
      }
    }
    pending = [];
    dropOldest();
    if (follows) {
      root.scrollTop = root.scrollHeight;
    }
    onShown();
  }

  function dropOldest() {
    const old = shown.splice(0, Math.max(0, shown.length - kept));
    first += old.length;
    for (const element of old) {
      const { parentElement } = element;
      element.remove();
      if (parentElement?.querySelector('.text-character') === null && parentElement !== block) {
        parentElement.remove();
      }
    }
  }

  return {
    clear(prompt) {
      cancelAnimationFrame(frame);
      frame = 0;
      [pending, first] = [[], 0];
      shown.length = 0;
      block = make('div', 'text-block');
      if (prompt !== '') {
        block.append(make('span', 'text-start', prompt));
      }
      root.replaceChildren(block);
      onShown();
    },
    add(character, probability) {
      pending.push(createCharacter(character, probability));
      // The kernel writes thousands of characters a second: one layout for each would be too
      // slow.
      frame ||= requestAnimationFrame(flush);
    },
    flush,
    first: () => first,
    elementAt: (place) => shown[place - first],
    placeOf: (element) => (element === null ? undefined : places.get(element)),
  };
}

/**
 * @param {string} character
 * @param {number} probability
 */
function createCharacter(character, probability) {
  const rank = UNLIKELY.filter((limit) => probability < limit).length;
  const element = make('span', `text-character unlikely-${rank}`, character);
  element.classList.toggle('is-break', character === '\n');
  return element;
}

/**
 * @param {HTMLElement} root
 * @returns {boolean} whether its end is visible, and nobody is moving through it by keyboard
 */
function isAtEnd(root) {
  const rest = root.scrollHeight - root.clientHeight - root.scrollTop;
  return rest < 24 && !root.contains(document.activeElement);
}
