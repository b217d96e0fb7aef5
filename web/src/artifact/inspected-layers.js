/** The layers of a model for an inspection, those of models in it among them. Pure. */

import { encodingOf } from './encodings.js';
import { readTopology } from './model-check/check-model.js';
import { Meter } from './model-check/meter.js';
import { visitCalls } from './model-check/run.js';
import { withoutCell } from './model-check/weights.js';
import { multiplyAddsOf } from './multiply-adds.js';
import { someSettings } from './some-settings.js';

/** @typedef {import('./inspection-document.js').End} End */
/** @typedef {import('./inspection-document.js').Part} Part */
/** @typedef {import('./inspection-document.js').PartWeight} PartWeight */
/** @typedef {import('./manifest.js').Group} Group */
/** @typedef {import('./model-check/model.js').Model} Model */
/** @typedef {import('./model-check/references.js').Slot} Slot */
/** @typedef {import('./model-check/shapes.js').Shape} Shape */
/** @typedef {(name: string, shape: Shape) => PartWeight} FindWeight */
/** @typedef {string[]} Ids of the parts that a tensor comes from; none: it is an input without a part */

/**
 * @param {import('./check-topology.js').Checked} model of layers, checked
 * @param {string} file its name for messages
 * @returns {{parts: Part[], inputs: End[], outputs: End[]}} parts in the order in which layers are
 *   called first
 */
export function inspectedLayers({ modelJson, groups }, file) {
  const model = readTopology(modelJson, file);
  /** @type {Map<Slot, Part>} */
  const made = new Map();
  const place = { parts: made, group: '', given: null, find: weightFinder(model, groups) };
  const outputs = addLayers(model, place);
  const parts = [...made.values()];
  return {
    parts,
    inputs: model.inputs.map((call, i) => {
      const { name, field } = model.calls[call].slot;
      const stated = field.key('dtype').value;
      const dtype = typeof stated === 'string' ? stated : 'float32';
      return { name: inputName(name, parts), shape: model.inputShapes[i], dtype };
    }),
    outputs: outputs.map(([id], i) => {
      const part = parts.find((one) => one.id === id);
      return { name: part?.name ?? null, shape: model.outputShapes[i], dtype: 'float32' };
    }),
  };
}

/**
 * @param {string} name of an input; of one that a Sequential did not list, its first layer's
 * @param {Part[]} parts
 * @returns {string} as TensorFlow.js names it
 */
function inputName(name, parts) {
  const isListed = parts.some((part) => part.id === name && part.kind === 'InputLayer');
  const inner = parts.find((part) => part.kind === 'InputLayer' && part.id.startsWith(`${name}/`));
  return isListed ? name : (inner?.name ?? `${name}_input`);
}

/**
 * @typedef {object} Place
 * @property {Map<Slot, Part>} parts is added to; a layer that is called several times is one
 * @property {string} group names of the models around, joined by "/"
 * @property {Ids[] | null} given what the model is called on; null: it is the whole one
 * @property {FindWeight} find
 */

/**
 * @param {Model} model
 * @param {Place} place
 * @returns {Ids[]} of its outputs
 */
function addLayers(model, place) {
  /** @type {Ids[][]} */
  const results = [];
  const isMadeUp = madeUpInputs(model);
  visitCalls(model, ({ slot, inputs: sources }, shapes) => {
    const read = sources.map(([call, tensor]) => results[call][tensor] ?? []);
    const given = place.given?.[model.inputs.indexOf(results.length)] ?? [];
    // A model within another takes what it is called on: its own inputs are no parts then.
    const isGiven = slot.layer === null && (isMadeUp(slot) || given.length > 0);
    results.push(isGiven ? [given] : addCall({ slot, read, shapes }, place));
  });
  return model.outputs.map(([call, tensor]) => results[call][tensor] ?? []);
}

/**
 * @param {Model} model
 * @returns {(slot: Slot) => boolean} whether an input is the one that readTopology() gives a Sequential
 *   without one: it has the name of the first layer
 */
