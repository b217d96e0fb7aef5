/** Two places for one name: what was trained here, and what was there from the beginning. */

import assert from 'node:assert/strict';
import { copyFile, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { artifactsIn, pretrainedTwin } from '../../node/platform/artifact-places.mjs';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { firstThere, foldersInListing, placesOf } from '../../page/exported-model.js';
import { pretrainedInListing } from '../../page/own/guide-view.js';
import { makeConvArtifact, makeDigitArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';
import { startSite } from '../helpers/server-fixture.mjs';

const CNN = inWeb('../exported/pretrained/cnn');

/**
 * Writes what a folder of artifacts holds besides them.
 *
 * @param {string} folder
 */
async function addNeighbours(folder) {
  const files = [
    ['cnn.report', 'report.html'],
    ['cnn.training', 'state.npz'],
    ['sprite', 'sprite.json'],
    ['plain', 'model.json'],
  ];
  for (const [name, file] of files) {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, file), '{}');
  }
  await mkdir(join(folder, 'folder', 'metadata.json'), { recursive: true });
  await mkdir(join(folder, 'empty'));
  await writeFile(join(folder, 'cnn.keras'), 'weights');
  for (const name of ['.cnn.previous', '.cnn.x1.new']) {
    await cp(CNN, join(folder, name), { recursive: true });
  }
  await symlink(CNN, join(folder, 'link'));
}

/**
 * @param {string} folder
 * @param {{own?: string[], pretrained?: string[]}} names of the artifacts to put in it
 */
async function fill(folder, { own = [], pretrained = [] }) {
  for (const path of [...own, ...pretrained.map((name) => join('pretrained', name))]) {
    await cp(CNN, join(folder, path), { recursive: true });
  }
}

/** @type {(t: import('node:test').TestContext, names: Parameters<typeof fill>[1]) => Promise<string>} */
async function exportedWith(t, names) {
  const folder = await temporaryFolder(t);
  await fill(folder, names);
  return folder;
}

/** @type {[string, {own?: string[], pretrained?: string[]}, string[]][]} what, names, places */
const LISTED = [
  ['one’s own alone', { own: ['mlp', 'cnn'] }, ['cnn', 'mlp']],
  ['pretrained ones alone', { pretrained: ['mlp', 'cnn'] }, ['pretrained/cnn', 'pretrained/mlp']],
  [
    'both, each name once and in order',
    { own: ['cnn', 'z'], pretrained: ['a', 'cnn', 'mlp'] },
    ['pretrained/a', 'cnn', 'pretrained/mlp', 'z'],
  ],
  ['none', {}, []],
];

for (const [what, names, places] of LISTED) {
  test(`what is found: ${what}`, async (t) => {
    const folder = await exportedWith(t, names);
    await addNeighbours(folder);
    await writeFile(join(folder, 'metadata.json'), 'stray');
    const expected = places.map((place) => [place.replace('pretrained/', ''), join(folder, place)]);
    assert.deepEqual([...(await artifactsIn(folder))], expected);
  });
}

test('reports and the like among the pretrained ones are no artifacts either', async (t) => {
  const folder = await exportedWith(t, { pretrained: ['cnn'] });
  await addNeighbours(join(folder, 'pretrained'));
  assert.deepEqual([...(await artifactsIn(folder)).keys()], ['cnn']);
});

test('in no folder nothing is found', async (t) => {
  assert.deepEqual([...(await artifactsIn(join(await temporaryFolder(t), 'none')))], []);
});

test('a model that is not there is told of by where it is pretrained', async (t) => {
  const folder = await exportedWith(t, { pretrained: ['cnn'] });
  const twin = join(folder, 'pretrained', 'cnn');
  for (const path of ['cnn', 'cnn/', './cnn']) {
    assert.equal(await pretrainedTwin(`${folder}/${path}`), twin);
    await assert.rejects(createFolderReader(`${folder}/${path}`).read('metadata.json'), {
      missing: 'metadata.json',
      message:
        /got no such folder\. Take the pretrained .*cnn, or export the model to this path\.$/,
    });
  }
  assert.equal(await pretrainedTwin(join(folder, 'mlp')), null);
  await assert.rejects(createFolderReader(twin).read('gone.bin'), {
    message: /got a folder without it\. Copy the whole folder again\.$/,
  });
});

for (const program of ['verify', 'predict', 'generate']) {
  test(`${program}.mjs says where the pretrained one is`, async (t) => {
    const folder = await exportedWith(t, { pretrained: ['cnn'] });
    const args = { predict: ['--random'], generate: [], verify: [] }[program] ?? [];
    const path = join(folder, 'cnn');
    const { code, stderr } = await runScript(inWeb(`node/${program}.mjs`), path, ...args);
    assert.equal(code, 4);
    assert.ok(stderr.includes(`Take the pretrained ${join(folder, 'pretrained', 'cnn')}, or`));
  });
}

