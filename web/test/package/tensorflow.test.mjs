import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as core from '@tensorflow/tfjs-core';
import * as layers from '@tensorflow/tfjs-layers';
import { tf } from '../../src/index.js';

test('tf is the TensorFlow.js that runs the models, core and layers', () => {
  assert.equal(tf.tensor, core.tensor);
  assert.equal(tf.memory, core.memory);
  assert.equal(tf.sequential, layers.sequential);
  assert.equal(tf.layers, layers.layers);
  assert.equal(tf.loadLayersModel, layers.loadLayersModel);
});
