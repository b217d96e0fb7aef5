import { messageOf } from '../../src/errors.js';
import { find, make } from '../dom.js';
import { listenForFile } from '../file-input.js';
import { createDrawingPad, inkCanvas } from './drawing-pad.js';
import { fitSheet, readPicture } from './pictures.js';

/** @typedef {{label: string, input: Float32Array}} Sample input: what a network sees of it */
/**
 * @typedef {object} Drawing
 * @property {import('./strokes.js').Ink} ink what is on the sheet, light on dark
 * @property {Float32Array | null} input an untouched test digit, exactly as networks see it
 */

/**
 * The sheet, and everything that is put on it: strokes, test digits and pictures.
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
    say(
      `The first ${sample.label} of the test digits, which no model was trained on. You can draw on it.`,
    );
  });
  const picture = find(root, '#picture', HTMLInputElement);
  find(root, '#choose-picture', HTMLButtonElement).addEventListener('click', () => picture.click());
  listenForFile({ area: root, input: picture, isShown: () => !root.hidden }, async (file) => {
    try {
      pad.paint(await readPicture(file));
      say(`${file.name || 'The picture'}: this is the digit found in it. You can draw on it.`);
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
    // A status that is set again is read out again, even where its words are the same.
    if (note.textContent !== words) {
      note.textContent = words;
    }
    note.dataset.kind = kind;
  }

  return { drawing: () => ({ ink: pad.ink(), input }), offer: samples.offer };
}

/** docs/artifact-format.md, "golden": what `train-and-export` writes of digits. */
const ONE_OF_EACH = 'the first test digit of each class';

/**
 * Takes the test digits out of an artifact: its golden inputs, where these are one of each class.
 *
 * @param {import('../../src/artifact/artifact.js').ArtifactFiles} artifact
 * @returns {Sample[]} in the order of the labels; none where the golden inputs are something else
 */
export function samplesOf({ metadata, golden }) {
  const { labels } = metadata;
  const [images] = golden.inputs;
  // Golden inputs of other sources, such as random numbers, are nothing to look at.
  if (metadata.golden.source !== ONE_OF_EACH || labels?.length !== golden.count) {
    return [];
  }
  const size = images.values.length / golden.count;
  return labels.map((label, i) => {
    const input = Float32Array.from(images.values.slice(i * size, (i + 1) * size));
    return { label, input };
  });
}

/**
 * A button for each test digit, with its picture.
 *
 * @param {HTMLElement} root holds #samples
 * @param {(sample: Sample) => void} onPick
 * @returns {{offer: (samples: readonly Sample[]) => void}} takes the place of what was offered
 */
export function createSampleDigits(root, onPick) {
  const list = find(root, '#samples', HTMLElement);
  return {
    offer(samples) {
      const items = samples.map((sample) => {
        const button = make('button', 'sample');
        const picture = inkCanvas(sample.input, Math.sqrt(sample.input.length));
        picture.ariaHidden = 'true';
        button.setAttribute('type', 'button');
        button.ariaLabel = `Test digit ${sample.label}`;
        button.append(picture);
        button.addEventListener('click', () => onPick(sample));
        const item = make('li', '');
        item.append(button);
        return item;
      });
      list.replaceChildren(...items);
    },
  };
}
