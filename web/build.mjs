/**
 * Bundles the page and the programs for Node. Usage: node build.mjs [OUT_FOLDER] (default: dist)
 *
 *   dist/main.js            the page's script, with chunks beside it that are loaded when needed
 *   dist/page.css           the styles of its first tabs; those of the others are own.css, guide.css,
 *                           train.css, proof.css and table.css
 *   dist/pictures.js        its panel for models that read pictures, with pictures.css
 *   dist/features.css       the styles of its form for tables and texts, whose code is in chunks
 *   dist/graph-view.css     the styles of its drawing of a model, likewise
 *   dist/inspection.html    the same drawing in one file, which `tfjs-bridge inspect --html` fills
 *   dist/train-worker.js    the worker in which the page trains networks, with its own chunks
 *   dist/digits/            the 10,000 digits that it trains on, as a sprite
 *   dist/docs/              the documentation that the page links to
 *   dist/tfjs-converter.js  TensorFlow.js's loader of graph models, loaded where there is one
 *   dist/webgl.js           TensorFlow.js's backend, loaded where it is asked for; so is webgpu.js
 *   dist/node/verify.mjs    the verifier in one file, which runs without node_modules
 *   dist/node/predict.mjs   the digit reader, likewise
 *   dist/node/compare.mjs   what encodings cost, likewise
 *   dist/node/run-layers.mjs what runs models of others for `tfjs-bridge import`, likewise
 *   dist/package/           the npm package without dependencies, for projects of `tfjs-bridge new`
 *   dist/page-files.json    what the page may ask for
 *   *.wasm                  TensorFlow.js's WebAssembly binaries, beside each; webp.wasm for pictures
 */

import { copyFile, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { FOR_NODE } from './bundling/for-node.mjs';
import { buildInspectionPage } from './bundling/inspection-page.mjs';
import { lightAtFirst } from './bundling/light-at-first.mjs';
import { writeDocs } from './bundling/page-docs.mjs';
import { graphicsApart, WASM_FILES, withoutThreads } from './bundling/tfjs-parts.mjs';
import { buildVendoredPackage } from './bundling/vendored-package.mjs';
import { makeDigitSprite } from './node/io/digit-sprite.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const outFolder = resolve(process.argv[2] ?? join(here, 'dist'));

/**
 * The loader of graph models, late as well: it uses nearly all operations of TensorFlow.js.
 *
 * @type {import('esbuild').Plugin}
 */
const converterApart = {
  name: 'converter-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/tfjs-converter\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

/**
 * The panel for pictures of "Your model", for the same reason; it takes what runs models from outside.
 *
 * @type {import('esbuild').Plugin}
 */
const picturesApart = {
  name: 'pictures-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/pictures\/panel\.js$/ }, () => ({
      path: './pictures.js',
      external: true,
    }));
  },
};

/**
 * tfjs-vis draws by vega-embed, and styles its visor by glamor; the page's Content-Security-Policy
 * lets neither run.
 *
 * @type {import('esbuild').Plugin}
 */
const chartsWithinPolicy = {
  name: 'charts-within-policy',
  setup({ onResolve }) {
    const own = (/** @type {string} */ name) => ({ path: join(here, 'page/train', name) });
    onResolve({ filter: /^vega-embed$/ }, () => own('vega-embed.js'));
    onResolve({ filter: /^(glamor|\.\.\/visor)$/ }, () => own('without-visor.js'));
  },
};

/** @type {import('esbuild').BuildOptions} */
const SHARED = {
  absWorkingDir: here,
  bundle: true,
  format: 'esm',
  minify: true,
  // The ES modules of TensorFlow.js, of which unused parts can be left out, in Node too.
  mainFields: ['module', 'main'],
  logLevel: 'warning',
};

