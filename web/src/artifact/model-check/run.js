/** Goes through a model's calls with shapes in place of tensors. */

import { inconsistent } from '../faults.js';
import { Meter, totalOf } from './meter.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layers.js').WeightShape} WeightShape */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./model.js').Graph} Graph */
/** @typedef {import('./model.js').Call} Call */
/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Source} Source */
/** @typedef {import('./references.js').Slot} Slot */

/** Models in models that are called twice each double the calls at every level: 2 ** 40 from 40 layers. */
const MOST_CALLS = 100_000;

/**
 * @param {Graph} graph
 * @returns {Model}
 */
export function build(graph) {
  const size = graph.calls.reduce((sum, { slot }) => sum + (slot.layer?.calls ?? 0), 0);
  if (size > MOST_CALLS) {
    throw wrongCount(graph.field, 'calls of layers', MOST_CALLS, size);
  }
  /** @type {Map<Slot, WeightShape[]>} */
  const weights = new Map();
  const outputShapes = run(graph, graph.inputShapes, new Meter(), ({ slot }, inputs) => {
    if (slot.layer !== null && !weights.has(slot)) {
      weights.set(slot, checkedWeights(slot, slot.layer.weights(inputs, `${slot.name}/`)));
    }
  });
  const used = usedSlots(graph);
  return {
    ...graph,
    outputShapes,
    size,
    weights: [...weights].flatMap(([slot, made]) => (used.has(slot) ? made : [])),
    allWeights: [...weights.values()].flat(),
  };
}

/**
 * @param {Slot} slot
 * @param {WeightShape[]} weights
 */
function checkedWeights({ field }, weights) {
  for (const [name, shape] of weights) {
    if (!shape.every((length) => length !== null && length > 0)) {
      const where = `${field.file}, ${field.path}`;
      const expected = `fixed lengths for the weight ${name}`;
      throw inconsistent(
        where,
        'its input has a dynamic length where a fixed one is needed',
        expected,
        JSON.stringify(shape),
      );
    }
  }
  return weights;
}

/**
 * @param {Graph} graph
 * @returns {Set<Slot>} the layers that an output comes from
 */
function usedSlots({ calls, outputs }) {
  const waiting = outputs.map(([call]) => call);
  const seen = new Set(waiting);
  for (let call = waiting.pop(); call !== undefined; call = waiting.pop()) {
    for (const [source] of calls[call].inputs) {
      if (!seen.has(source)) {
        seen.add(source);
        waiting.push(source);
      }
    }
  }
  return new Set(Array.from(seen, (call) => calls[call].slot));
}

/**
 * @param {Graph} model
 * @param {Shape[]} inputs
 * @param {Meter} meter counts what this takes
 * @returns {Shape[]}
 */
export function runModel(model, inputs, meter) {
  if (inputs.length !== model.inputs.length) {
    const { field } = model;
    throw inconsistent(
      whereIs(field),
      'is called on the wrong number of inputs',
      `${model.inputs.length}`,
      `${inputs.length}`,
    );
  }
  return run(model, inputs, meter, () => {});
}

/**
 * Goes through a model's calls with its inputs as declared.
 *
 * @param {Model} model
 * @param {(call: Call, inputs: Shape[]) => void} onCall
 */
export function visitCalls(model, onCall) {
  run(model, model.inputShapes, new Meter(), onCall);
}

/**
 * @param {Graph} graph
 * @param {Shape[]} inputs
 * @param {Meter} meter
 * @param {(call: Call, inputs: Shape[]) => void} onCall
 * @returns {Shape[]}
 */
function run({ calls, inputs: given, outputs }, inputs, meter, onCall) {
  const shapeOfInput = new Map(given.map((call, i) => [call, inputs[i]]));
  const last = lastUses(calls, outputs);
  /** @type {Shape[][]} */
  const results = [];
  /** @param {Source} source */
  const resultOf = ([call, tensor]) =>
    results[call][tensor] ?? refuseTensor(calls[call].slot, tensor, results[call].length);
  for (const [i, call] of calls.entries()) {
    const { layer, shape } = call.slot;
    const read = call.inputs.map(resultOf);
    onCall(call, read);
    results.push(layer === null ? [shapeOfInput.get(i) ?? shape ?? []] : layer.call(read, meter));
    meter.hold(totalOf(results[i]));
    for (const source of new Set(call.inputs.map(([other]) => other))) {
      if (last[source] === i) {
        meter.hold(-totalOf(results[source]));
      }
    }
  }
  for (const [i, use] of last.entries()) {
    meter.hold(use === Number.POSITIVE_INFINITY ? -totalOf(results[i]) : 0);
  }
  return outputs.map(resultOf);
}

/**
 * @param {Call[]} calls
 * @param {Source[]} outputs
 * @returns {number[]} for each call, the last one that reads it: then TensorFlow.js frees it
 */
function lastUses(calls, outputs) {
  const last = calls.map(() => Number.POSITIVE_INFINITY);
  for (const [i, { inputs }] of calls.entries()) {
    for (const [source] of inputs) {
      last[source] = i;
    }
  }
  for (const [call] of outputs) {
    last[call] = Number.POSITIVE_INFINITY;
  }
  return last;
}

/**
 * @param {Slot} slot
 * @param {number} tensor
 * @param {number} count
 * @returns {never}
 */
function refuseTensor({ field, name }, tensor, count) {
  const problem = `its output ${tensor} is used`;
  const expected = `one of its ${count} outputs, counted from 0`;
  throw inconsistent(whereIs(field), problem, expected, `${tensor} of ${JSON.stringify(name)}`);
}

/**
 * @param {JsonField} field
 * @param {string} what
 * @param {number} most
 * @param {number} got
 */
export function wrongCount(field, what, most, got) {
  const problem = got === 0 ? `no ${what}` : `too many ${what}`;
  return inconsistent(whereIs(field), problem, `1 to ${most}`, `${got}`);
}

/** @param {JsonField} field */
function whereIs({ file, path }) {
  return path === '' ? file : `${file}, ${path}`;
}
