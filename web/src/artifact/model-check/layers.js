/** Layers as a topology describes them: what each makes of its inputs, and which weights it has. */

import { inconsistent } from '../faults.js';
import { BASIC } from './classes-basic.js';
import { MERGING } from './classes-merging.js';
import { RECURRENT } from './classes-recurrent.js';
import { WINDOW } from './classes-window.js';
import { checked, checkedName, checkInputs, checkLengths, misfit } from './layer-checks.js';
import { isSeveral } from './layer-class.js';
import { readRnn } from './rnn.js';
import { valuesIn } from './shapes.js';
import { readBidirectional, readTimeDistributed } from './wrappers.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */
/** @typedef {import('./meter.js').Meter} Meter */
/** @typedef {[name: string, shape: Shape]} WeightShape */
/**
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} className
 * @property {JsonField} field its settings
 * @property {Shape[] | null} inputShapes of a model, as declared; null: a layer
 * @property {import('./model.js').Model} [model] undefined: a layer
 * @property {number} calls of layers in one call of it, its own included
 * @property {(inputs: Shape[], meter: Meter) => Shape[]} call
 * @property {(inputs: Shape[], scope: string) => WeightShape[]} weights that it makes when it is
 *   called for the first time; scope: what their names begin with
 */
/**
 * @typedef {object} Found
 * @property {JsonField} field its settings
 * @property {string} name
 * @property {string} className
 * @property {(field: JsonField) => Layer} readInside reads a layer in this one
 */
/** @typedef {(found: Found) => Layer} ReadLayer */

const CLASSES = new Map([...BASIC, ...MERGING, ...WINDOW, ...RECURRENT]);

/** @type {Map<string, ReadLayer>} */
const WRAPPERS = new Map([
  ['TimeDistributed', readTimeDistributed],
  ['Bidirectional', readBidirectional],
  ['RNN', readRnn],
]);

export const MODELS = new Set(['Sequential', 'Functional', 'Model']);

/**
 * @param {JsonField} field {"class_name", "config"}
 * @param {ReadLayer} readModel what reads a model in a model
 * @returns {Layer}
 */
export function readLayer(field, readModel) {
  const className = field.key('class_name').text();
  const name = nameOf(field);
  const config = field.key('config').called(`layer ${JSON.stringify(name)}`);
  const read = MODELS.has(className) ? readModel : (WRAPPERS.get(className) ?? readPlain);
  const readInside = (/** @type {JsonField} */ inner) => readLayer(inner, readModel);
  return read({ field: config, name, className, readInside });
}

/**
 * @param {JsonField} field {"class_name", "config"}
 * @returns {string}
 */
export function nameOf(field) {
  const config = field.key('config');
  // As Keras wrote sequential models before 2.2.3: the layers alone.
  const name = Array.isArray(config.value) ? field.key('name') : config.key('name');
  return checkedName(name);
}

/** @type {ReadLayer} */
function readPlain({ field, name, className }) {
  const found = CLASSES.get(className);
  if (found === undefined) {
    throw inconsistent(
      `${field.file}, ${field.path}`,
      'TensorFlow.js cannot build the model, because it does not know this layer class',
      'one of its own classes',
      JSON.stringify(className),
    );
  }
  const config = checked(field, found.settings);
  return {
    name,
    className,
    field,
    inputShapes: null,
    calls: 1,
    call(inputs, meter) {
      checkInputs(field, found, inputs);
      const output = found.output(config, inputs) ?? misfit(field, className, inputs);
      const outputs = isSeveral(output) ? output : [output];
      checkLengths(field, outputs);
      meter.count(inputs, outputs, {
        uses: found.uses?.(config, inputs[0], outputs[0]) ?? 0,
        weights: valuesOf(found.weights?.(config, inputs[0]) ?? {}),
        steps: found.steps?.(inputs[0]) ?? 0,
      });
      return outputs;
    },
    weights: ([input], scope) =>
      Object.entries(found.weights?.(config, input) ?? {}).map(([weight, shape]) => [
        scope + weight,
        shape,
      ]),
  };
}

/**
 * @param {Record<string, Shape>} weights
 * @returns {number}
 */
function valuesOf(weights) {
  return Object.values(weights).reduce((sum, shape) => sum + valuesIn(shape), 0);
}
