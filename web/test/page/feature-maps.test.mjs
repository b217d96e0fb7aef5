import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { createFeatureMaps } from '../../page/digits/feature-maps.js';
import { useBackend } from '../../src/backend.js';
import { buildNetwork } from '../../training/digit-networks.js';

/** One filter that hands the picture on, and one that inverts it. */
function makeMirror() {
  const conv = layers.layers.conv2d({
    ...{ inputShape: [2, 3, 1], filters: 2, kernelSize: 1, useBias: false, name: 'mirror' },
  });
  const model = layers.sequential({ layers: [conv, layers.layers.flatten()] });
  const kernel = tf.tensor4d([1, -1], [1, 1, 1, 2]);
  conv.setWeights([kernel]);
  kernel.dispose();
  return model;
}

for (const backend of /** @type {const} */ (['cpu', 'wasm'])) {
  test(`on ${backend}, each map goes from its least value to its greatest`, async (t) => {
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const model = makeMirror();
    t.after(() => model.dispose());
    const { layers: found, compute } = createFeatureMaps(model);
    assert.deepEqual(found, [{ name: 'mirror', height: 2, width: 3, count: 2 }]);
    const maps = await compute(Float32Array.of(0, 1, 0.2, 0.6, 0, 0));
    assert.deepEqual(
      maps.map((layer) => layer.map((map) => Array.from(map))),
      [
        [
          [0, 255, 51, 153, 0, 0],
          [255, 0, 204, 102, 255, 255],
        ],
      ],
    );
  });

  test(`on ${backend}, 50 pictures leave no tensor behind, and the model lives`, async () => {
    await useBackend(backend, { wasmFolder: findWasmFolder() });
    const before = tf.memory().numTensors;
    const model = buildNetwork('cnn', 1);
    const loaded = tf.memory().numTensors;
    const { layers: found, compute } = createFeatureMaps(model);
    assert.deepEqual(
      found.map(({ height, width, count }) => [height, width, count]),
      [
        [26, 26, 32],
        [11, 11, 64],
        [3, 3, 64],
      ],
    );
    for (let i = 0; i < 50; i += 1) {
      const maps = await compute(new Float32Array(784).fill(0.5, 300, 400 + i));
      assert.deepEqual(
        maps.map((layer) => layer.length),
        [32, 64, 64],
      );
    }
    assert.equal(tf.memory().numTensors, loaded);
    model.dispose();
    assert.ok(tf.memory().numTensors <= before + 1); // the optimizer's own scalar may stay
  });
}

test('a map without any difference is dark', async (t) => {
  await useBackend('cpu', { wasmFolder: '' });
  const model = makeMirror();
  t.after(() => model.dispose());
  const [[first]] = await createFeatureMaps(model).compute(new Float32Array(6).fill(0.7));
  assert.deepEqual(Array.from(first), [0, 0, 0, 0, 0, 0]);
});

test('a model without convolutions has no maps', async (t) => {
  await useBackend('cpu', { wasmFolder: '' });
  const model = buildNetwork('mlp', 1);
  t.after(() => model.dispose());
  const { layers: found, compute } = createFeatureMaps(model);
  assert.deepEqual(found, []);
  assert.deepEqual(await compute(new Float32Array(784)), []);
});
