import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { readDocument } from '../../src/artifact/inspection-document.js';
import { loopGraph } from '../helpers/graphs.mjs';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { sharedFields, writeModel } from '../helpers/make-inspections.mjs';
import { inWeb } from '../helpers/run.mjs';

const VECTORS = JSON.parse(await readFile(inWeb('../tests/vectors/inspections.json'), 'utf8'));

for (const { name, document, ...vector } of VECTORS) {
  test(`the document is the one that Python makes: ${name}`, async (t) => {
    const folder = await temporaryFolder(t);
    await writeModel(folder, vector);
    const found = await readDocument(createFolderReader(folder));
    assert.deepEqual(JSON.parse(JSON.stringify(sharedFields(found))), document);
  });
}

test('an artifact has the names and shapes of its metadata', async () => {
  const { source, name, inputs, outputs, totals, parts } = await readDocument(
    createFolderReader(inWeb('../exported/pretrained/cnn')),
  );
  assert.deepEqual([source.kind, source.fileBytes, name], ['artifact', 283_102, 'cnn']);
  assert.deepEqual([inputs[0].name, outputs[0].name], ['image', 'probabilities']);
  assert.deepEqual(totals, {
    parts: 11,
    parameters: 60_554,
    weightBytes: 242_216,
    // Of its three convolutions and two dense layers, worked out by hand.
    multiplyAdds:
      20 ** 2 * 9 * 32 + 8 ** 2 * 9 * 32 * 64 + 2 ** 2 * 9 * 64 * 64 + 64 * 64 + 64 * 10,
  });
  assert.deepEqual(parts[2].inputs, [parts[1].id]);
});

test('nodes of functions are parts with the function as their group', async (t) => {
  const folder = await temporaryFolder(t);
  await makeGraphArtifact(folder, loopGraph(3));
  const { parts } = await readDocument(createFolderReader(folder));
  const ids = new Set(parts.map(({ id }) => id));
  assert.equal(ids.size, parts.length);
  const inside = parts.filter(({ group }) => group !== '');
  assert.ok(inside.length > 0 && inside.every(({ id, group }) => id.startsWith(`${group}/`)));
  assert.ok(parts.every(({ inputs }) => inputs.every((id) => ids.has(id))));
});
