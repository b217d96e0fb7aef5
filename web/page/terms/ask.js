import { find, make } from '../dom.js';
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
    if (label instanceof HTMLLabelElement) {
      label.after(button); // in it, a press would go to its field
    } else {
      nameByWordsAlone(label);
      label.append(' ', button);
    }
  }
}

/**
 * What a heading names by its id is not to have the question in its name.
 *
 * @param {HTMLElement} heading
 */
function nameByWordsAlone(heading) {
  const words = make('span', '');
  words.append(...heading.childNodes);
  // aria-labelledby of its panel refers to the id: the question mark is not to be read with it.
  if (heading.id !== '') {
    words.id = heading.id;
    heading.removeAttribute('id');
  }
  heading.append(words);
}
