import { find, make } from '../dom.js';
import { inkCanvas } from './ink-canvas.js';

/** @typedef {{label: string, input: Float32Array}} Sample input: what a network sees of it */

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
