import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { createDrawingPad } from './drawing-pad.js';
import { createPictureInput } from './picture-input.js';
import { fitSheet, readPicture } from './pictures.js';
import { createSampleDigits } from './sample-digits.js';

/** @typedef {import('./sample-digits.js').Sample} Sample */
/**
 * @typedef {object} Drawing
 * @property {import('./strokes.js').Ink} ink what is on the sheet, light on dark
 * @property {Float32Array | null} input an untouched test digit, exactly as networks see it
 */

/**
 * The sheet, and all that comes onto it: strokes, test digits and pictures.
 *
 * @param {HTMLElement} root
 * @param {{onChange: () => void}} options
 * @returns {{drawing: () => Drawing, offer: (samples: readonly Sample[]) => void}} offer: test
 *   digits to pick from
 */
export function createSheet(root, { onChange }) {
  const note = find(root, '#picture-note', HTMLElement);
  const usual = note.textContent ?? '';
  /** @type {Float32Array | null} */
  let input = null;
  const pad = createDrawingPad(find(root, '#sheet', HTMLElement), {
    onChange() {
      input = null;
      say(usual);
      onChange();
    },
  });
  const samples = createSampleDigits(root, (sample) => {
    const size = Math.sqrt(sample.input.length);
    pad.paint(fitSheet({ ink: sample.input, width: size, height: size }) ?? []);
    input = sample.input;
    say(`The first ${sample.label} of the test digits, which no model learnt from. Draw on it.`);
  });
  createPictureInput(root, async (file) => {
    try {
      pad.paint(await readPicture(file));
      say(`${file.name || 'The picture'}: this is what was found in it. Draw on it.`);
    } catch (error) {
      say(messageOf(error), 'bad');
    }
  });
  find(root, '#clear', HTMLButtonElement).addEventListener('click', () => pad.clear());

  /**
   * @param {string} words
   * @param {'plain' | 'bad'} kind
   */
  function say(words, kind = 'plain') {
    if (note.textContent !== words) {
      note.textContent = words;
    }
    note.dataset.kind = kind;
  }

  return { drawing: () => ({ ink: pad.ink(), input }), offer: samples.offer };
}
