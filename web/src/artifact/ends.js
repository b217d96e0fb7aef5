/** Whether what goes in and comes out of a model is what its metadata and golden vectors say. Pure. */

import { inconsistent } from './faults.js';

/** @typedef {(number | null)[]} Shape null: a length that is not fixed */

/**
 * @param {{inputShapes: Shape[], outputShapes: Shape[]}} model
 * @param {import('./metadata.js').Metadata} metadata
 * @param {string} file its name for messages
 * @throws {import('../errors.js').ArtifactError} if they differ
 */
export function checkEnds({ inputShapes, outputShapes }, { inputs, outputs, golden }, file) {
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
 * @param {{inputShapes: Shape[]}} model
 * @param {import('./metadata.js').Metadata} metadata
 * @param {string} file
 * @throws {import('../errors.js').ArtifactError} if pictures of digits would not fit the model
 */
export function checkCanvas({ inputShapes }, { preprocessing }, file) {
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
 * @returns {boolean} whether one tensor could have both shapes
 */
export function canBe(a, b) {
  const isOpen = (/** @type {number | null} */ length) => length === null;
  return (
    a.length === b.length &&
    a.every((length, i) => length === b[i] || isOpen(length) || isOpen(b[i]))
  );
}
