import { unknownCharacters } from '../../src/text/characters.js';
import { find, make } from '../dom.js';
import { piecesOf, unknownCharacterWords } from './unknown-character.js';

/**
 * @typedef {object} PromptField
 * @property {(vocabulary: readonly string[]) => void} expect what the model knows, which is not
 *   known before it is loaded
 * @property {() => string} text
 * @property {() => boolean} isKnown whether the model knows all of it
 * @property {() => void} focus
 */

/**
 * What the text begins with. Characters that the model does not know are marked where they stand,
 * named, and stay until the user changes them or has them left out.
 *
 * @param {HTMLElement} root
 * @returns {PromptField}
 */
export function createPromptField(root) {
  const area = find(root, '#text-prompt', HTMLTextAreaElement);
  const marks = find(root, '#text-marks', HTMLElement);
  const note = find(root, '#text-outsiders', HTMLElement);
  const leaveOut = find(root, '#text-leave-out', HTMLButtonElement);
  /** @type {string[] | null} */
  let known = null;

  const found = () => (known === null ? [] : unknownCharacters(area.value, known));

  function check() {
    const unknown = found();
    const isWrong = unknown.length > 0;
    area.setAttribute('aria-invalid', String(isWrong));
    leaveOut.hidden = !isWrong;
    note.classList.toggle('is-wrong', isWrong);
    if (known !== null) {
      const fine = `The model knows ${known.length} characters, and all of these.`;
      note.textContent = isWrong ? unknownCharacterWords(unknown) : fine;
    }
    marks.replaceChildren(...(isWrong ? markedPieces() : []));
    follow();
  }

  function markedPieces() {
    const pieces = piecesOf(area.value, new Set(known)).map(({ text, isKnown }) =>
      isKnown ? text : make('mark', '', text),
    );
    return [...pieces, ' ']; // a line break at the end would not be as high as in the field
  }

  function follow() {
    marks.scrollTop = area.scrollTop;
  }

  area.addEventListener('input', check);
  area.addEventListener('scroll', follow);
  leaveOut.addEventListener('click', () => {
    const unknown = new Set(found().map(({ character }) => character));
    area.value = Array.from(area.value)
      .filter((character) => !unknown.has(character))
      .join('');
    check();
    area.focus();
  });
  return {
    expect(vocabulary) {
      known = [...vocabulary];
      check();
    },
    text: () => area.value,
    isKnown: () => found().length === 0,
    focus: () => area.focus(),
  };
}
