/** The library for pages without a bundler: browsers cannot load TensorFlow.js's modules as they are. */

import { build } from 'esbuild';
import { graphicsApart, withoutThreads } from './tfjs-parts.mjs';

/**
 * Writes tfjs-bridge.js, one file that works alone, with TensorFlow.js's core, layers, loader of graph
 * models and backends cpu and wasm; and webgl.js and webgpu.js, which it loads where they win.
 *
 * @param {string} web its folder
 * @param {string} folder to write to
 */
export async function buildStandalone(web, folder) {
  /** @type {import('esbuild').BuildOptions} */
  const shared = {
    absWorkingDir: web,
    outdir: folder,
    bundle: true,
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    target: 'es2022',
    legalComments: 'linked',
    logLevel: 'warning',
  };
  const entry = { 'tfjs-bridge': 'src/index.js' };
  // Each with a copy of TensorFlow.js's core, which finds the page's engine and registers there.
  const late = { webgl: 'src/backends/webgl.js', webgpu: 'src/backends/webgpu.js' };
  await build({ ...shared, entryPoints: entry, plugins: [withoutThreads, graphicsApart] });
  await build({ ...shared, entryPoints: late });
}
