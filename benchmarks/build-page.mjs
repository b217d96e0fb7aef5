/** Bundles a page's script into a folder, with the .wasm files. Usage: node build-page.mjs PAGE OUT */

import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const web = join(here, '../web');
const { build } = createRequire(join(web, 'package.json'))('esbuild');
const [page, out] = process.argv.slice(2);
await mkdir(out, { recursive: true });
await build({
  entryPoints: { page: resolve(page) },
  outdir: out,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: true,
  conditions: ['onnxruntime-web-use-extern-wasm'],
  nodePaths: [join(web, 'node_modules'), join(here, 'node_modules')],
});
for (const folder of ['tfjs-backend-wasm/wasm-out', 'tfjs-backend-wasm/dist']) {
  const path = join(web, 'node_modules/@tensorflow', folder);
  for (const name of await readdir(path).catch(() => [])) {
    if (name.endsWith('.wasm')) {
      await copyFile(join(path, name), join(out, name));
    }
  }
}
const runtime = join(here, 'node_modules/onnxruntime-web/dist');
for (const name of ['ort-wasm-simd-threaded.wasm', 'ort-wasm-simd-threaded.mjs']) {
  await copyFile(join(runtime, name), join(out, name));
}
await writeFile(join(out, 'index.html'), '<script type="module" src="page.js"></script>\n');
