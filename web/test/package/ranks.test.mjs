/** The architecture: which folder's modules may import which. */

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, relative, sep } from 'node:path';
import { test } from 'node:test';
import { inWeb } from '../helpers/run.mjs';

const FOLDERS = ['src', 'training', 'page', 'node'];

/** What each folder may import of the others; itself always. */
const MAY_IMPORT = {
  src: [],
  training: ['src'],
  page: ['src', 'training'],
  node: ['src', 'training'],
};

/** The same within the package: files directly in src are the door and what all need. */
const SRC_MAY_IMPORT = {
  artifact: ['runtime'],
  runtime: [],
  proof: ['artifact', 'runtime'],
  classes: ['artifact'],
  digits: ['artifact', 'pictures', 'proof', 'runtime'],
  features: ['artifact', 'proof', 'runtime', 'tokenizers'],
  pictures: ['artifact', 'classes', 'proof', 'runtime'],
  predictor: ['artifact', 'features', 'pictures', 'proof', 'runtime', 'tokenizers'],
  text: ['artifact', 'classes', 'proof', 'runtime'],
  tokenizers: ['artifact'],
  backends: [],
  platform: ['artifact'],
};

/** Within the page: a tab knows what is beside the tabs, and no other tab. */
const TABS = ['digits', 'text', 'train', 'own', 'proof'];

/** Within the programs: platform is what the package itself needs on Node.js. */
const NODE_MAY_IMPORT = {
  platform: ['io'], // late, for pictures that are classified in Node
  io: ['platform'],
  options: [],
  server: ['io', 'options', 'platform'],
  commands: ['io', 'options', 'platform', 'server'],
};

/** @typedef {{from: string, to: string}} Import both as `src/artifact/manifest.js` */

/** @param {string} file relative to `web/` */
async function importsOf(file) {
  const text = await readFile(inWeb(file), 'utf8');
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = code.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*)'(\.[^']+)'/g);
  return Array.from(found, ([, path]) => ({ from: file, to: posix.join(dirname(file), path) }));
}

/** @returns {Promise<Import[]>} all imports of one module by another */
async function allImports() {
  const lists = FOLDERS.map(async (folder) => {
    const entries = await readdir(inWeb(folder), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && /\.m?js$/.test(entry.name))
      .map((entry) => relative(inWeb('.'), join(entry.parentPath, entry.name)));
    return Promise.all(files.map((file) => importsOf(file.split(sep).join('/'))));
  });
  return (await Promise.all(lists)).flat(2);
}

/**
 * @param {Import[]} imports
 * @param {number} depth of the folder's name in a path
 * @param {(from: string, to: string) => boolean} isAllowed takes two different folders
 */
function assertAllowed(imports, depth, isAllowed) {
  const folder = (/** @type {string} */ file) => file.split('/').slice(0, -1)[depth] ?? '';
  const wrong = imports.filter(
    ({ from, to }) => folder(from) !== folder(to) && !isAllowed(folder(from), folder(to)),
  );
  assert.deepEqual(wrong, []);
}

/** @param {Record<string, string[]>} table */
const inTable = (table) => (/** @type {string} */ from, /** @type {string} */ to) =>
  table[from].includes(to);

const imports = await allImports();
/** @param {string} folder */
const within = (folder) =>
  imports.filter(({ from, to }) => from.startsWith(`${folder}/`) && to.startsWith(`${folder}/`));

test('the package imports neither the page nor the programs, and they do not import each other', () => {
  assert.ok(imports.length > 500, 'the imports were not found');
  assertAllowed(imports, 0, inTable(MAY_IMPORT));
});

test('within the package, proof stands on artifact, and tasks on proof', () => {
  const between = within('src').filter(({ from, to }) => [from, to].every((f) => f.split('/')[2]));
  assertAllowed(between, 1, inTable(SRC_MAY_IMPORT));
});

test('no tab of the page imports another, and what they share imports none of them', () => {
  const isTab = (/** @type {string} */ folder) => TABS.includes(folder);
  const rest = within('page').filter(({ from }) => from !== 'page/main.js');
  assertAllowed(rest, 1, (_, to) => !isTab(to));
});

test('the programs stand on the server, and all on what the package needs on Node.js', () => {
  const between = within('node').filter(({ from }) => from.split('/')[2]);
  assertAllowed(between, 1, inTable(NODE_MAY_IMPORT));
});

test('every test lies in the folder of a room, where `npm test` looks for it', async () => {
  const entries = await readdir(inWeb('test'), { recursive: true });
  const tests = entries
    .map((path) => path.split(sep))
    .filter((p) => p.at(-1)?.endsWith('.test.mjs'));
  assert.ok(tests.length > 50, 'the tests were not found');
  assert.deepEqual(
    tests.filter(({ length }) => length !== 2),
    [],
  );
});
