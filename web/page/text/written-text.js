import { find } from '../dom.js';
import { createCaret } from './caret.js';
import { createOutputView } from './output-view.js';
import { createOddsStore } from './token-probabilities.js';
import { createOddsView } from './token-probabilities-view.js';

/** @typedef {import('../../src/text/text-generator.js').Written} Written */
/**
 * @typedef {object} WrittenText
 * @property {(prompt: string, vocabulary: readonly string[]) => void} begin
 * @property {(written: Written) => void} add
 * @property {() => void} flush shows at once what was added
 * @property {() => string} text all of it, with what it begins with
 * @property {() => void} select as a user would by hand
 */

/**
 * The written text, and the odds of the character that is pointed at.
 *
 * @param {HTMLElement} root
 * @param {{kept: number, onShown: () => void}} options kept: how many characters are shown, the
 *   latest ones, each with its odds; onShown: called after characters have come
 * @returns {WrittenText}
 */
export function createWrittenText(root, { kept, onShown }) {
  const output = find(root, '#text-output', HTMLElement);
  const odds = createOddsStore(kept);
  const oddsView = createOddsView(find(root, '#text-odds', HTMLElement));
  /** @type {readonly string[]} */
  let known = [];
  let text = '';

  const view = createOutputView(output, {
    kept,
    onShown() {
      caret.update();
      onShown();
    },
  });
  const caret = createCaret(output, view, (place) =>
    oddsView.show(place === null ? null : odds.at(place), known),
  );
  oddsView.show(null, known);
  return {
    begin(prompt, vocabulary) {
      known = vocabulary;
      // As the programs print it; a model that begins on a new line has nothing to show for it.
      text = prompt.trimStart();
      odds.clear();
      view.clear(text);
    },
    add(written) {
      text += written.character;
      odds.add(written);
      view.add(written.character, written.probabilities[written.index]);
    },
    flush: view.flush,
    text: () => text,
    select: () => getSelection()?.selectAllChildren(output),
  };
}
