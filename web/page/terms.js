/** Words that can be asked about: a press of them shows what they mean. */

import { make } from './dom.js';

/** @typedef {import('./terms/glossary.js').Term} Term */

/**
 * @param {string} words
 * @param {Term | string} name of its explanation
 * @returns {HTMLButtonElement}
 */
export function termOf(words, name) {
  const button = /** @type {HTMLButtonElement} */ (make('button', 'term', words));
  button.type = 'button';
  button.dataset.term = name;
  button.ariaExpanded = 'false';
  return button;
}

/**
 * Explanations come when the first one is asked for.
 *
 * @param {Document} root
 */
export function listenForTerms(root) {
  root.addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest('.term') : null;
    // From the second press on, the browser itself opens and closes the popover.
    if (button instanceof HTMLButtonElement && button.popoverTargetElement === null) {
      (await import('./terms/explain.js')).explain(button);
    }
  });
}
