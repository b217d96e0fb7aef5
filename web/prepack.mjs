/** Makes what the npm package carries besides its sources. Usage: node prepack.mjs */

import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCommonJs } from './bundling/commonjs.mjs';
import { buildStandalone } from './bundling/standalone.mjs';
import { WASM_FILES } from './bundling/tfjs-parts.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const wasm = join(here, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
const [standalone, commonJs] = [join(here, 'standalone'), join(here, 'cjs')];
// Among the sources, files of today would make `make` build the page again.
const options = { preserveTimestamps: true };

await cp(join(here, '../LICENSE'), join(here, 'LICENSE'), options);
await Promise.all(
  [standalone, commonJs].map((folder) => rm(folder, { recursive: true, force: true })),
);
await buildStandalone(here, standalone);
await buildCommonJs(here, commonJs);
// Bundlers find them by the words in src/wasm-files.js.
for (const name of WASM_FILES) {
  await cp(join(wasm, name), join(here, 'src', name), options);
  await cp(join(wasm, name), join(standalone, name), options);
}
