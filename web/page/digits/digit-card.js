import { find } from '../dom.js';
import { modelFacts, showFacts } from '../model-card.js';
import { offerLink } from '../share-link.js';

/**
 * @typedef {object} DigitCard
 * @property {(model: import('./digit-models.js').DigitModel, isShared: boolean) => void} show isShared:
 *   whether others find the model where they find the page
 */

/**
 * What is known about the model in use, and a link to the page with it.
 *
 * @param {HTMLElement} root
 * @param {import('../page-link.js').PageLink} link
 * @returns {DigitCard}
 */
export function createDigitCard(root, link) {
  const facts = find(root, '#facts', HTMLElement);
  const said = find(root, '#digits-link-said', HTMLElement);
  const button = find(root, '#digits-link', HTMLButtonElement);
  let name = '';
  offerLink(button, {
    link,
    tab: 'digits',
    choices: () => new Map([['model', name]]),
    say(words) {
      said.textContent = words;
    },
  });
  return {
    show(model, isShared) {
      ({ name } = model);
      button.hidden = !isShared;
      said.textContent = '';
      showFacts(facts, modelFacts(model.built.artifact, model.built));
    },
  };
}
