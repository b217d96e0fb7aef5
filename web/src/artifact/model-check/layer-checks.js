/** What is checked of every layer, and how it is refused. */

import { hasHiddenCharacters } from '../../visible-text.js';
import { inconsistent } from '../faults.js';
import { OF_ANY_LAYER } from './settings.js';

/** @typedef {import('../json-field.js').JsonField} JsonField */
/** @typedef {import('./layer-class.js').LayerClass} LayerClass */
/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */

/**
 * A layer's name. TensorFlow.js keeps layers in plain objects by their names, where "constructor" is
 * there before any layer is.
 *
 * @param {JsonField} field
 * @returns {string}
 */
export function checkedName(field) {
  const name = field.text();
  if (name === '' || name in Object.prototype || hasHiddenCharacters(name)) {
    field.refuse('a name of visible characters that JavaScript does not use itself');
  }
  return name;
}

/**
 * @param {JsonField} field
 * @param {LayerClass['settings']} settings
 * @returns {Config}
 */
export function checked(field, settings) {
  for (const [key, kind] of Object.entries({ ...OF_ANY_LAYER, ...settings })) {
    kind(field.key(key));
  }
  return field.object();
}

/**
 * @param {JsonField} field
 * @param {LayerClass} kind
 * @param {Shape[]} inputs
 */
export function checkInputs(field, { rank, inputs: [least, most] = [1, 1] }, inputs) {
  const isFit = rank === undefined || inputs[0].length === rank;
  if (!isFit || inputs.length < least || inputs.length > most) {
    const count = least === most ? `${least}` : `at least ${least}`;
    const axes = rank === undefined ? '' : ` of ${rank} axes`;
    refuseCall(field, `${count} input${count === '1' ? '' : 's'}${axes}`, inputs);
  }
}

/**
 * @param {JsonField} field
 * @param {Shape[]} outputs
 */
export function checkLengths(field, outputs) {
  if (outputs.flat().some((length) => length !== null && !(length >= 0))) {
    throw inconsistent(
      `${field.file}, ${field.path}`,
      'crops more than its input has',
      'lengths of 0 or more',
      words(outputs),
    );
  }
}

/**
 * @param {JsonField} field
 * @param {string} className
 * @param {Shape[]} inputs
 * @returns {never}
 */
export function misfit(field, className, inputs) {
  return refuseCall(field, `shapes that a layer of the class ${className} can read`, inputs);
}

/**
 * @param {JsonField} field
 * @param {string} expected
 * @param {Shape[]} inputs
 * @returns {never}
 */
function refuseCall({ file, path }, expected, inputs) {
  throw inconsistent(`${file}, ${path}`, 'cannot read its inputs', expected, words(inputs));
}

/** @param {Shape[]} shapes */
function words(shapes) {
  const some = shapes.slice(0, 4).map((shape) => JSON.stringify(shape));
  return some.join(', ') + (shapes.length > 4 ? ` and ${shapes.length - 4} more` : '');
}
