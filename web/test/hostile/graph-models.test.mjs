import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { denseGraph, loopGraph } from '../helpers/graphs.mjs';
import { graphFiles } from '../helpers/make-graph-artifact.mjs';
import { HOSTILE_GRAPHS } from './graph-models.mjs';
import { harmlessSize } from './graph-sizes.mjs';
import { assertRefused, WatchedThread } from './watched-thread.mjs';

/** @type {string} */
let root;
const thread = new WatchedThread();
before(async () => {
  root = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
});
after(async () => {
  await thread.end();
  await rm(root, { recursive: true });
});

/**
 * @param {string} folder
 * @param {import('../helpers/make-graph-artifact.mjs').Graph} graph
 * @param {(parts: import('./graph-parts.mjs').GraphParts) => void} edit
 */
async function write(folder, graph, edit) {
  const files = graphFiles(graph);
  const [model, metadata] = ['model.json', 'metadata.json'].map((name) =>
    JSON.parse(`${Buffer.from(files.get(name) ?? [])}`),
  );
  const { node: nodes, library } = model.modelTopology;
  const weights = model.weightsManifest[0].weights;
  const functions = library?.function ?? [];
  edit({ model, metadata, nodes, functions, weights, signature: model.signature });
  const bytes = Buffer.from(JSON.stringify(model));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  metadata.files['model.json'] = { bytes: bytes.length, sha256 };
  files.set('model.json', bytes).set('metadata.json', Buffer.from(JSON.stringify(metadata)));
  await mkdir(folder, { recursive: true });
  for (const [name, content] of files) {
    await writeFile(join(folder, name), content);
  }
}

for (const graph of [denseGraph(), loopGraph(5), harmlessSize()]) {
  test(`what all are made from is right: ${graph.nodes[0].op}`, async () => {
    const folder = join(root, graph.nodes[0].op);
    await write(folder, graph, () => {});
    const outcomes = await thread.open(folder);
    assert.deepEqual(
      outcomes.map(({ message }) => message),
      ['opened', 'opened'],
    );
  });
}

test('each has a name of its own', () => {
  const names = HOSTILE_GRAPHS.map(([graph, [name]]) => `${graph().nodes[0].op} ${name}`);
  assert.equal(new Set(names).size, names.length);
});

for (const [graph, [name, expected, edit]] of HOSTILE_GRAPHS) {
  test(`a graph with ${name} is refused in time`, async () => {
    const folder = join(root, 'hostile');
    await write(folder, graph(), edit);
    try {
      assertRefused(await thread.open(folder), expected);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
}
