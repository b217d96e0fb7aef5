import { find } from '../dom.js';
import { termOf } from '../terms.js';

/**
 * Puts a question mark behind labels and headings, which a press of it explains.
 *
 * @param {HTMLElement} root
 * @param {Readonly<Record<string, import('./glossary.js').Term>>} terms by selector of the label
 */
export function offerToExplain(root, terms) {
  for (const [selector, term] of Object.entries(terms)) {
    const label = find(root, selector, HTMLElement);
    const button = termOf('?', term);
    button.classList.add('ask');
    button.ariaLabel = `${label.textContent?.trim()}: what is that?`;
    const isField = label instanceof HTMLLabelElement;
    // Within a label a press would go to its field, and the field's name would have a question in it.
    isField ? label.after(button) : label.append(' ', button);
  }
}