function madeUpInputs({ calls }) {
  const names = new Set(calls.flatMap(({ slot }) => (slot.layer === null ? [] : [slot.name])));
  return ({ name }) => names.has(name);
}

/**
 * @param {{slot: Slot, read: Ids[], shapes: Shape[]}} call
 * @param {Place} place
 * @returns {Ids[]} of its outputs
 */
function addCall({ slot, read, shapes }, place) {
  const { layer, name } = slot;
  if (layer?.model) {
    const group = joined(place.group, name);
    return addLayers(layer.model, { ...place, group, given: read });
  }
  const part = place.parts.get(slot) ?? newPart(slot, shapes, place);
  place.parts.set(slot, part);
  const outputs = layer?.call(shapes, new Meter()) ?? [slot.shape ?? []];
  extend(part, slot, { inputs: read.flat(), shapes, outputs });
  return outputs.map(() => [part.id]);
}

/**
 * @param {string} group
 * @param {string} name
 */
function joined(group, name) {
  return group === '' ? name : `${group}/${name}`;
}

/**
 * @param {Slot} slot
 * @param {Shape[]} shapes of the inputs of its first call, which makes its weights
 * @param {{group: string, find: FindWeight}} place
 * @returns {Part} without its calls
 */
function newPart({ name, layer, field }, shapes, { group, find }) {
  const weights = layer?.weights(shapes, `${name}/`) ?? [];
  const found = weights.map(([weight, shape]) => find(weight, shape));
  return {
    id: joined(group, name),
    name,
    kind: layer?.className ?? 'InputLayer',
    group,
    inputs: [],
    outputs: [],
    parameters: found.reduce((sum, { shape }) => sum + shape.reduce((n, k) => n * k, 1), 0),
    bytes: found.reduce((sum, { bytes }) => sum + bytes, 0),
    multiplyAdds: 0,
    weights: found,
    settings: someSettings(field.object()),
  };
}

/**
 * @param {Part} part is added to
 * @param {Slot} slot
 * @param {{inputs: string[], shapes: Shape[], outputs: Shape[]}} call
 */
function extend(part, { layer, field }, { inputs, shapes, outputs }) {
  const stated = layer === null ? field.key('dtype').value : null;
  const dtype = typeof stated === 'string' ? stated : 'float32';
  part.inputs = [...new Set([...part.inputs, ...inputs])];
  for (const shape of outputs) {
    const words = JSON.stringify(shape);
    if (!part.outputs.some((known) => JSON.stringify(known.shape) === words)) {
      part.outputs.push({ shape, dtype });
    }
  }
  if (layer !== null && part.multiplyAdds !== null) {
    const call = { inputs: shapes, outputs, weights: layer.weights(shapes, '') };
    const more = multiplyAddsOf(layer.className, field.object(), call);
    part.multiplyAdds = more === null ? null : part.multiplyAdds + more;
  }
}

/**
 * @param {Model} model
 * @param {readonly Group[]} groups
 * @returns {FindWeight} finds a layer's weight in the files, as TensorFlow.js does
 */
function weightFinder(model, groups) {
  const held = groups
    .flatMap(({ weights }) => weights)
    .filter(({ group }) => group !== 'optimizer');
  const byName = new Map([
    ...held.map((weight) => /** @type {const} */ ([withoutCell(weight.name), weight])),
    ...held.map((weight) => /** @type {const} */ ([weight.name, weight])),
  ]);
  const places = new Map(model.weights.map(([name], place) => [name, place]));
  return (name, shape) => {
    // Where names end in numbers, TensorFlow.js goes by the order: model-check/weights.js.
    const weight = byName.get(name) ?? held[places.get(name) ?? -1];
    const fixed = weight?.shape ?? shape.map((length) => length ?? 0);
    return {
      name: weight?.name ?? name,
      shape: fixed,
      dtype: weight?.dtype ?? 'float32',
      encoding: weight?.quantization?.dtype ?? weight?.dtype ?? 'float32',
      bytes: weight ? encodingOf(weight).byteCount(weight) : 0,
    };
  };
}
