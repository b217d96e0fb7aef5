import { unknownCharacters } from '../../src/text/characters.js';
import { find, make } from '../dom.js';
import { piecesOf, unknownCharacterWords } from './character-words.js';

/** @typedef {import('./writer.js').Sampling} Sampling */
/**
 * @typedef {object} PromptField
 * @property {(vocabulary: readonly string[]) => void} expect what the model knows, which is not
 *   known before it is loaded
 * @property {() => string} text
 * @property {() => boolean} isKnown whether the model knows all of it
 * @property {() => void} focus
 */
/**
 * @typedef {object} SettingsForm
 * @property {() => boolean} isValid the browser points out what is not
 * @property {() => {length: number, sampling: Sampling}} read
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
  const note = find(root, '#text-unknown', HTMLElement);
  const leaveOut = find(root, '#text-remove-unknown', HTMLButtonElement);
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
    // A textarea cannot mark a part of its text. A copy of the text lies behind it, and follows.
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
    area.dispatchEvent(new Event('change', { bubbles: true }));
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

/**
 * @param {HTMLFormElement} form
 * @returns {SettingsForm}
 */
export function createSettingsForm(form) {
  const temperature = find(form, '#text-temperature', HTMLInputElement);
  const shown = find(form, '#text-temperature-shown', HTMLOutputElement);
  const topK = find(form, '#text-top-k', HTMLInputElement);
  const length = find(form, '#text-length', HTMLInputElement);
  const seed = find(form, '#text-seed', HTMLInputElement);

  function showTemperature() {
    const words = temperatureWords(temperature.valueAsNumber);
    shown.textContent = words;
    temperature.ariaValueText = words;
  }

  temperature.addEventListener('input', showTemperature);
  showTemperature();
  find(form, '#text-new-seed', HTMLButtonElement).addEventListener('click', () => {
    // Four digits are enough to be different, and short enough to be passed on to others.
    seed.value = String(Math.floor(10_000 * Math.random()));
    seed.dispatchEvent(new Event('change', { bubbles: true }));
  });
  return {
    isValid: () => form.reportValidity(),
    read: () => ({
      length: length.valueAsNumber,
      sampling: {
        temperature: temperature.valueAsNumber,
        topK: topK.value === '' ? null : topK.valueAsNumber,
        randomSeed: seed.valueAsNumber,
      },
    }),
  };
}

/** @param {number} temperature */
function temperatureWords(temperature) {
  return temperature === 0 ? '0, always the likeliest' : temperature.toFixed(2);
}
