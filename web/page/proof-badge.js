import { scientific } from './figures.js';

/**
 * Says that a model gave Keras's numbers on this device, and how closely.
 *
 * @param {HTMLElement} element
 * @param {import('../src/proof/golden.js').GoldenReport} report
 * @param {number} vectors how many were run
 */
export function showProof(element, report, vectors) {
  const difference = scientific(report.largestDifference);
  const found = `${vectors} test vectors, to within ${difference}`;
  element.textContent = `Same numbers as Keras on this device: ${found}${doubt(report)}`;
  element.dataset.largestDifference = String(report.largestDifference);
  element.dataset.tolerance = String(report.tolerance);
}

/** @param {import('../src/proof/golden.js').GoldenReport} report */
function doubt({ blindOutputs }) {
  return blindOutputs.length === 0
    ? ''
    : '. They hardly make its answers vary, so they prove little: see the Proof tab';
}
