import { make } from './dom.js';

/**
 * Says of a box that scrolls in which directions there is more, by its data-more, which draws shadows
 * at those edges, and in words below.
 *
 * @param {HTMLElement} box
 * @returns {HTMLElement} the words, for below the box
 */
export function markScrolling(box) {
  const words = make('p', 'scroll-words');
  words.ariaHidden = 'true'; // screen readers read all of the table anyhow
  const show = () => {
    const more = hiddenSides(box);
    box.dataset.more = more.join(' ');
    words.textContent = more.length === 0 ? '' : `Scroll for more: ${more.join(', ')}`;
  };
  box.classList.add('scroll-box');
  box.addEventListener('scroll', show, { passive: true });
  // No event says that content grows, so that the sizes of the elements in it are observed.
  const observer = new ResizeObserver(show);
  observer.observe(box);
  for (const child of box.children) {
    observer.observe(child);
  }
  return words;
}

/** A pixel may be lost to rounding where a screen has fractions of them. */
const ROUNDING_PX = 2;

/**
 * @param {{scrollTop: number, scrollLeft: number, scrollHeight: number, scrollWidth: number,
 *   clientHeight: number, clientWidth: number}} box
 * @returns {string[]} the sides on which something is hidden
 */
export function hiddenSides(box) {
  const { scrollTop: top, scrollLeft: left } = box;
  const isHidden = {
    above: top > ROUNDING_PX,
    below: box.scrollHeight - box.clientHeight - top > ROUNDING_PX,
    left: left > ROUNDING_PX,
    right: box.scrollWidth - box.clientWidth - left > ROUNDING_PX,
  };
  return Object.entries(isHidden).flatMap(([side, is]) => (is ? [side] : []));
}
