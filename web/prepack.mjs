/** Makes what the npm package carries besides its sources. Usage: node prepack.mjs */

import { cp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const wasm = join(here, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
const standalone = join(here, 'standalone');
// Among the sources, files of today would make `make` build the page again.
const options = { preserveTimestamps: true };

await cp(join(here, '../LICENSE'), join(here, 'LICENSE'), options);
await rm(standalone, { recursive: true, force: true });
// For pages without a bundler: browsers cannot load TensorFlow.js's own modules as they are.
await build({
  absWorkingDir: here,
  entryPoints: { 'tfjs-bridge': 'src/index.js', worker: 'src/predictor/worker.js' },
  outdir: standalone,
  bundle: true,
  splitting: true,
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  target: 'es2022',
  legalComments: 'linked',
  logLevel: 'warning',
});
// Bundlers find them by the words in src/wasm-files.js.
for (const name of ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm']) {
  await cp(join(wasm, name), join(here, 'src', name), options);
  await cp(join(wasm, name), join(standalone, name), options);
}
