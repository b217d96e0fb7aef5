import { find } from '../dom.js';
import { createCaret } from './caret.js';
import { createOutputView } from './output-view.js';
import { createTokenProbabilities } from './token-probabilities.js';
import { createTokenProbabilitiesView } from './token-probabilities-view.js';

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
 * The written text, and the tokenProbabilities of the character that is pointed at.
 *
 * @param {HTMLElement} root
 * @param {{kept: number, onShown: () => void}} options kept: how many characters are shown, the
 *   latest ones, each with its tokenProbabilities; onShown: called after characters have come
 * @returns {WrittenText}
 */
export function createWrittenText(root, { kept, onShown }) {
  const output = find(root, '#text-output', HTMLElement);
  const tokenProbabilities = createTokenProbabilities(kept);
  const probabilitiesView = createTokenProbabilitiesView(find(root, '#text-odds', HTMLElement));
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
    probabilitiesView.show(place === null ? null : tokenProbabilities.at(place), known),
  );
  probabilitiesView.show(null, known);
  return {
    begin(prompt, vocabulary) {
      known = vocabulary;
      // As the programs print it; a model that begins on a new line has nothing to show for it.
      text = prompt.trimStart();
      tokenProbabilities.clear();
      view.clear(text);
    },
    add(written) {
      text += written.character;
      tokenProbabilities.add(written);
      view.add(written.character, written.probabilities[written.index]);
    },
    flush: view.flush,
    text: () => text,
    select: () => getSelection()?.selectAllChildren(output),
  };
}
