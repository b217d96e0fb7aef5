/** The page's tabs: one is seen at a time, named in the address, and starts when first seen. */

/**
 * @typedef {object} Tab
 * @property {string} name in the address, after #
 * @property {HTMLElement} button
 * @property {HTMLElement} panel
 * @property {() => Promise<void>} start is called once, when the tab is first seen; shows its own
 *   errors
 */

/**
 * @param {readonly Tab[]} tabs the first one is seen where the address names none
 * @param {Pick<import('./page-link.js').PageLink, 'follow' | 'enter' | 'write'>} link
 */
export function createTabs(tabs, link) {
  /** @type {Set<Tab>} */
  const started = new Set();

  /** @param {Tab} wanted */
  function select(wanted) {
    for (const tab of tabs) {
      const isWanted = tab === wanted;
      tab.panel.hidden = !isWanted;
      tab.button.ariaSelected = String(isWanted);
      // As in ARIA's pattern for tabs: one stop of the Tab key, and arrow keys between them.
      tab.button.tabIndex = isWanted ? 0 : -1;
    }
    link.enter(wanted.name);
    if (!started.has(wanted)) {
      started.add(wanted);
      wanted.start();
    }
  }

  /** @param {string} name */
  function show(name) {
    select(tabs.find((tab) => tab.name === name) ?? tabs[0]);
  }

  for (const [place, tab] of tabs.entries()) {
    tab.button.addEventListener('click', () => {
      select(tab);
      link.write();
    });
    tab.button.addEventListener('keydown', (event) => {
      const next = tabs[neighbour(event.key, place, tabs.length)];
      if (next !== undefined) {
        event.preventDefault();
        next.button.click();
        next.button.focus();
      }
    });
  }
  addEventListener('hashchange', () => show(link.follow()));
  show(link.follow());
}

/**
 * @param {string} key
 * @param {number} place
 * @param {number} count
 * @returns {number} place of the tab that a key leads to; -1 where it leads nowhere
 */
function neighbour(key, place, count) {
  switch (key) {
    case 'ArrowRight':
      return (place + 1) % count;
    case 'ArrowLeft':
      return (place + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return -1;
  }
}