/** @param {string} folder */
async function buildPage(folder) {
  await build({
    ...SHARED,
    entryPoints: [
      ...['page/main.js', 'page/page.css', 'page/table.css', 'page/train/train.css'],
      ...['page/own/own.css', 'page/own/guide.css', 'page/proof/proof.css'],
    ],
    entryNames: '[name]',
    outdir: folder,
    plugins: [
      ...[withoutThreads, graphicsApart, converterApart, picturesApart],
      ...[chartsWithinPolicy, lightAtFirst],
    ],
    splitting: true,
    target: 'es2022',
    legalComments: 'linked',
  });
}

/** @param {string} folder */
async function buildPictures(folder) {
  await build({
    ...SHARED,
    entryPoints: [
      { in: 'page/own/pictures/panel.js', out: 'pictures' },
      { in: 'page/own/pictures/pictures.css', out: 'pictures' },
      { in: 'page/own/features/features.css', out: 'features' },
      { in: 'page/graph-view/graph-view.css', out: 'graph-view' },
    ],
    outdir: folder,
    target: 'es2022',
  });
}

/**
 * Apart from the page, so that what training needs does not weigh on the page.
 *
 * @param {string} folder
 */
async function buildTrainWorker(folder) {
  await build({
    ...SHARED,
    entryPoints: { 'train-worker': 'page/train/worker.js' },
    outdir: folder,
    chunkNames: 'train-[hash]',
    plugins: [withoutThreads, graphicsApart, converterApart],
    splitting: true,
    target: 'es2022',
    legalComments: 'linked',
  });
}

const SPRITE_SEED = 1;

/** @param {string} folder */
async function writeDigits(folder) {
  await mkdir(folder, { recursive: true });
  const files = await makeDigitSprite(SPRITE_SEED);
  await Promise.all(Array.from(files, ([name, data]) => writeFile(join(folder, name), data)));
}

/**
 * Each with a copy of TensorFlow.js's core, which finds the page's engine and registers there.
 *
 * @param {string} folder
 */
async function buildLateParts(folder) {
  await build({
    ...SHARED,
    entryPoints: [
      ...['src/backends/webgl.js', 'src/backends/webgpu.js'],
      'src/runtime/tfjs-converter.js',
    ],
    entryNames: '[name]',
    outdir: folder,
    target: 'es2022',
    legalComments: 'linked',
  });
}

/** @param {string} folder */
async function buildPrograms(folder) {
  await build({
    ...SHARED,
    ...FOR_NODE,
    entryPoints: ['verify', 'predict', 'compare', 'run-layers'].map((name) => `node/${name}.mjs`),
    outdir: folder,
  });
}

/** @param {string} folder */
async function copyWasm(folder) {
  const source = join(here, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  await mkdir(folder, { recursive: true });
  await Promise.all(WASM_FILES.map((name) => copyFile(join(source, name), join(folder, name))));
}

/** @param {string} folder */
async function copyWebp(folder) {
  await mkdir(folder, { recursive: true });
  await copyFile(join(here, 'node_modules/@cwasm/webp/webp.wasm'), join(folder, 'webp.wasm'));
}

/**
 * What the page may ask for, so that it can be kept for when there is no network.
 *
 * @param {string} folder
 */
async function writePageFiles(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = found
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.txt'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !/^(node|package)\/|^inspection\.html$/.test(name))
    .sort();
  await writeFile(join(folder, 'page-files.json'), JSON.stringify(files));
}

const partial = `${outFolder}.partial`;
await rm(partial, { recursive: true, force: true });
await mkdir(partial, { recursive: true });
await Promise.all([
  buildPage(partial),
  buildLateParts(partial),
  buildPictures(partial),
  buildTrainWorker(partial),
  buildInspectionPage(SHARED, join(partial, 'inspection.html')),
  writeDigits(join(partial, 'digits')),
  writeDocs(join(partial, 'docs')),
  buildPrograms(join(partial, 'node')),
  buildVendoredPackage(here, join(partial, 'package')),
  copyWasm(partial),
  copyWasm(join(partial, 'node')),
  copyWebp(join(partial, 'node')),
]);
await writePageFiles(partial);
await rm(outFolder, { recursive: true, force: true });
await rename(partial, outFolder);
