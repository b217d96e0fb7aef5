import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inWeb, runScript } from '../helpers/run.mjs';

/**
 * @param {string} folder
 * @returns {Promise<Map<string, string>>} content of each file as Latin-1
 */
async function contents(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((e) => join(e.parentPath, e.name));
  const texts = paths.sort().map(async (path) => {
    return /** @type {const} */ ([path.slice(folder.length + 1), await readFile(path, 'latin1')]);
  });
  return new Map(await Promise.all(texts));
}

/** @type {string} what was built, twice */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  for (const name of ['a', 'b']) {
    const { code, stderr } = await runScript(inWeb('build.mjs'), join(folder, name));
    assert.equal(code, 0, stderr);
  }
});
after(() => rm(folder, { recursive: true }));

test('the same sources give the same files, wherever they are built', async () => {
  const [a, b] = [await contents(join(folder, 'a')), await contents(join(folder, 'b'))];
  assert.deepEqual([...a.keys()], [...b.keys()]);
  assert.ok([...a].every(([name, content]) => b.get(name) === content));
  const expected = [
    'main.js',
    'webgl.js',
    'webgpu.js',
    'node/verify.mjs',
    'node/predict.mjs',
    'node/compare.mjs',
    'node/run-layers.mjs',
    'tfjs-backend-wasm.wasm',
    'tfjs-backend-wasm-simd.wasm',
    'node/tfjs-backend-wasm.wasm',
    'node/tfjs-backend-wasm-simd.wasm',
    'package/tfjs-bridge.js',
    'package/node.mjs',
    'package/types/src/index.d.ts',
  ];
  assert.deepEqual(
    expected.filter((name) => !a.has(name)),
    [],
  );
});

test('no path of this machine gets into the bundles', async () => {
  const bundles = await contents(join(folder, 'a'));
  const leaking = [...bundles].filter(([, content]) => content.includes(inWeb('')));
  assert.deepEqual(
    leaking.map(([name]) => name),
    [],
  );
});
