/** Models as a topology describes them: layers, the calls of them, and what goes in and comes out. */

import { inconsistent } from '../faults.js';
import { nameOf, readLayer } from './layers.js';
import { orderCalls, sourceOf } from './order.js';
import { readReferences } from './references.js';
import { build, runModel, wrongCount } from './run.js';
import * as is from './settings.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layers.js').WeightShape} WeightShape */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./references.js').Slot} Slot */
/** @typedef {[call: number, tensor: number]} Source of a tensor: which of the model's calls gave it */
/** @typedef {{slot: Slot, inputs: Source[]}} Call of a layer; one without inputs gives an input */
/**
 * @typedef {object} Graph
 * @property {JsonField} field
 * @property {Call[]} calls in the order in which TensorFlow.js makes them
 * @property {number[]} inputs the calls that give the inputs
 * @property {Source[]} outputs
 * @property {Shape[]} inputShapes as declared
 */
/**
 * @typedef {object} Built
 * @property {Shape[]} outputShapes of the inputs as declared
 * @property {WeightShape[]} weights of the layers that an output comes from
 * @property {WeightShape[]} allWeights of the other layers, too
 * @property {number} size calls of layers in one call of it
 */
/** @typedef {Graph & Built} Model */

/** TensorFlow.js searches its lists of layers and calls from end to end for each of them. */
const MOST_LAYERS = 20_000;

/**
 * @param {JsonField} field its settings
 * @param {string} className
 * @returns {Model}
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not build it, or never would
 */
export function readModel(field, className) {
  const listed = Array.isArray(field.value) ? field : field.key('layers');
  const layers = listed.items((layer) => layer);
  if (layers.length === 0 || layers.length > MOST_LAYERS) {
    throw wrongCount(listed, 'layers', MOST_LAYERS, layers.length);
  }
  return build(className === 'Sequential' ? readChain(field, layers) : readGraph(field, layers));
}

/** @type {import('./layers.js').ReadLayer} */
function readInner({ field, name, className }) {
  const model = readModel(field, className);
  return {
    name,
    className,
    field,
    inputShapes: model.inputShapes,
    model,
    calls: 1 + model.size,
    call: (inputs, meter) => runModel(model, inputs, meter),
    weights: () => model.weights,
  };
}

/**
 * @param {JsonField[]} layers
 * @returns {Map<string, Slot>} by name
 */
function readSlots(layers) {
  /** @type {Map<string, Slot>} */
  const slots = new Map();
  for (const field of layers) {
    const name = nameOf(field);
    const outer = field.key('name').value;
    if (slots.has(name) || (outer !== undefined && outer !== name)) {
      const problem = slots.has(name) ? 'two layers have its name' : 'has two names';
      const got = JSON.stringify(outer ?? name);
      throw inconsistent(`${field.file}, ${field.path}`, problem, 'one name for one layer', got);
    }
    slots.set(name, readSlot(field, name));
  }
  return slots;
}

/**
 * @param {JsonField} field
 * @param {string} name
 * @returns {Slot}
 */
function readSlot(field, name) {
  const config = field.key('config').called(`layer ${JSON.stringify(name)}`);
  const isInput = field.key('class_name').value === 'InputLayer';
  if (isInput) {
    is.maybe(is.shape)(config.key('batch_input_shape'));
  }
  const layer = isInput ? null : readLayer(field, readInner);
  return { name, field: config, layer, shape: declaredShape(config, layer), made: [] };
}

/**
 * @param {JsonField} config checked
 * @param {Slot['layer']} layer
 * @returns {Shape | null}
 */
function declaredShape(config, layer) {
  if (layer?.inputShapes) {
    return layer.inputShapes[0];
  }
  const settings = config.object();
  const batch = /** @type {number | null} */ (settings.batch_size ?? null);
  const rest = settings.input_shape ?? usualShape(settings, layer?.className);
  return /** @type {Shape | null} */ (
    settings.batch_input_shape ?? (Array.isArray(rest) ? [batch, ...rest] : null)
  );
}

/**
 * @param {Record<string, unknown>} settings
 * @param {string | undefined} className
 * @returns {unknown}
 */
function usualShape(settings, className) {
  // embeddings.ts and core.ts derive the input's shape from these if none is given.
  if (className === 'Embedding') {
    return [settings.input_length ?? null].flat();
  }
  return className === 'Dense' && settings.input_dim ? [settings.input_dim] : null;
}

/**
 * @param {JsonField} field
 * @param {JsonField[]} layers
 * @returns {Graph} each layer reads what the one before it gives
 */
function readChain(field, layers) {
  const slots = [...readSlots(layers).values()];
  const [first] = slots;
  if (first.shape === null) {
    return first.field.key('batch_input_shape').refuse('the shape of what the first layer reads');
  }
  const others = first.layer === null ? slots.slice(1) : slots;
  /** @type {Call[]} */
  // models.ts (add) gives a Sequential an input layer if it has none.
  const calls = [{ slot: { ...first, layer: null }, inputs: [] }];
  for (const slot of others) {
    calls.push({ slot, inputs: [[calls.length - 1, 0]] });
  }
  const outputs = /** @type {Source[]} */ ([[calls.length - 1, 0]]);
  return { field, calls, inputs: [0], outputs, inputShapes: [first.shape] };
}

/**
 * @param {JsonField} field
 * @param {JsonField[]} layers
 * @returns {Graph}
 */
function readGraph(field, layers) {
  const slots = readSlots(layers);
  const queues = layers.map((layer) => {
    const slot = /** @type {Slot} */ (slots.get(nameOf(layer)));
    const nodes = layer
      .key('inbound_nodes')
      .called(`layer ${JSON.stringify(slot.name)}.inbound_nodes`);
    const all = nodes.items((node) => readReferences(node, slots));
    const waiting = all.filter((references) => references.length > 0);
    if (slot.layer === null && waiting.length > 0) {
      nodes.refuse('an input layer without inputs');
    }
    return { slot, waiting };
  });
  /** @type {Call[]} */
  const calls = [];
  // An input layer creates its node when it is built (input_layer.ts), before any call.
  for (const { slot } of queues) {
    if (slot.layer === null) {
      slot.made.push(calls.length);
      calls.push({ slot, inputs: [] });
    }
  }
  orderCalls(queues, calls);
  const inputs = readEnds(field.key('input_layers'), slots);
  return {
    field,
    calls,
    inputs: inputs.map(([call]) => call),
    outputs: readEnds(field.key('output_layers'), slots),
    inputShapes: inputs.map(([call], i) =>
      inputShape(calls[call], field.key(`input_layers[${i}]`)),
    ),
  };
}

/**
 * @param {JsonField} field
 * @param {ReadonlyMap<string, Slot>} slots
 * @returns {Source[]} at least one
 */
function readEnds(field, slots) {
  const references = readReferences(field, slots);
  const missing = references.find(({ slot, node }) => node >= slot.made.length);
  if (references.length === 0 || missing !== undefined) {
    return (missing?.field ?? field).refuse('outputs of existing calls');
  }
  return references.map(sourceOf);
}

/**
 * @param {Call} call
 * @param {JsonField} field
 * @returns {Shape}
 */
function inputShape({ slot }, field) {
  return slot.layer === null && slot.shape !== null
    ? slot.shape
    : field.refuse('an input layer with a shape');
}
