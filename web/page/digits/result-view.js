import { find } from '../dom.js';
import { percent } from '../figures.js';
import { createNetworkInput } from './network-input.js';
import { createProbabilityBars } from './probability-bars.js';

/** @typedef {Awaited<ReturnType<import('../../src/digits/digit-classifier.js').DigitClassifier['classify']>>} Result */

/**
 * What the model says: the digit, the probabilities, and the picture that it saw.
 *
 * @param {HTMLElement} root
 * @param {{labels: readonly string[], inputSize: number}} options inputSize: side, in pixels
 * @returns {{show: (result: Result) => void}}
 */
export function createResultView(root, { labels, inputSize }) {
  const bars = createProbabilityBars(find(root, '#bars', HTMLElement), labels);
  const input = createNetworkInput(find(root, '#network-input', HTMLCanvasElement), inputSize);
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
      input.show(answer.input);
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
