/** How a raw input becomes the model's: docs/artifact-format.md, "preprocessing". Pure. */

import { pictureSpec } from './picture-spec.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/**
 * @typedef {object} DigitSpec how a picture of a digit becomes the model's input
 * @property {'mnist-digit'} kind
 * @property {number} canvas_size side of the model's input, in pixels
 * @property {number} box_size longer side of the digit in it, in pixels
 * @property {[number, number]} value_range least and greatest value of a pixel
 */
/**
 * @typedef {object} CharactersSpec how a text becomes the model's input
 * @property {'characters'} kind
 * @property {'full' | 'alnum'} alphabet what of a text is kept
 * @property {string[]} vocabulary a character's place in it is its number
 * @property {number} sequence_length characters that were read in one go in training
 */
/** @typedef {import('./features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('./picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {DigitSpec | CharactersSpec | DeclaredPicture | FeaturesSpec} InputSpec */

const READERS = {
  'mnist-digit': digitSpec,
  characters: charactersSpec,
  picture: pictureSpec,
};
const KINDS = /** @type {InputSpec['kind'][]} */ ([...Object.keys(READERS), 'features']);

/** Side of a picture that a network of digits could still read. */
const LARGEST_CANVAS = 4096;

/** @typedef {typeof import('./features-spec.js')} FeaturesReader */

/**
 * @param {JsonField} field
 * @param {FeaturesReader | null} features null: it was not loaded, as the kind is another
 * @returns {InputSpec}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong
 */
export function inputSpec(field, features) {
  const kind = field.key('kind').oneOf(KINDS);
  if (kind !== 'features') {
    return READERS[kind](field);
  }
  if (features === null) {
    throw new TypeError('features-spec.js is to be loaded first');
  }
  return features.featuresSpec(field);
}

/**
 * @param {JsonField} field
 * @returns {DigitSpec}
 */
function digitSpec(field) {
  const range = field.key('value_range');
  const [low, high, ...rest] = range.items((value) => value.number());
  if (high === undefined || rest.length > 0 || !(low < high)) {
    range.refuse('two numbers, the lower first');
  }
  const canvasSize = field.key('canvas_size').count();
  if (canvasSize > LARGEST_CANVAS) {
    field.key('canvas_size').refuse(`a whole number up to ${LARGEST_CANVAS}`);
  }
  const boxSize = field.key('box_size').count();
  if (boxSize < 1 || boxSize > canvasSize) {
    field.key('box_size').refuse(`a whole number from 1 to canvas_size (${canvasSize})`);
  }
  return {
    kind: 'mnist-digit',
    canvas_size: canvasSize,
    box_size: boxSize,
    value_range: [low, high],
  };
}

/**
 * @param {JsonField} field
 * @returns {CharactersSpec}
 */
function charactersSpec(field) {
  const vocabulary = field.key('vocabulary');
  const characters = vocabulary.items((character) => character.text());
  // Spread, because length counts UTF-16 units: an emoji has two.
  const isEachOne = characters.every((character) => [...character].length === 1);
  if (!isEachOne || new Set(characters).size !== characters.length || characters.length < 2) {
    vocabulary.refuse('at least two different characters, each a string of one code point');
  }
  const length = field.key('sequence_length').count();
  if (length < 1) {
    field.key('sequence_length').refuse('a whole number from 1');
  }
  return {
    kind: 'characters',
    alphabet: field.key('alphabet').oneOf(/** @type {const} */ (['full', 'alnum'])),
    vocabulary: characters,
    sequence_length: length,
  };
}