/** @type {(t: import('node:test').TestContext, names: Parameters<typeof fill>[1]) => Promise<import('../helpers/server-fixture.mjs').Site>} */
async function siteWith(t, names) {
  const exported = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await fill(exported, names);
  await addNeighbours(exported);
  const site = await startSite({ exported });
  t.after(() => site.remove());
  return site;
}

test('the server lists each name once, and one’s own as soon as it is there', async (t) => {
  const { url, exported } = await siteWith(t, { pretrained: ['cnn', 'mlp'] });
  const listed = async () => {
    const { models } = await (await fetch(`${url}/api/models`)).json();
    return models.map((/** @type {any} */ model) => [model.name, model.parameters]);
  };
  const [, parameters] = (await listed())[0];
  assert.deepEqual(await listed(), [
    ['cnn', parameters],
    ['mlp', parameters],
  ]);
  await makeDigitArtifact(join(exported, 'cnn'));
  await makeConvArtifact(join(exported, 'own'));
  const names = (await listed()).map((/** @type {any[]} */ [name]) => name);
  assert.deepEqual(names, ['cnn', 'mlp', 'own']);
  assert.deepEqual((await listed())[0], ['cnn', 7850]);
  await rm(join(exported, 'cnn'), { recursive: true });
  assert.deepEqual((await listed())[0], ['cnn', parameters]);
});

test('files are those of one artifact, whole, and never of both', async (t) => {
  const names = { own: ['cnn'], pretrained: ['cnn', 'mlp'] };
  const { url, exported } = await siteWith(t, names);
  await rm(join(exported, 'cnn', 'golden.bin'));
  await copyFile(join(CNN, 'golden.bin'), join(exported, 'pretrained', 'golden.bin'));
  const statuses = {
    'cnn/metadata.json': 200,
    'cnn/golden.bin': 404,
    'mlp/golden.bin': 200,
    'pretrained/cnn/golden.bin': 200,
    'mlp/../golden.bin': 404,
    mlp: 404,
    'none/metadata.json': 404,
  };
  for (const [path, status] of Object.entries(statuses)) {
    assert.equal((await fetch(`${url}/exported/${path}`)).status, status, path);
  }
});

test('the server lists the folders of artifacts where it is asked to, and no others', async (t) => {
  const { url } = await siteWith(t, { own: ['cnn', 'a & "b"'], pretrained: ['mlp'] });
  const response = await fetch(`${url}/exported/?list`);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.equal(response.headers.get('cache-control'), 'no-cache');
  const html = await response.text();
  assert.deepEqual(foldersInListing(html), ['a%20%26%20%22b%22', 'cnn', 'pretrained']);
  assert.ok(html.includes('>a &#38; "b"/</a>'), html);
  assert.deepEqual(pretrainedInListing(html), ['mlp']);
  assert.equal((await fetch(`${url}/exported/`)).status, 404);
  assert.equal((await fetch(`${url}/exported/pretrained/?list`)).status, 404);
});

/** @type {[string, string[], string[]][]} what the server lists, places to look at */
const PLACES = [
  ['both', ['cnn', 'pretrained'], ['cnn/', 'pretrained/cnn/']],
  ['one’s own', ['cnn', 'cnn.report'], ['cnn/', 'pretrained/cnn/']],
  ['pretrained ones alone', ['cnn.report', 'pretrained'], ['pretrained/cnn/']],
  ['others alone', ['mlp'], ['cnn/']],
  ['nothing, for it lists no folders', [], ['cnn/', 'pretrained/cnn/']],
];

for (const [what, folders, places] of PLACES) {
  test(`the page looks in the right places where the server lists ${what}`, () => {
    assert.deepEqual(placesOf('cnn', folders), places);
  });
}

/** @type {[string, string[], string][]} what the server lists, the model that the page begins with */
const FIRST = [
  ['the one that was trained', ['mlp', 'mlp.report'], 'mlp'],
  ['the best of those that are there', ['softmax', 'mlp'], 'mlp'],
  ['the best of all, beside pretrained ones', ['mlp', 'pretrained'], 'cnn'],
  ['the best of all, where nothing is known', [], 'cnn'],
  ['the best of all, where there is none', ['mine'], 'cnn'],
];

for (const [what, folders, expected] of FIRST) {
  test(`the page begins with ${what}`, () => {
    assert.equal(firstThere(['cnn', 'mlp', 'softmax'], folders), expected);
  });
}

test('listings of common web servers are read', () => {
  const python = '<li><a href="cnn/">cnn/</a></li>\n<li><a href="cnn.keras">cnn.keras</a></li>';
  const nginx = '<a href="../">../</a>\n<a href="cnn/">cnn/</a>  28-Nov-2026 11:22   -';
  assert.deepEqual(foldersInListing(python), ['cnn']);
  assert.deepEqual(foldersInListing(nginx), ['..', 'cnn']);
  assert.deepEqual(foldersInListing('<link href="style.css"><a href="/a/b/">b</a>'), []);
});
