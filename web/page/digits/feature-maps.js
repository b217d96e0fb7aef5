/** What the convolution layers of a model make of a picture. */

import * as tf from '@tensorflow/tfjs-core';
import { model as modelOf } from '@tensorflow/tfjs-layers';
import { messageOf } from '../../src/errors.js';
import { find, make } from '../dom.js';
import { greyPainter } from '../grey-canvas.js';

/** @typedef {import('../../src/runtime/model.js').Model} Model */
/** @typedef {{name: string, height: number, width: number, count: number}} MapsLayer */
/** @typedef {Uint8ClampedArray[]} Maps of one layer: height * width greys each, row by row */
/** @typedef {import('@tensorflow/tfjs-layers').SymbolicTensor} Symbolic */
/** @typedef {import('./digit-models.js').DigitModel} DigitModel */
/** @typedef {(maps: Maps | null) => void} Paint null: nothing to see */
/**
 * @typedef {object} FeatureMaps
 * @property {MapsLayer[]} layers the model's convolutions, in order; none where it has none
 * @property {(input: Float32Array) => Promise<Maps[]>} compute input: what the model sees, row by
 *   row; returns the maps of each layer, each map from its least value (0) to its greatest (255)
 */

const CONVOLUTIONS = new Set(['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D']);

/**
 * @param {Model} model of one picture as its input, shape (batch, height, width, channels); it
 *   must live as long as maps are computed, and nothing of its own is held here
 * @returns {FeatureMaps}
 */
export function createFeatureMaps(model) {
  if (!('layers' in model)) {
    return { layers: [], compute: async () => [] }; // a graph does not say which nodes were layers
  }
  // getClassName(), not constructor.name: the build makes names shorter.
  const found = model.layers.filter((layer) => CONVOLUTIONS.has(layer.getClassName()));
  const outputs = found.map((layer) => /** @type {Symbolic} */ (layer.getOutputAt(0)));
  const layers = outputs.map(({ shape: [, height, width, count] }, i) => {
    return { name: found[i].name, height: height ?? 0, width: width ?? 0, count: count ?? 0 };
  });
  if (layers.length === 0) {
    return { layers, compute: async () => [] };
  }
  // Over the same layers, and never disposed of: a container's dispose() counts down the
  // references of its layers (tfjs-layers, engine/container.js) and would free what the model
  // still uses.
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

/**
 * The feature maps of a model's convolutions, computed only while they are shown.
 *
 * @param {HTMLDetailsElement} root holds #maps-note and #maps-layers
 * @param {{models: import('./digit-models.js').DigitModels, onOpen: () => void}} options
 * @returns {{show: (name: string, input: Float32Array | null) => Promise<void>}} input: what the
 *   model sees; null where nothing is drawn
 */
export function createFeatureMapsView(root, { models, onOpen }) {
  const note = find(root, '#maps-note', HTMLElement);
  const list = find(root, '#maps-layers', HTMLElement);
  /** @type {{model: DigitModel, maps: ReturnType<typeof createFeatureMaps>, paints: Paint[]} | null} */
  let shown = null;
  root.addEventListener('toggle', onOpen);

  /** @param {DigitModel} model */
  function prepare(model) {
    if (shown?.model !== model) {
      const maps = createFeatureMaps(model.built.model);
      const figures = maps.layers.map(createLayer);
      list.replaceChildren(...figures.map(({ figure }) => figure));
      shown = { model, maps, paints: figures.map(({ paint }) => paint) };
    }
    return shown;
  }

  return {
    async show(name, input) {
      if (!root.open) {
        return;
      }
      try {
        await models.inspect(name, async (model) => {
          const { maps, paints } = prepare(model);
          const isGraph = model.built.artifact.graph !== null;
          note.textContent = isGraph
            ? `${name} is a graph of operations, which does not say what its layers were: no feature maps are shown.`
            : wordsFor(name, maps.layers.length, input !== null);
          const found = input === null ? [] : await maps.compute(input);
          paints.forEach((paint, i) => {
            paint(found[i] ?? null);
          });
        });
      } catch (error) {
        note.textContent = messageOf(error);
      }
    },
  };
}

/**
 * @param {string} name
 * @param {number} layers
 * @param {boolean} isDrawn
 */
function wordsFor(name, layers, isDrawn) {
  if (layers === 0) {
    return `${name} has no convolution layers, so it has no feature maps: it weighs the pixels directly.`;
  }
  return isDrawn
    ? 'Each picture shows where one filter responds to your digit, from least (dark) to most (light).'
    : 'Draw a digit to see what each filter finds in it.';
}

/**
 * @param {MapsLayer} layer
 * @returns {{figure: HTMLElement, paint: Paint}}
 */
function createLayer({ name, height, width, count }) {
  const figure = make('figure', 'maps-layer');
  const caption = make('figcaption', '', name);
  const grid = make('div', 'maps-grid');
  grid.role = 'img';
  grid.ariaLabel = `${count} feature maps of the layer ${name}`;
  caption.append(make('span', 'maps-shape', `${count} maps of ${height} × ${width}`));
  const canvases = Array.from({ length: count }, () => document.createElement('canvas'));
  const painters = canvases.map((canvas) => greyPainter(canvas, { width, height }));
  grid.append(...canvases);
  figure.append(caption, grid);
  figure.dataset.layer = name;
  return {
    figure,
    paint(maps) {
      painters.forEach((paint, i) => {
        paint(maps?.[i] ?? null);
      });
      figure.dataset.maps = maps === null ? 'empty' : 'drawn';
    },
  };
}
