/** Whether the weights that a model's layers ask for are those that its files hold. */

import { valueCount } from '../dtypes.js';
import { inconsistent } from '../faults.js';
import { valuesIn } from './shapes.js';

/** @typedef {import('../manifest.js').Weight} Weight */
/** @typedef {import('./shapes.js').Shape} Shape */

/**
 * As LayersModel.loadWeights finds them in tfjs-layers/src/engine/container.ts.
 *
 * @param {import('./model.js').Model} model
 * @param {import('../manifest.js').Group[]} groups
 * @param {string} file
 */
export function checkWeights({ weights: wanted, allWeights }, groups, file) {
  const held = groups
    .flatMap(({ weights }) => weights)
    .filter(({ group }) => group !== 'optimizer');
  checkTotals(allWeights, wanted, held, file);
  const lastPart = held[0]?.name.split('/').at(-1) ?? '';
  if (!Number.isNaN(Number.parseInt(lastPart, 10))) {
    // Where the first name's last part begins with a number, TensorFlow.js goes by the order of the
    // weights, and not by their names (isKerasSavedModelFormat in tfjs-layers/src/engine/container.ts).
    return;
  }
  const missing = new Map(wanted);
  // loadWeights() refuses them too, but only after building all layers.
  if (missing.size < wanted.length) {
    const names = wanted.map(([name]) => name);
    const twice = names.find((name, i) => names.indexOf(name) < i) ?? '';
    throw inconsistent(file, 'two weights have the same name', 'different names', twice);
  }
  for (const weight of held) {
    // loadWeights() drops the cell's name only if the full name has no match.
    const name = missing.has(weight.name) ? weight.name : withoutCell(weight.name);
    checkShape(missing.get(name), weight, file);
    missing.delete(name);
  }
  for (const [name, shape] of missing) {
    const where = `${file}, weightsManifest`;
    throw inconsistent(where, 'a weight is missing', `${name} ${JSON.stringify(shape)}`, 'none');
  }
}

/**
 * TensorFlow.js makes all weights before it looks for their values.
 *
 * @param {readonly import('./layers.js').WeightShape[]} made
 * @param {readonly import('./layers.js').WeightShape[]} wanted
 * @param {readonly Weight[]} held
 * @param {string} file
 */
function checkTotals(made, wanted, held, file) {
  const values = held.reduce((sum, { shape }) => sum + valueCount(shape), 0);
  const needed = totalOf(wanted);
  const built = totalOf(made);
  // Layers that no output comes from are built too, and need no values.
  if (needed !== values || built > 2 * values) {
    const got = needed === values ? `${built}, with layers that are not used` : `${needed}`;
    const expected = `${values} values, as the file holds`;
    throw inconsistent(file, 'its layers need another number of weights', expected, got);
  }
}

/** @param {readonly import('./layers.js').WeightShape[]} weights */
function totalOf(weights) {
  return weights.reduce((sum, [, shape]) => sum + valuesIn(shape), 0);
}

/**
 * @param {Shape | undefined} wanted
 * @param {Weight} weight
 * @param {string} file
 */
function checkShape(wanted, { name, shape }, file) {
  const got = JSON.stringify(shape);
  const expected = JSON.stringify(wanted);
  if (got !== expected) {
    const where = `${file}, weight ${JSON.stringify(name)}`;
    throw wanted === undefined
      ? inconsistent(where, 'no layer has this weight', "the weights of the model's layers", 'it')
      : inconsistent(where, 'not of the shape that its layer needs', `${expected}`, got);
  }
}

/**
 * @param {string} name such as "lstm/lstm_cell/kernel"
 * @returns {string} without the part before the last, which Keras has put in since TensorFlow 2.2
 */
export function withoutCell(name) {
  return name.split('/').toSpliced(-2, 1).join('/');
}
