/** The layers of a model with what each makes and holds, without TensorFlow.js. Pure. */

import { encodingOf } from '../encodings.js';
import { readTopology } from './check-model.js';
import { Meter } from './meter.js';
import { visitCalls } from './run.js';
import { valuesIn } from './shapes.js';
import { withoutCell } from './weights.js';

/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./references.js').Slot} Slot */
/**
 * @typedef {object} LayerRow
 * @property {string} name
 * @property {string} className
 * @property {Shape[][]} outputs of each call of it
 * @property {number} parameters values of its weights
 * @property {number} bytes that its weights take in the files
 */
/** @typedef {{name: string | null, shape: Shape, dtype: string | null}} LayerEnd null: not stated */
/** @typedef {{layers: LayerRow[], inputs: LayerEnd[], outputs: LayerEnd[]}} LayerList */

/**
 * @param {import('../check-topology.js').Checked} model of layers, checked
 * @param {string} file its name for messages
 * @returns {LayerList} layers in the order in which they are called first, those that no output comes
 *   from among them
 */
export function listLayers({ modelJson, groups }, file) {
  const model = readTopology(modelJson, file);
  const stored = storedBytes(groups);
  /** @type {Map<Slot, LayerRow>} */
  const rows = new Map();
  visitCalls(model, ({ slot }, inputs) => {
    const { layer, shape } = slot;
    const row = rows.get(slot) ?? newRow(slot, inputs, stored);
    row.outputs.push(layer === null ? [shape ?? []] : layer.call(inputs, new Meter()));
    rows.set(slot, row);
  });
  // The input that readTopology() gives a Sequential without one has the name of the first layer.
  const names = new Set(
    [...rows.keys()].flatMap(({ name, layer }) => (layer === null ? [] : [name])),
  );
  const isMadeUp = (/** @type {Slot} */ { name, layer }) => layer === null && names.has(name);
  return {
    layers: [...rows].flatMap(([slot, row]) => (isMadeUp(slot) ? [] : [row])),
    inputs: model.inputs.map((call, i) => endOf(model.calls[call].slot, model.inputShapes[i])),
    outputs: model.outputs.map(([call], i) => {
      return { ...endOf(model.calls[call].slot, model.outputShapes[i]), dtype: null };
    }),
  };
}

/**
 * @param {Slot} slot
 * @param {Shape[]} inputs of its first call, which makes its weights
 * @param {Map<string, number>} stored
 * @returns {LayerRow} without its outputs
 */
function newRow({ name, layer }, inputs, stored) {
  const weights = layer?.weights(inputs, `${name}/`) ?? [];
  return {
    name,
    className: layer?.className ?? 'InputLayer',
    outputs: [],
    parameters: weights.reduce((sum, [, shape]) => sum + valuesIn(shape), 0),
    bytes: weights.reduce((sum, [weight]) => sum + (stored.get(weight) ?? 0), 0),
  };
}

/**
 * @param {readonly import('../manifest.js').Group[]} groups
 * @returns {Map<string, number>} bytes by the weights' names, and by those without the cell's part
 */
function storedBytes(groups) {
  /** @type {Map<string, number>} */
  const found = new Map();
  for (const weight of groups.flatMap(({ weights }) => weights)) {
    const bytes = encodingOf(weight).byteCount(weight);
    found.set(withoutCell(weight.name), bytes).set(weight.name, bytes);
  }
  return found;
}

/**
 * @param {Slot} slot
 * @param {Shape} shape
 * @returns {LayerEnd}
 */
function endOf({ name, field }, shape) {
  const dtype = field.key('dtype').value;
  return { name, shape, dtype: typeof dtype === 'string' ? dtype : 'float32' };
}
