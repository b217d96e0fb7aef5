import { blindWords } from '../src/proof/blindness.js';
import { make } from './dom.js';

/**
 * Says calmly where a proof proves little, and what can be done.
 *
 * @param {import('../src/proof/golden.js').GoldenReport} report
 * @returns {HTMLElement[]} none, where a fault in any output would be seen
 */
export function blindNotice({ blindOutputs }) {
  return blindOutputs.map((output) => {
    const words = make('p', 'blind-notice', '');
    words.append(make('strong', '', 'This proof shows little of one output'), blindWords(output));
    return words;
  });
}
