import { find, make } from '../dom.js';
import { percent } from '../figures.js';
import { greyPainter } from '../grey-canvas.js';

/** @typedef {Awaited<ReturnType<import('../../src/digits/digit-classifier.js').DigitClassifier['classify']>>} Result */
/**
 * @typedef {object} ProbabilityBars
 * @property {(probabilities: Float32Array | null) => void} show one for each label, values in
 *   [0, 1]; null for no answer
 */

/**
 * What the model says: the digit, the probabilities, and the picture that it saw.
 *
 * @param {HTMLElement} root
 * @param {{labels: readonly string[], inputSize: number}} options inputSize: side, in pixels
 * @returns {{show: (result: Result) => void}}
 */
export function createResultView(root, { labels, inputSize }) {
  const bars = createProbabilityBars(find(root, '#bars', HTMLElement), labels);
  const size = { width: inputSize, height: inputSize };
  const paintInput = greyPainter(find(root, '#network-input', HTMLCanvasElement), size);
  const prediction = find(root, '#prediction', HTMLElement);
  const onSheet = find(root, '#sheet-answer', HTMLElement);
  const certainty = find(root, '#certainty', HTMLElement);
  const status = find(root, '#status', HTMLElement);
  return {
    show(result) {
      const answer = answerOf(result);
      root.dataset.result = result.status;
      prediction.textContent = answer.label;
      onSheet.textContent = answer.label;
      certainty.textContent = answer.certainty;
      status.textContent = answer.words;
      bars.show(answer.probabilities);
      paintInput(answer.input?.map((value) => Math.round(255 * value)) ?? null);
    },
  };
}

/** Below this the most probable digit is called a guess. */
const SURE = 0.5;

/**
 * @param {Result} result
 * @returns {{label: string, certainty: string, words: string, probabilities: Float32Array | null,
 *   input: Float32Array | null}} words: what a screen reader says; they change with the digit only
 */
function answerOf(result) {
  if (result.status === 'empty') {
    return { label: '', certainty: '', words: 'Draw a digit.', probabilities: null, input: null };
  }
  const { label, digit, probabilities, input } = result;
  const probability = probabilities[digit];
  const words = probability < SURE ? `Perhaps a ${label}.` : `This looks like a ${label}.`;
  return { label, certainty: `probability ${percent(probability)}`, words, probabilities, input };
}

/**
 * A bar for each label, in the list that is the root.
 *
 * @param {HTMLElement} root
 * @param {readonly string[]} labels
 * @returns {ProbabilityBars}
 */
export function createProbabilityBars(root, labels) {
  const bars = labels.map(createBar);
  root.replaceChildren(...bars.map((bar) => bar.row));
  /** @type {ProbabilityBars['show']} */
  const show = (probabilities) => {
    const best = probabilities === null ? -1 : probabilities.indexOf(Math.max(...probabilities));
    for (const [i, bar] of bars.entries()) {
      bar.set(probabilities?.[i] ?? 0, i === best);
    }
  };
  show(null);
  return { show };
}

/** @param {string} label */
function createBar(label) {
  const row = make('li', 'bar');
  const track = make('span', 'bar-track');
  const share = make('span', 'bar-percent');
  const name = make('span', 'bar-label', label);
  // The meter says the same; without this each digit would be read twice.
  name.ariaHidden = 'true';
  share.ariaHidden = 'true';
  track.role = 'meter';
  track.ariaLabel = label;
  track.ariaValueMin = '0';
  track.ariaValueMax = '100';
  track.append(make('span', 'bar-fill'));
  row.append(name, track, share);
  row.dataset.label = label;
  return {
    row,
    /**
     * @param {number} probability
     * @param {boolean} isBest
     */
    set(probability, isBest) {
      row.dataset.probability = String(probability);
      row.classList.toggle('is-best', isBest);
      row.style.setProperty('--share', String(probability));
      track.ariaValueNow = (100 * probability).toFixed(1);
      track.ariaValueText = percent(probability);
      share.textContent = percent(probability);
    },
  };
}
