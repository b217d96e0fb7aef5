import { blindWords } from '../src/proof/blindness.js';
import { make } from './dom.js';
import { inWords, scientific } from './figures.js';

/**
 * Says that a model gave Keras's numbers on this device, and to what difference.
 *
 * @param {HTMLElement} element
 * @param {import('../src/proof/golden.js').GoldenReport} report
 * @param {number} vectors how many were run
 */
export function showProof(element, report, vectors) {
  const { largestDifference } = report;
  const [inPlain, difference] = [inWords(largestDifference), scientific(largestDifference)];
  const within = inPlain === difference ? difference : `${inPlain} (${difference})`;
  const found = `${vectors} test inputs, to within ${within}`;
  const words = `${found}${notCompared(report)}${doubt(report)}`;
  element.textContent = `Same numbers as Keras on this device: ${words}`;
  element.dataset.largestDifference = String(report.largestDifference);
  element.dataset.tolerance = String(report.tolerance);
}

/** @param {import('../src/proof/golden.js').GoldenReport} report */
function notCompared({ randomOutputs }) {
  return randomOutputs.length === 0 ? '' : `. Random, not compared: ${randomOutputs.join(', ')}`;
}

/** @param {import('../src/proof/golden.js').GoldenReport} report */
function doubt({ blindOutputs }) {
  return blindOutputs.length === 0
    ? ''
    : '. These inputs barely change its answers, so the proof is weak: see the Proof tab';
}

/**
 * Says where a proof proves little, and what can be done about it.
 *
 * @param {import('../src/proof/golden.js').GoldenReport} report
 * @returns {HTMLElement[]} none, where a fault in any output would be seen
 */
export function blindNotice({ blindOutputs }) {
  return blindOutputs.map((output) => {
    const words = make('p', 'blind-notice', '');
    words.append(make('strong', '', 'The proof is weak for one output'), blindWords(output));
    return words;
  });
}
