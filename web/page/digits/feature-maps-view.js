import { messageOf } from '../../src/errors.js';
import { context2d, find, make } from '../dom.js';
import { createFeatureMaps } from './feature-maps.js';

/** @typedef {import('./feature-maps.js').MapsLayer} MapsLayer */
/** @typedef {import('./digit-models.js').DigitModel} DigitModel */
/** @typedef {(maps: import('./feature-maps.js').Maps | null) => void} Paint null: nothing to see */

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
          note.textContent = wordsFor(name, maps.layers.length, input !== null);
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
    return `${name} has no convolution layers, so there are no maps: it weighs the pixels themselves.`;
  }
  return isDrawn
    ? 'Each picture is what one filter finds in your digit, from its least (dark) to its most (light).'
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
  const canvases = Array.from({ length: count }, () => createMap(height, width));
  grid.append(...canvases.map(({ canvas }) => canvas));
  figure.append(caption, grid);
  figure.dataset.layer = name;
  return {
    figure,
    paint(maps) {
      canvases.forEach((canvas, i) => {
        canvas.paint(maps?.[i] ?? null);
      });
      figure.dataset.maps = maps === null ? 'empty' : 'drawn';
    },
  };
}

/**
 * @param {number} height
 * @param {number} width
 */
function createMap(height, width) {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = context2d(canvas);
  const image = context.createImageData(width, height);
  return {
    canvas,
    /** @param {Uint8ClampedArray | null} greys */
    paint(greys) {
      for (let i = 0; i < height * width; i += 1) {
        image.data.fill(greys?.[i] ?? 0, 4 * i, 4 * i + 3);
        image.data[4 * i + 3] = 255;
      }
      context.putImageData(image, 0, 0);
    },
  };
}
