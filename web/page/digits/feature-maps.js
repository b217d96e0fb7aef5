/** What the convolution layers of a model make of a picture. */

import * as tf from '@tensorflow/tfjs-core';
import { model as modelOf } from '@tensorflow/tfjs-layers';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {{name: string, height: number, width: number, count: number}} MapsLayer */
/** @typedef {Uint8ClampedArray[]} Maps of one layer: height * width greys each, row by row */
/**
 * @typedef {object} FeatureMaps
 * @property {MapsLayer[]} layers the model's convolutions, in order; none where it has none
 * @property {(input: Float32Array) => Promise<Maps[]>} compute input: what the model sees, row by
 *   row; returns the maps of each layer, each map from its least value (0) to its greatest (255)
 */

const CONVOLUTIONS = new Set(['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D']);

/**
 * @param {LayersModel} model of one picture as its input, shape (batch, height, width, channels); it
 *   must live as long as maps are computed, and nothing of its own is held here
 * @returns {FeatureMaps}
 */
export function createFeatureMaps(model) {
  const found = model.layers.filter((layer) => CONVOLUTIONS.has(layer.getClassName()));
  const outputs = found.map((layer) => /** @type {Symbolic} */ (layer.getOutputAt(0)));
  const layers = outputs.map(({ shape: [, height, width, count] }, i) => {
    return { name: found[i].name, height: height ?? 0, width: width ?? 0, count: count ?? 0 };
  });
  if (layers.length === 0) {
    return { layers, compute: async () => [] };
  }
  const probe = modelOf({ inputs: model.inputs, outputs });
  const inputShape = model.inputs[0].shape.map((length) => length ?? 1);
  return {
    layers,
    async compute(input) {
      const tensors = tf.tidy(() => [probe.predict(tf.tensor(input, inputShape))].flat());
      try {
        const values = await Promise.all(tensors.map((tensor) => tensor.data()));
        return layers.map((layer, i) => mapsOf(values[i], layer));
      } finally {
        tf.dispose(tensors);
      }
    },
  };
}

/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} Symbolic */

/**
 * @param {ArrayLike<number>} values shape (height, width, count)
 * @param {MapsLayer} layer
 * @returns {Maps}
 */
function mapsOf(values, { height, width, count }) {
  return Array.from({ length: count }, (_, place) => {
    const map = new Float32Array(height * width);
    for (let i = 0; i < map.length; i += 1) {
      map[i] = values[i * count + place];
    }
    return greysOf(map);
  });
}

/**
 * @param {Float32Array} values
 * @returns {Uint8ClampedArray} 0 throughout where all values are the same
 */
function greysOf(values) {
  let [least, most] = [values[0], values[0]];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const scale = most > least ? 255 / (most - least) : 0;
  const greys = new Uint8ClampedArray(values.length);
  for (let i = 0; i < greys.length; i += 1) {
    greys[i] = (values[i] - least) * scale;
  }
  return greys;
}
