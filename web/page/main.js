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
 * @param {HTMLElement} root is not seen before its styles have come
 * @param {...string} styles
 */
async function dress(root, ...styles) {
  root.ariaBusy = 'true';
  const { loadStyles } = await import('./own/late-styles.js');
  await Promise.all(styles.map(loadStyles));
  root.ariaBusy = null;
}

const tabs = [
  tab('digits', 'demo', (root) => startDigits(root, runtime, link)),
  tab('text', 'text', async (root) =>
    (await import('./text/tab.js')).startText(root, runtime, link),
  ),
  tab('train', 'train', async (root) => {
    await dress(root, 'train.css');
    await (await import('./train/tab.js')).startTrain(root, runtime);
  }),
  tab('own', 'own', async (root) => {
    await dress(root, 'own.css', 'guide.css', 'table.css');
    await (await import('./own/tab.js')).startOwn(root, runtime);
  }),
  tab('proof', 'proof-panel', async (root) => {
    await dress(root, 'proof.css', 'table.css');
    await (await import('./proof/tab.js')).startProof(root, runtime);
  }),
];
createTabs(tabs, link);

listenForTerms(document);

/** After the page has loaded; the first answer comes sooner. */
const KEEP_AFTER_MS = 1000;

addEventListener('load', () =>
  setTimeout(async () => (await import('./offline.js')).keepForOffline(), KEEP_AFTER_MS),
);
