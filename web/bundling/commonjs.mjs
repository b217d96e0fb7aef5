/** The library for require(): Node.js 20 cannot require ES modules. */

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

/**
 * Writes index.cjs, in which TensorFlow.js stays outside, so that it is the one that import finds; and
 * its types.
 *
 * @param {string} web its folder, with the types of the ES modules
 * @param {string} folder to write to
 */
export async function buildCommonJs(web, folder) {
  await build({
    absWorkingDir: web,
    entryPoints: { index: 'src/index.js' },
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    packages: 'external', // TensorFlow.js, and decoders of pictures, which may be missing
    define: { 'import.meta.url': 'addressOfThisFile' },
    banner: {
      js: "const addressOfThisFile = require('node:url').pathToFileURL(__filename).href;",
    },
    logLevel: 'warning',
  });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'index.d.cts'), await typesOf(web));
}

/**
 * @param {string} web
 * @returns {Promise<string>} declarations that point at those of the ES modules, so that both doors
 *   have the same types
 */
async function typesOf(web) {
  const values = Object.keys(await import('../src/index.js'));
  const declared = await readFile(join(web, 'types/src/index.d.ts'), 'utf8');
  const types = Array.from(declared.matchAll(/^export type (\w+)/gm), ([, name]) => name);
  const classes = values.filter((name) => /^[A-Z]\w*Error$/.test(name));
  return [
    "import type * as tfjsBridge from '../types/src/index.js' with { 'resolution-mode': 'import' };",
    ...values.map((name) => `export declare const ${name}: typeof tfjsBridge.${name};`),
    ...[...types, ...classes].map((name) => `export type ${name} = tfjsBridge.${name};`),
    '',
  ].join('\n');
}
