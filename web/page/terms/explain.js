import { make } from '../dom.js';
import { explanationOf } from './glossary.js';

/** Between a word and its explanation, and from there to the edge of the page. */
const GAP_PX = 8;

let count = 0;

/**
 * Shows what a word means, beside it and next in the order of reading. From then on the browser opens
 * and closes it: by the word, by Escape and by a press anywhere else.
 *
 * @param {HTMLButtonElement} button
 */
export function explain(button) {
  const box = make('span', 'explanation');
  count += 1;
  box.id = `explanation-${count}`;
  box.role = 'note';
  box.popover = 'auto';
  box.addEventListener('beforetoggle', () => {
    // Read when it is shown: a button may later stand for another term.
    box.textContent = explanationOf(button.dataset.term ?? '');
  });
  box.addEventListener('toggle', () => {
    const isOpen = box.matches(':popover-open');
    button.ariaExpanded = String(isOpen);
    if (isOpen) {
      place(box, button);
    }
  });
  button.setAttribute('aria-describedby', box.id);
  // A popover is drawn in the top layer wherever it stands; here screen readers come to it next.
  button.after(box);
  button.popoverTargetElement = box;
  box.showPopover();
}

/**
 * @param {HTMLElement} box
 * @param {HTMLElement} button
 */
function place(box, button) {
  // By hand, because CSS anchor positioning is missing in browsers that are still in use.
  const { left, top, bottom } = button.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const most = clientWidth - box.offsetWidth - GAP_PX;
  const below = bottom + GAP_PX;
  const isAbove = below + box.offsetHeight > clientHeight && top > box.offsetHeight + GAP_PX;
  const height = isAbove ? top - box.offsetHeight - GAP_PX : below;
  box.style.left = `${Math.max(GAP_PX, Math.min(left, most)) + scrollX}px`;
  box.style.top = `${height + scrollY}px`;
}
