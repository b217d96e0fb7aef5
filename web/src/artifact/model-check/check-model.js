/**
 * Checks a topology before TensorFlow.js sees it, which checks little: on a cycle it never stops, and
 * a layer of a billion units is built before anyone finds that the file holds no weights for it.
 */

import { MOST_STEPS, MOST_VALUES, MOST_WORK, refuseAbove } from '../effort.js';
import { checkCanvas, checkEnds } from '../ends.js';
import { JsonField } from '../json-field.js';
import { MODELS } from './layers.js';
import { Meter } from './meter.js';
import { readModel } from './model.js';
import { runModel } from './run.js';
import { canonical } from './spelling.js';
import { checkWeights } from './weights.js';

/** @typedef {import('../manifest.js').ModelJson} ModelJson */
/** @typedef {import('../metadata.js').Metadata} Metadata */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./model.js').Model} Model */

/**
 * @param {{modelJson: ModelJson, groups: import('../manifest.js').Group[]}} model
 * @param {string} file its name for messages
 * @param {Metadata} [metadata] of the same artifact
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not build or run it, or would
 *   never be done
 */
export function checkModel({ modelJson, groups }, file, metadata) {
  const model = readTopology(modelJson, file);
  checkWeights(model, groups, file);
  if (metadata !== undefined) {
    checkEnds(model, metadata, file);
    checkCanvas(model, metadata, file);
  }
  checkEffort(model, metadata?.golden.inputs.map(({ shape }) => shape) ?? model.inputShapes, file);
}

/**
 * @param {ModelJson} modelJson a model of layers
 * @param {string} file its name for messages
 * @returns {Model}
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not build it
 */
export function readTopology(modelJson, file) {
  const topology = new JsonField(file, 'modelTopology', modelJson.modelTopology);
  const plain = new JsonField(file, '', canonical(topology));
  const nested = plain.key('model_config');
  const top = nested.value == null ? plain : nested;
  const className = top.key('class_name').oneOf([...MODELS]);
  return readModel(top.key('config').called(''), className);
}

/**
 * @param {Model} model
 * @param {Shape[]} inputs
 * @param {string} file
 */
function checkEffort(model, inputs, file) {
  const meter = new Meter();
  runModel(model, inputs, meter);
  refuseAbove(file, 'too many values at the same time', MOST_VALUES, meter.peak);
  refuseAbove(file, 'too many calculations', MOST_WORK, meter.work);
  refuseAbove(file, 'too many steps of recurrent layers', MOST_STEPS, meter.steps);
}
