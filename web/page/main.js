/** The page's script: the one module that does something when it is imported. */

import { startDigits } from './digits/tab.js';
import { find } from './dom.js';
import { keepForOffline } from './offline.js';
import { createRuntime } from './runtime.js';
import { createTabs } from './tabs.js';

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

createTabs([
  tab('digits', 'demo', (root) => startDigits(root, runtime)),
  tab('text', 'text', async (root) => (await import('./text/tab.js')).startText(root, runtime)),
  tab('train', 'train', async (root) => (await import('./train/tab.js')).startTrain(root, runtime)),
  tab('own', 'own', async (root) => (await import('./own/tab.js')).startOwn(root, runtime)),
  tab('proof', 'proof-panel', async (root) =>
    (await import('./proof/tab.js')).startProof(root, runtime),
  ),
]);

/** After the page has loaded; the first answer comes sooner. */
const KEEP_AFTER_MS = 1000;

function keep() {
  keepForOffline({
    worker: new URL('../service-worker.js', import.meta.url),
    list: new URL('page-files.json', import.meta.url),
  });
}

addEventListener('load', () => setTimeout(keep, KEEP_AFTER_MS));
