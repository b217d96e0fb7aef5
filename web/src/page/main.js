/** The page's script: the one module that does something when it is imported. */

import { createDemo } from './demo.js';
import { find } from './dom.js';

const root = find(document, '#demo', HTMLElement);
find(root, '#setup-note', HTMLElement).hidden = true;
createDemo(root, {
  artifact: new URL(root.dataset.artifact ?? '', document.baseURI),
  wasmFolder: new URL('.', import.meta.url).href,
  backends: ['wasm', 'cpu'],
});
