/** Which layer's output goes into which layer: inbound_nodes, input_layers and output_layers. */

import { inconsistent } from '../faults.js';
import { isWhole } from './settings.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layers.js').Layer} Layer */
/** @typedef {import('./shapes.js').Shape} Shape */
/**
 * @typedef {object} Slot a layer in a model
 * @property {string} name
 * @property {JsonField} field its settings
 * @property {Layer | null} layer null: an input layer
 * @property {Shape | null} shape of its input, where it declares one
 * @property {number[]} made the calls of it, by their place in the model's list
 */
/** @typedef {{slot: Slot, node: number, tensor: number, field: JsonField}} Reference node: from 0 */

/**
 * @param {JsonField} field a list such as [["dense", 0, 0, {}]]
 * @param {ReadonlyMap<string, Slot>} slots by name
 * @returns {Reference[]}
 */
export function readReferences(field, slots) {
  return field.items((item) => readReference(item, slots));
}

/**
 * @param {JsonField} field
 * @param {ReadonlyMap<string, Slot>} slots
 * @returns {Reference}
 */
function readReference(field, slots) {
  const [name, node, tensor, settings, ...others] = field.items(({ value }) => value);
  const isRight =
    typeof name === 'string' &&
    isWhole(node, 0) &&
    isWhole(tensor, 0) &&
    typeof (settings ?? {}) === 'object' &&
    others.length === 0;
  if (!isRight) {
    return field.refuse('a layer, the number of its call and that of the output');
  }
  const slot = slots.get(name);
  if (slot === undefined) {
    throw unresolved(field, 'reads the output of a layer that does not exist', name, 'none');
  }
  // A model's own first node joins its inside; its calls from outside are counted from 1.
  const first = slot.layer?.inputShapes ? 1 : 0;
  if (node < first) {
    throw unresolved(field, 'reads an output from inside a model', name, 'call 0');
  }
  return { slot, node: node - first, tensor, field };
}

/**
 * @param {JsonField} field
 * @param {string} problem
 * @param {string} name
 * @param {string} got
 */
export function unresolved({ file, path }, problem, name, got) {
  const expected = `an output that ${JSON.stringify(name)} gives`;
  return inconsistent(`${file}, ${path}`, problem, expected, got);
}
