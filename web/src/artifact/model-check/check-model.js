/**
 * Checks a topology before TensorFlow.js sees it, which checks little: on a cycle it never stops, and
 * a layer of a billion units is built before anyone finds that the file holds no weights for it.
 */

import { inconsistent } from '../faults.js';
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

// Far above what any model takes that people run in browsers. One run of all golden vectors:
const MOST_VALUES = 2 ** 29;
const MOST_WORK = 2 ** 40;
const MOST_STEPS = 100_000;

/**
 * @param {{modelJson: ModelJson, groups: import('../manifest.js').Group[]}} model
 * @param {string} file its name for messages
 * @param {Metadata} [metadata] of the same artifact
 * @throws {import('../../errors.js').ArtifactError} if TensorFlow.js could not build or run it, or would
 *   never be done
 */
export function checkModel({ modelJson, groups }, file, metadata) {
  const topology = new JsonField(file, 'modelTopology', modelJson.modelTopology);
  const plain = new JsonField(file, '', canonical(topology));
  const nested = plain.key('model_config');
  const top = nested.value == null ? plain : nested;
  const className = top.key('class_name').oneOf([...MODELS]);
  const model = readModel(top.key('config').called(''), className);
  checkWeights(model, groups, file);
  if (metadata !== undefined) {
    checkEnds(model, metadata, file);
    checkCanvas(model, metadata, file);
  }
  checkEffort(model, metadata?.golden.inputs.map(({ shape }) => shape) ?? model.inputShapes, file);
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

/**
 * @param {string} file
 * @param {string} problem
 * @param {number} most
 * @param {number} got
 */
function refuseAbove(file, problem, most, got) {
  if (!(got <= most)) {
    throw inconsistent(file, problem, `at most ${most}`, `${got}`);
  }
}

/**
 * @param {Model} model
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkEnds({ inputShapes, outputShapes }, { inputs, outputs, golden }, file) {
  const ends = /** @type {const} */ ([
    ['inputs', inputShapes, inputs, golden.inputs],
    ['outputs', outputShapes, outputs, golden.outputs],
  ]);
  for (const [name, shapes, described, vectors] of ends) {
    checkEach(file, `the metadata's ${name}`, shapes, described, name === 'inputs');
    checkEach(file, `the golden vectors' ${name}`, shapes, vectors);
  }
}

/**
 * @param {Model} model
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkCanvas({ inputShapes }, { preprocessing }, file) {
  if (preprocessing?.kind !== 'mnist-digit') {
    return;
  }
  const side = preprocessing.canvas_size;
  const [, ...shape] = inputShapes[0];
  if (inputShapes.length !== 1 || !canBe([side, side, 1], shape)) {
    const problem = `the metadata's canvas_size ${side} is not that of the model's input`;
    throw inconsistent(file, problem, `[null,${side},${side},1]`, JSON.stringify(inputShapes[0]));
  }
}

/**
 * @param {string} file
 * @param {string} object
 * @param {Shape[]} shapes the model's
 * @param {readonly {shape: Shape}[]} others
 */
function checkEach(file, object, shapes, others, isStrict = false) {
  const isFit =
    shapes.length === others.length &&
    shapes.every((shape, i) => canBe(shape, others[i].shape)) &&
    (!isStrict || areSame(shapes, others));
  if (!isFit) {
    const got = others.map(({ shape }) => JSON.stringify(shape)).join(', ');
    const expected = shapes.map((shape) => JSON.stringify(shape)).join(', ');
    throw inconsistent(file, `${object} are not the model's`, expected, got);
  }
}

/**
 * @param {Shape[]} shapes of the model's inputs
 * @param {readonly {shape: Shape}[]} described
 * @returns {boolean} whether the same lengths are open, but for the batch's
 */
function areSame(shapes, described) {
  return shapes.every((shape, i) => `${shape.slice(1)}` === `${described[i].shape.slice(1)}`);
}

/**
 * @param {Shape} a
 * @param {Shape} b
 */
function canBe(a, b) {
  const isOpen = (/** @type {number | null} */ length) => length === null;
  return (
    a.length === b.length &&
    a.every((length, i) => length === b[i] || isOpen(length) || isOpen(b[i]))
  );
}
