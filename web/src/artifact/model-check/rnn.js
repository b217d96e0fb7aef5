/** A recurrent layer with cells of its own; tfjs-layers/src/layers/recurrent.ts. */

import { CELL, CELLS, gateWeights, SEQUENCE, sequenceOf } from './classes-recurrent.js';
import { checked, misfit } from './layer-checks.js';
import { stepOf, valuesIn } from './shapes.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layers.js').ReadLayer} ReadLayer */
/** @typedef {import('./layers.js').WeightShape} WeightShape */
/** @typedef {import('./shapes.js').Shape} Shape */

/**
 * @typedef {object} Cell
 * @property {number[]} states their lengths
 * @property {(input: Shape, scope: string) => WeightShape[]} weights
 */

/** @type {ReadLayer} */
export function readRnn({ field, name, className }) {
  const config = checked(field, SEQUENCE);
  const cell = readCell(field.key('cell'));
  return {
    name,
    className,
    field,
    inputShapes: null,
    calls: 1,
    call([input], meter) {
      if (input.length !== 3) {
        misfit(field, className, [input]);
      }
      const states = cell.states.map((length) => [input[0], length]);
      const outputs = sequenceOf(config, input, { output: states[0], states });
      const weights = cell.weights(stepOf(input), '').map(([, shape]) => valuesIn(shape));
      meter.count([input], outputs, {
        uses: (input[0] ?? 1) * (input[1] ?? 1),
        weights: weights.reduce((sum, values) => sum + values, 0),
        steps: input[1] ?? 1,
      });
      return outputs;
    },
    weights: ([input], scope) => cell.weights(stepOf(input), scope),
  };
}

/**
 * @param {JsonField} field
 * @returns {Cell}
 */
function readCell(field) {
  const className = field.key('class_name').value;
  const settings = field.key('config');
  if (className === 'StackedRNNCells') {
    return stacked(settings.key('cells').items(readCell), settings);
  }
  const found = CELLS.get(className);
  if (found === undefined) {
    return field.key('class_name').refuse('a cell class that TensorFlow.js supports');
  }
  const config = checked(settings, CELL);
  const make = gateWeights(found.gates);
  return {
    states: Array(found.states).fill(config.units),
    weights: (input, scope) =>
      Object.entries(make(config, input)).map(([weight, shape]) => [scope + weight, shape]),
  };
}

/**
 * @param {Cell[]} cells each reads what the one before it gives
 * @param {JsonField} field
 * @returns {Cell}
 */
function stacked(cells, field) {
  if (cells.length === 0) {
    field.key('cells').refuse('at least one cell');
  }
  return {
    // The first state must have the output's length: StackedRNNCells.stateSize in recurrent.ts.
    states: cells.toReversed().flatMap(({ states }) => states),
    weights: (input, scope) =>
      cells.flatMap((cell, i) => {
        const read = i === 0 ? input : [input[0], cells[i - 1].states[0]];
        return cell.weights(read, `${scope}RNNCell_${i}/`);
      }),
  };
}
