/** Graphs of the tasks that the package has parts for: digits, and text. */

import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { normalizeDigit } from '../../src/digits/preprocessing.js';
import { DIGITS } from './digit-strokes.mjs';
import { DIGIT_LABELS, DIGIT_SPEC } from './make-artifact.mjs';
import { node, type } from './make-graph-artifact.mjs';
import { VOCABULARY } from './make-text-artifact.mjs';

/** @typedef {import('./make-graph-artifact.mjs').Graph} Graph */

const FLOAT = { T: type('float32') };

/** @param {number[]} logits */
function softmax(logits) {
  const most = Math.max(...logits);
  const powers = logits.map((value) => Math.exp(value - most));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
}

/** @returns {Graph} the nearest of the ten drawn digits wins, as in makeDigitModel() */
export function digitGraph() {
  const pictures = DIGITS.map((strokes) => {
    const { ink, width, height } = inkOfStrokes(strokes, PAD_SIZE, PEN_RADIUS);
    return Array.from(normalizeDigit(ink, width, height, DIGIT_SPEC) ?? []);
  });
  const sharpness = 0.5;
  const kernel = pictures[0].flatMap((_, i) => pictures.map((picture) => sharpness * picture[i]));
  const bias = pictures.map((values) => (-sharpness / 2) * values.reduce((s, v) => s + v * v, 0));
  const answers = pictures.map((picture) =>
    softmax(
      bias.map((start, k) => picture.reduce((sum, v, i) => sum + v * kernel[10 * i + k], start)),
    ),
  );
  return {
    inputs: [{ name: 'picture', shape: [null, 28, 28, 1] }],
    outputs: [{ name: 'digit', shape: [null, 10], node: 'softmax' }],
    weights: {
      kernel: { shape: [784, 10], values: kernel },
      bias: { shape: [10], values: bias },
      shape: { shape: [2], values: [-1, 784], dtype: 'int32' },
    },
    nodes: [
      node('flat', 'Reshape', ['picture', 'shape'], FLOAT),
      node('product', 'MatMul', ['flat', 'kernel'], FLOAT),
      node('logits', 'BiasAdd', ['product', 'bias'], FLOAT),
      node('softmax', 'Softmax', ['logits'], FLOAT),
    ],
    goldenInputs: [{ shape: [10, 28, 28, 1], values: pictures.flat() }],
    goldenOutputs: [{ shape: [10, 10], values: answers.flat() }],
    preprocessing: DIGIT_SPEC,
    labels: DIGIT_LABELS,
  };
}

/**
 * A character model in which the last two characters decide the next one: a running sum would need
 * the whole text, and a table of single characters would not show a window that is too short.
 *
 * @param {{length?: number | null, sequenceLength?: number}} [options] length: of the input, null: any
 * @returns {Graph}
 */
export function textGraph({ length = null, sequenceLength = 6 } = {}) {
  const size = VOCABULARY.length;
  const table = Array.from({ length: size * size }, (_, i) => Math.sin(7 * i) * 3);
  const [steps, text] = [length ?? 6, [1, 4, 2, 2, 5, 3]];
  const row = (/** @type {number} */ place) => table.slice(place * size, (place + 1) * size);
  const answers = text
    .slice(0, steps)
    .map((index, i) => softmax(row(index).map((v, k) => v + 0.5 * row(text[i - 1] ?? 0)[k])));
  return {
    inputs: [{ name: 'characters', shape: [null, length], dtype: 'int32' }],
    outputs: [{ name: 'next', shape: [null, length, size], node: 'softmax' }],
    weights: {
      table: { shape: [size, size], values: table },
      axis: { shape: [], values: [0], dtype: 'int32' },
      half: { shape: [], values: [0.5] },
      before: { shape: [2, 2], values: [0, 0, 1, 0], dtype: 'int32' },
      begin: { shape: [2], values: [0, 0], dtype: 'int32' },
      end: { shape: [2], values: [0, -1], dtype: 'int32' },
      strides: { shape: [2], values: [1, 1], dtype: 'int32' },
    },
    nodes: [
      node('shifted', 'Pad', ['characters', 'before'], { T: type('int32') }),
      node('former', 'StridedSlice', ['shifted', 'begin', 'end', 'strides'], {
        T: type('int32'),
        begin_mask: { i: '1' },
        end_mask: { i: '1' },
      }),
      node('row', 'GatherV2', ['table', 'characters', 'axis'], { batch_dims: { i: '0' } }),
      node('former_row', 'GatherV2', ['table', 'former', 'axis'], { batch_dims: { i: '0' } }),
      node('less', 'Mul', ['former_row', 'half'], FLOAT),
      node('logits', 'AddV2', ['row', 'less'], FLOAT),
      node('softmax', 'Softmax', ['logits'], FLOAT),
    ],
    goldenInputs: [{ shape: [1, steps], values: text.slice(0, steps), dtype: 'int32' }],
    goldenOutputs: [{ shape: [1, steps, size], values: answers.flat() }],
    preprocessing: {
      kind: 'characters',
      alphabet: 'full',
      vocabulary: VOCABULARY,
      sequence_length: sequenceLength,
    },
  };
}

/**
 * One step of stateGraph(), by plain arithmetic.
 *
 * @param {number} index of the character that is read
 * @param {number[]} state
 * @returns {{state: number[], next: number[]}} next: probabilities
 */
export function stateStep(index, state) {
  const size = VOCABULARY.length;
  const after = state.map((value, k) => 0.75 * value + Math.sin(7 * (index * size + k)) * 3);
  return { state: after, next: softmax(after) };
}

/** @returns {Graph} a character model that takes what it has read as a state, and gives it on */
export function stateGraph() {
  const size = VOCABULARY.length;
  const table = Array.from({ length: size * size }, (_, i) => Math.sin(7 * i) * 3);
  const before = [0.5, -1, 2, 0, 1, -0.5];
  const { state, next } = stateStep(3, before);
  return {
    inputs: [
      { name: 'character', shape: [1, 1], dtype: 'int32' },
      { name: 'state_lstm_0', shape: [1, size], node: 'before' },
    ],
    outputs: [
      { name: 'next', shape: [1, 1, size], node: 'softmax' },
      { name: 'state_lstm_0', shape: [1, size], node: 'after' },
    ],
    weights: {
      table: { shape: [size, size], values: table },
      axis: { shape: [], values: [0], dtype: 'int32' },
      factor: { shape: [], values: [0.75] },
      flat: { shape: [1], values: [1], dtype: 'int32' },
      steps: { shape: [3], values: [1, 1, size], dtype: 'int32' },
    },
    nodes: [
      node('place', 'Reshape', ['character', 'flat'], FLOAT),
      node('row', 'GatherV2', ['table', 'place', 'axis'], { batch_dims: { i: '0' } }),
      node('kept', 'Mul', ['before', 'factor'], FLOAT),
      node('after', 'AddV2', ['kept', 'row'], FLOAT),
      node('probabilities', 'Softmax', ['after'], FLOAT),
      node('softmax', 'Reshape', ['probabilities', 'steps'], FLOAT),
    ],
    goldenInputs: [
      { shape: [1, 1], values: [3], dtype: 'int32' },
      { shape: [1, size], values: before },
    ],
    goldenOutputs: [
      { shape: [1, 1, size], values: next },
      { shape: [1, size], values: state },
    ],
    preprocessing: {
      kind: 'characters',
      alphabet: 'full',
      vocabulary: VOCABULARY,
      sequence_length: 100,
    },
  };
}
