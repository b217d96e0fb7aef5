/** The page's script: the one module that does something when it is imported. */

import { startDigits } from './digits/tab.js';
import { find } from './dom.js';
import { createRuntime } from './runtime.js';
import { createTabs } from './tabs.js';
import { listenForTerms } from './terms.js';

// Browsers run no modules of a page from file:. There this script never runs, and the note stays.
find(document, '#setup-note', HTMLElement).hidden = true;
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

// Only the first tab is imported statically. With the others the first answer would cost more
// than the 300 kB that tests/browser/test_whole_page.py allows.
createTabs([
  tab('digits', 'demo', (root) => startDigits(root, runtime)),
  tab('text', 'text', async (root) => (await import('./text/tab.js')).startText(root, runtime)),
  tab('train', 'train', async (root) => (await import('./train/tab.js')).startTrain(root, runtime)),
  tab('own', 'own', async (root) => (await import('./own/tab.js')).startOwn(root, runtime)),
  tab('proof', 'proof-panel', async (root) =>
    (await import('./proof/tab.js')).startProof(root, runtime),
  ),
]);

listenForTerms(document);

/** After the page has loaded; the first answer comes sooner. */
const KEEP_AFTER_MS = 1000;

addEventListener('load', () => setTimeout(keepForOffline, KEEP_AFTER_MS));

/**
 * Keeps the page for when there is no network: what it has loaded, and what its other tabs will need.
 * When all is kept, the document's data-offline says so.
 *
 * @returns {Promise<void>}
 */
async function keepForOffline() {
  const worker = new URL('../service-worker.js', import.meta.url);
  const list = new URL('page-files.json', import.meta.url);
  try {
    // Private windows, and pages that are not served over HTTPS, have no service workers.
    navigator.serviceWorker?.addEventListener('message', ({ data }) => {
      document.documentElement.dataset.offline = data;
    });
    await navigator.serviceWorker?.register(worker);
    const registration = await navigator.serviceWorker?.ready;
    // The worker was not there yet when these were fetched, so it has not seen them.
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
    const response = await fetch(list);
    /** @type {string[]} */
    const files = response.ok ? await response.json() : [];
    const rest = files.map((file) => new URL(file, list).href);
    const ours = [location.href, ...loaded, ...rest].map((address) => address.split('#')[0]);
    const addresses = ours.filter((address) => address.startsWith(location.origin));
    registration?.active?.postMessage([...new Set(addresses)]);
  } catch {
    // The page works as well without it; the next visit tries again.
  }
}
