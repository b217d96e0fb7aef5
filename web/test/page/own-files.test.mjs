import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findModels } from '../../page/own/chosen-files.js';
import { createFileReader, folderAddress } from '../../page/own/readers.js';
import { readArtifact } from '../../src/artifact/artifact.js';
import { isPlain, readPlainModel } from '../../src/artifact/plain-model.js';
import { denseGraph } from '../helpers/graphs.mjs';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { graphFiles } from '../helpers/make-graph-artifact.mjs';

const PLAIN = ['model.json', 'group1-shard1of1.bin'];

/**
 * @param {import('node:test').TestContext} t
 * @returns {Promise<Map<string, File>>} an artifact's files, as a browser gives a chosen folder's
 */
async function chosen(t) {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const names = await readdir(folder);
  const files = names.map(async (name) => {
    const file = new File([new Uint8Array(await readFile(join(folder, name)))], name);
    return /** @type {const} */ ([`conv/${name}`, file]);
  });
  return new Map(await Promise.all(files));
}

/** @param {Map<string, File>} files */
function only(files) {
  const [model, ...others] = findModels(files);
  assert.equal(others.length, 0);
  return createFileReader(model);
}

test('chosen files are read and checked as any artifact', async (t) => {
  const reader = only(await chosen(t));
  assert.equal(await isPlain(reader), false);
  const artifact = await readArtifact(reader);
  assert.equal(artifact.label, 'conv');
  assert.equal(artifact.integrity, 'SHA-256');
});

test('a file that was not chosen is named', async (t) => {
  const files = await chosen(t);
  files.delete('conv/golden.bin');
  await assert.rejects(readArtifact(only(files)), /conv\/golden\.bin: not found/);
});

test('a folder of folders holds several models', async (t) => {
  const files = await chosen(t);
  const both = [...files].flatMap(([path, file]) => [
    /** @type {const} */ ([`all/${path}`, file]),
    /** @type {const} */ ([`all/other/${path}`, file]),
  ]);
  both.push(['all/notes.txt', new File([''], 'notes.txt')]);
  const labels = findModels(new Map(both)).map(({ label }) => label);
  assert.deepEqual(labels, ['all/conv', 'all/other/conv']);
});

test('files without a model are refused', () => {
  const files = new Map([['a.txt', new File([''], 'a.txt')]]);
  assert.throws(() => findModels(files), /no model is among them; .* got a\.txt\./);
  assert.throws(() => findModels(new Map()), /got no files/);
});

test("a model of TensorFlow.js's own is read without metadata.json", async (t) => {
  const files = await chosen(t);
  const reader = only(
    new Map(PLAIN.map((name) => [name, files.get(`conv/${name}`) ?? assert.fail()])),
  );
  assert.equal(await isPlain(reader), true);
  const plain = await readPlainModel(reader, AbortSignal.timeout(10_000));
  assert.deepEqual([...plain.files.keys()], [PLAIN[1]]);
  assert.equal(plain.modelJson.format, 'layers-model');
});

test("a graph model of TensorFlow.js's own is read, with the signature that counts", async () => {
  const files = graphFiles(denseGraph());
  const model = JSON.parse(`${files.get('model.json')}`);
  // The official converter writes it here too, from where TensorFlow.js takes it.
  model.userDefinedMetadata = { signature: model.signature };
  model.signature = {};
  files.set('model.json', Buffer.from(JSON.stringify(model))).delete('metadata.json');
  const chosenFiles = Array.from(files, ([name, bytes]) => {
    return /** @type {const} */ ([name, new File([new Uint8Array(bytes)], name)]);
  });
  const reader = only(new Map(chosenFiles));
  assert.equal(await isPlain(reader), true);
  const { graph } = await readPlainModel(reader, AbortSignal.timeout(10_000));
  assert.deepEqual(graph, {
    inputs: [{ name: 'x', shape: [null, 2], dtype: 'float32' }],
    outputs: [{ name: 'y', shape: [null, 3], dtype: 'float32' }],
    isAsync: false,
  });
});

test('a model of another format is said to be one', async () => {
  const json = JSON.stringify({ format: 'tfdf', modelTopology: {}, weightsManifest: [] });
  const reader = only(new Map([['model.json', new File([json], 'model.json')]]));
  await assert.rejects(
    readPlainModel(reader, AbortSignal.timeout(10_000)),
    /model\.json, format: wrong value; expected "layers-model" or "graph-model", got "tfdf"/,
  );
});

test('an address is a folder on this server', () => {
  const base = 'http://127.0.0.1:8000/web/';
  const same = [
    '../exported/mlp/',
    '/exported/mlp/model.json',
    ' ../exported/mlp/metadata.json?x#y',
  ];
  for (const text of same) {
    assert.equal(folderAddress(text, base).href, 'http://127.0.0.1:8000/exported/mlp/');
  }
  for (const text of ['https://example.org/x/', 'http://127.0.0.1:8001/x/', 'file:///x']) {
    assert.throws(() => folderAddress(text, base), /address: on another server/);
  }
  assert.throws(() => folderAddress('http://', base), /address: not an address/);
});
