/** TensorFlow.js's recurrent layers and their cells; tfjs-layers/src/layers/recurrent.ts. Pure. */

import { convolved, windowSettings } from './classes-window.js';
import { biasOf } from './layer-class.js';
import * as is from './settings.js';
import { channelAxis, listOf, valuesIn, withLength } from './shapes.js';

/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */

export const CELL = {
  units: is.count,
  activation: is.maybe(is.activation),
  recurrent_activation: is.maybe(is.activation),
  use_bias: is.maybe(is.flag),
};

export const SEQUENCE = {
  return_sequences: is.maybe(is.flag),
  return_state: is.maybe(is.flag),
  go_backwards: is.maybe(is.flag),
  stateful: is.maybe(is.flag),
};

/** Input, and the states that it may begin with. */
const WITH_STATES = /** @type {[number, number]} */ ([1, 64]);

/** @type {LayerClass['steps']} */
const timeSteps = (input) => input[1] ?? 1;

/**
 * @param {Config} config
 * @param {Shape} input
 * @param {{output: Shape, states: Shape[]}} step what one step gives
 * @returns {Shape[]}
 */
export function sequenceOf(config, input, { output, states }) {
  const [batch, ...rest] = output;
  const first = config.return_sequences ? [batch, input[1], ...rest] : output;
  return config.return_state ? [first, ...states] : [first];
}

/**
 * @param {number} gates
 * @returns {NonNullable<LayerClass['weights']>}
 */
export function gateWeights(gates) {
  return (config, input) => {
    const { units } = config;
    return {
      kernel: [input.at(-1) ?? null, gates * units],
      recurrent_kernel: [units, gates * units],
      ...biasOf(config, [gates * units]),
    };
  };
}

/**
 * @param {number} gates
 * @param {number} states
 * @returns {LayerClass}
 */
function recurrent(gates, states) {
  return {
    settings: { ...CELL, ...SEQUENCE },
    output(config, [input]) {
      const output = [input[0], config.units];
      return sequenceOf(config, input, { output, states: Array(states).fill(output) });
    },
    rank: 3,
    inputs: WITH_STATES,
    weights: gateWeights(gates),
    uses: (_, [batch, steps]) => (batch ?? 1) * (steps ?? 1),
    steps: timeSteps,
  };
}

/** @type {LayerClass} */
const CONV_LSTM = {
  // CELL requires `units`; a ConvLSTM2D has `filters` instead.
  settings: { filters: is.count, ...windowSettings(2), ...CELL, units: () => {}, ...SEQUENCE },
  output(config, [input]) {
    const output = pictureOf(config, input);
    return sequenceOf(config, input, { output, states: [output, output] });
  },
  rank: 5,
  inputs: WITH_STATES,
  weights(config, input) {
    const sizes = listOf(config.kernel_size, 2);
    const all = 4 * config.filters;
    return {
      kernel: [...sizes, channels(config, input), all],
      recurrent_kernel: [...sizes, config.filters, all],
      ...biasOf(config, [all]),
    };
  },
  uses: (config, input) => ((input[1] ?? 1) * valuesIn(pictureOf(config, input))) / config.filters,
  steps: timeSteps,
};

/**
 * @param {Config} config
 * @param {Shape} input
 * @returns {Shape} of one step's output
 */
function pictureOf(config, [batch, , ...rest]) {
  const picture = convolved(config, [batch, ...rest], { rank: 2 });
  return withLength(picture, channelAxis(config, picture), config.filters);
}

/**
 * @param {Config} config
 * @param {Shape} input
 */
function channels(config, [batch, , ...rest]) {
  const picture = [batch, ...rest];
  return picture[channelAxis(config, picture)];
}

/** @type {[string, LayerClass][]} */
export const RECURRENT = [
  ['SimpleRNN', recurrent(1, 1)],
  ['GRU', recurrent(3, 1)],
  ['LSTM', recurrent(4, 2)],
  ['ConvLSTM2D', CONV_LSTM],
];

/**
 * @typedef {object} CellClass
 * @property {number} gates
 * @property {number} states
 */
/** @type {Map<unknown, CellClass>} */
export const CELLS = new Map([
  ['SimpleRNNCell', { gates: 1, states: 1 }],
  ['GRUCell', { gates: 3, states: 1 }],
  ['LSTMCell', { gates: 4, states: 2 }],
]);
