import {
  classColour,
  classMap,
  colourPicture,
  greyMap,
  rangeOf,
} from '../../../src/pictures/output-picture.js';
import { context2d, make } from '../../dom.js';
import { percent } from '../../figures.js';
import { number } from '../tables.js';
import { choice } from './controls.js';

/** @typedef {import('./scores-view.js').OutputView} OutputView */
/** @typedef {import('./scores-view.js').Look} Look */
/** @typedef {import('../../../src/pictures/output-picture.js').Drawing} Drawing */
/** @typedef {import('../../../src/pictures/output-picture.js').Range} Range */

const CLASSES = 'classes';
const COLOURS = 'colours';
/** Outputs with more channels are features, of which the largest means nothing. */
const MOST_CLASSES = 64;
/** Channels that can be chosen to be looked at. */
const MOST_CHANNELS = 64;

/**
 * An output that is a picture: classes of its pixels, grey, or colours.
 *
 * @param {{activation: string, channels: number}} output
 * @param {() => void} onChange asks to be shown again
 * @returns {OutputView}
 */
export function createMapView({ activation, channels }, onChange) {
  const element = make('div', 'picture-output');
  const ways = choice('Shown as', waysOf(channels), onChange);
  ways.select.value = likelyWay(activation, channels);
  ways.element.hidden = channels === 1;
  const canvas = document.createElement('canvas');
  canvas.className = 'picture-map';
  canvas.role = 'img';
  const note = make('p', 'picture-words');
  const legend = make('ol', 'picture-legend');
  element.append(ways.element, canvas, note, legend);
  return {
    element,
    show(output, look) {
      const isClasses = ways.select.value === CLASSES;
      const found = isClasses
        ? ofClasses(output, look)
        : { ...ofValues(output, ways.select.value, activation), rows: [] };
      draw(canvas, found.drawing);
      canvas.ariaLabel = `Output ${output.name}: ${found.words}`;
      note.textContent = found.words;
      note.hidden = isClasses; // the summary says it
      legend.replaceChildren(...found.rows);
      legend.hidden = !isClasses;
      return isClasses ? found.words : `a picture of ${output.shape.join(' × ')}`;
    },
  };
}

/**
 * @param {number} channels
 * @returns {[value: string, words: string][]}
 */
function waysOf(channels) {
  const single = Array.from(
    { length: Math.min(channels, MOST_CHANNELS) },
    (_, i) => /** @type {[string, string]} */ ([String(i), `Channel ${i}, in grey`]),
  );
  return [
    [CLASSES, 'Classes: the largest channel of each pixel'],
    ...(channels >= 3 ? [/** @type {[string, string]} */ ([COLOURS, 'Red, green, blue'])] : []),
    ...single,
  ];
}

/**
 * @param {string} activation
 * @param {number} channels
 */
function likelyWay(activation, channels) {
  if (channels === 1) {
    return '0';
  }
  // Three channels of a softmax are three classes; without one they are more likely colours.
  if (activation === 'softmax') {
    return CLASSES;
  }
  return channels === 3 ? COLOURS : channels <= MOST_CLASSES ? CLASSES : '0';
}

/**
 * @param {import('../run-model.js').NamedValues} output
 * @param {Look} look
 */
function ofClasses(output, { labels, most }) {
  const { drawing, shares } = classMap(output);
  const name = (/** @type {number} */ index) => labels?.[index] ?? `class ${index}`;
  const rows = shares.slice(0, most).map(({ index, share }) => {
    const row = make('li', '');
    const swatch = make('i', 'picture-swatch');
    swatch.style.setProperty('--swatch', `rgb(${classColour(index).join(' ')})`);
    row.append(swatch, make('span', '', name(index)), make('span', '', percent(share)));
    return row;
  });
  const [{ index, share }] = shares;
  return { drawing, rows, words: `mostly ${name(index)}: ${percent(share)} of the pixels` };
}

/**
 * @param {import('../run-model.js').NamedValues} output
 * @param {string} way
 * @param {string} activation
 * @returns {{drawing: Drawing, words: string}}
 */
function ofValues(output, way, activation) {
  const isColours = way === COLOURS;
  const range =
    fixedRange(activation) ?? rangeOf(isColours ? output.values : channelOf(output, way));
  const drawing = isColours ? colourPicture(output, range) : greyMap(output, Number(way), range);
  const [low, high] = range.map(number);
  const reason = fixedRange(activation) === null ? ', the least and the largest value here' : '';
  return { drawing, words: `Black is ${low}, white is ${high}${reason}.` };
}

/**
 * @param {import('../run-model.js').NamedValues} output
 * @param {string} channel
 */
function channelOf({ values, shape }, channel) {
  return Float32Array.from(values).filter((_, i) => i % shape[2] === Number(channel));
}

/**
 * @param {string} activation
 * @returns {Range | null} null where nothing bounds the values
 */
function fixedRange(activation) {
  if (activation === 'tanh') {
    return [-1, 1];
  }
  return ['sigmoid', 'softmax'].includes(activation) ? [0, 1] : null;
}

/**
 * @param {HTMLCanvasElement} canvas takes the drawing's size
 * @param {Drawing} drawing
 */
export function draw(canvas, { data, width, height }) {
  canvas.width = width;
  canvas.height = height;
  context2d(canvas).putImageData(new ImageData(data, width, height), 0, 0);
}
