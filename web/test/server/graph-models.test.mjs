import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { denseGraph } from '../helpers/graphs.mjs';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { pngOf, postJson, postPng, startSite } from '../helpers/server-fixture.mjs';
import { digitGraph, textGraph } from '../helpers/task-graphs.mjs';

/** @type {import('../helpers/server-fixture.mjs').Site} */
let site;
before(async () => {
  const exported = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeGraphArtifact(join(exported, 'cnn'), digitGraph());
  await makeGraphArtifact(join(exported, 'text'), textGraph());
  await makeGraphArtifact(join(exported, 'other'), denseGraph());
  site = await startSite({ exported });
});
after(() => site.remove());

test('the list says what each graph can be asked', async () => {
  const { models } = await (await fetch(`${site.url}/api/models`)).json();
  assert.deepEqual(
    models.map((/** @type {any} */ { name, ok, kind }) => [name, ok, kind]),
    [
      ['cnn', true, 'digits'],
      ['other', true, 'other'],
      ['text', true, 'text'],
    ],
  );
});

test('a graph reads digits, on wasm', async () => {
  for (const digit of [0, 3, 9]) {
    const answer = await (await postPng(`${site.url}/api/predict`, pngOf(digit))).json();
    assert.deepEqual([answer.label, answer.backend], [`${digit}`, 'wasm']);
  }
});

test('a graph writes text', async () => {
  const options = { length: 20, seed_text: 'a' };
  const response = await postJson(`${site.url}/api/generate`, options);
  assert.equal(response.status, 200);
  assert.equal([...(await response.text())].length >= 20, true);
});
