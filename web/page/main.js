/** The page's script: the one module that does something when it is imported. */

import { startDigits } from './digits/tab.js';
import { find } from './dom.js';
import { createPageLink } from './page-link.js';
import { createRuntime } from './runtime.js';
import { createTabs } from './tabs.js';
import { listenForTerms } from './terms.js';

// Browsers run no modules of a page from file:. There this script never runs, and the note stays.
find(document, '#setup-note', HTMLElement).hidden = true;
const link = createPageLink(find(document, '#link-note', HTMLElement));
const runtime = createRuntime({ wasmFolder: new URL('.', import.meta.url).href });

/**
 * @param {string} name
 * @param {string} panel
 * @param {(panel: HTMLElement) => Promise<void>} start
 */
function tab(name, panel, start) {
  const root = find(document, `#${panel}`, HTMLElement);
  return {
    name,
    button: find(document, `#tab-${name}`, HTMLElement),
    panel: root,
    start: () => start(root),
  };
}

/**
 * Only the first tab is imported statically, with its styles. With the others the first answer would
 * cost more than the 300 kB that tests/browser/test_whole_page.py allows.
 *
 * @template Module
 * @param {HTMLElement} root is not seen, nor pressed, before all of it has come
 * @param {Promise<Module>} module
 * @param {...string} styles
 * @returns {Promise<Module>}
 */
async function late(root, module, ...styles) {
  root.ariaBusy = 'true';
  try {
    const { loadStyles } = await import('./own/late-styles.js');
    await Promise.all(styles.map(loadStyles));
    return await module;
  } finally {
    root.ariaBusy = null;
  }
}

const tabs = [
  tab('digits', 'demo', (root) => startDigits(root, runtime, link)),
  tab('text', 'text', async (root) =>
    (await import('./text/tab.js')).startText(root, runtime, link),
  ),
  tab('train', 'train', async (root) => {
    const { startTrain } = await late(root, import('./train/tab.js'), 'train.css');
    await startTrain(root, runtime);
  }),
  tab('own', 'own', async (root) => {
    const styles = ['own.css', 'guide.css', 'table.css'];
    const { startOwn } = await late(root, import('./own/tab.js'), ...styles);
    await startOwn(root, runtime);
  }),
  tab('proof', 'proof-panel', async (root) => {
    const styles = ['proof.css', 'table.css'];
    const { startProof } = await late(root, import('./proof/tab.js'), ...styles);
    await startProof(root, runtime);
  }),
];
createTabs(tabs, link);

listenForTerms(document);

/** After the page has loaded; the first answer comes sooner. */
const KEEP_AFTER_MS = 1000;

addEventListener('load', () =>
  setTimeout(async () => (await import('./offline.js')).keepForOffline(), KEEP_AFTER_MS),
);
