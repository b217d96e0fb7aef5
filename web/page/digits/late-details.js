import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';

/**
 * What is folded away is loaded when it is first folded out.
 *
 * @template {{show: (...shown: any[]) => Promise<void>}} View
 * @param {HTMLDetailsElement} root holds a .more-note, which says what goes wrong
 * @param {() => Promise<View>} load
 * @returns {{show: (...shown: Parameters<View['show']>) => Promise<void>}} shows nothing before
 */
export function lateDetails(root, load) {
  /** @type {View | null} */
  let view = null;
  let isLoading = false;
  root.addEventListener('toggle', async () => {
    if (view !== null || isLoading) {
      return;
    }
    isLoading = true;
    try {
      view = await load();
      root.dispatchEvent(new Event('toggle')); // which it has missed
    } catch (error) {
      find(root, '.more-note', HTMLElement).textContent = messageOf(error);
    }
    isLoading = false;
  });
  return {
    async show(...shown) {
      await view?.show(...shown);
    },
  };
}
