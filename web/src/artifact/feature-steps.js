/** The steps of declared preprocessing, one reader for each operation: docs/artifact-format.md. Pure. */

import * as settings from './feature-settings.js';
import {
  concatenatedEnds,
  encodedEnds,
  requireBroadcast,
  reshapedEnds,
  withoutLast,
} from './feature-shapes.js';
import { MOST_TEXTS, readTokenize, TOKENIZE_KEYS } from './tokenize-step.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./feature-settings.js').Encoded} Encoded */
/** @typedef {import('./feature-settings.js').Ends} Ends */
/** @typedef {import('./feature-settings.js').NumberArray} NumberArray */
/** @typedef {import('./feature-settings.js').OpenShape} OpenShape */
/** @typedef {import('./raw-values.js').RawDtype} RawDtype */
/** @typedef {import('./feature-settings.js').Salt} Salt */
/** @typedef {import('./feature-settings.js').Vocabulary} Vocabulary */
/** @typedef {import('./tokenize-step.js').TokenizeStep} TokenizeStep */
/** @typedef {{inputs: string[], output: string}} Names */
/** @typedef {{op: 'lookup'} & Names & Vocabulary} LookupStep */
/**
 * @typedef {{op: 'hash', bins: number, salt: Salt | null, mask: string | number | null}
 *   & Names & Encoded} HashStep
 */
/** @typedef {{op: 'cross', bins: number} & Names & Encoded} CrossStep */
/** @typedef {{op: 'discretize', boundaries: number[]} & Names & Encoded} DiscretizeStep */
/** @typedef {{op: 'categories'} & Names & Encoded} CategoriesStep */
/**
 * @typedef {{op: 'normalize', mean: NumberArray, variance: NumberArray, invert: boolean}
 *   & Names} NormalizeStep
 */
/** @typedef {{op: 'rescale', scale: number, offset: number} & Names} RescaleStep */
/**
 * @typedef {object} TextPart
 * @property {null | 'lower' | 'strip_punctuation' | 'lower_and_strip_punctuation'} standardize
 * @property {null | 'whitespace' | 'character'} split
 * @property {number[] | null} ngrams widths
 * @property {number | null} length null: that of the longest example
 */
/** @typedef {{op: 'vectorize'} & Names & TextPart & Vocabulary} VectorizeStep */
/** @typedef {{op: 'concatenate', axis: number} & Names} ConcatenateStep */
/** @typedef {{op: 'reshape', shape: number[]} & Names} ReshapeStep */
/** @typedef {{op: 'cast', dtype: Exclude<RawDtype, 'string'>} & Names} CastStep */
/**
 * @typedef {LookupStep | HashStep | CrossStep | DiscretizeStep | CategoriesStep | NormalizeStep
 *   | RescaleStep | VectorizeStep | TokenizeStep | ConcatenateStep | ReshapeStep
 *   | CastStep} FeatureStep
 */
/** @typedef {{parts: object, ends: Ends}} Read a step's settings, and what it makes */
/**
 * @typedef {object} Operation
 * @property {readonly RawDtype[]} takes
 * @property {[least: number, most: number]} count of inputs
 * @property {readonly string[]} keys of its settings: each must be there, and no other
 * @property {(field: JsonField, ends: Ends[]) => Read} read
 */

const MOST = 1000;
const MOST_BOUNDARIES = 2 ** 16;
const MOST_WIDTHS = 64;
const INTEGERS = /** @type {const} */ (['int64', 'int32']);
const NUMBERS = /** @type {const} */ ([...INTEGERS, 'float32']);
const NOT_TEXT = /** @type {const} */ ([...NUMBERS, 'bool']);
const ANY = /** @type {const} */ (['string', ...NOT_TEXT]);
const ENCODED = ['encode', 'depth'];
const WORDS = ['tokens', 'mask', 'oov', 'idf_weights', ...ENCODED];
const STANDARDS = /** @type {const} */ ([
  'lower',
  'strip_punctuation',
  'lower_and_strip_punctuation',
]);
const SPLITS = /** @type {const} */ (['whitespace', 'character']);

/** @type {Record<FeatureStep['op'], Operation>} */
const OPERATIONS = {
  lookup: one(['string', ...INTEGERS], [...WORDS, 'oov_method', 'salt'], (field, end) => {
    const parts = settings.vocabulary(field, end.dtype);
    return { parts, ends: encodedEnds(field, end.shape, parts) };
  }),
  hash: one(['string', ...NUMBERS], ['bins', 'salt', 'mask', ...ENCODED], (field, end) => {
    const salt = field.key('salt').orNull(settings.saltOf);
    const mask = field.key('mask').orNull((value) => settings.tokenOf(value, end.dtype));
    const parts = { ...settings.binned(field), salt, mask };
    // Hashing takes a last axis of 1 away, and encoding may take away another one.
    const shape = parts.encode === 'one_hot' ? withoutLast(end.shape) : end.shape;
    return { parts, ends: encodedEnds(field, shape, parts) };
  }),
  cross: {
    ...{ takes: ['string', ...INTEGERS], count: [2, MOST], keys: ['bins', ...ENCODED] },
    read: cross,
  },
  discretize: one(NUMBERS, ['boundaries', ...ENCODED], (field, end) => {
    const boundaries = ascending(field.key('boundaries'));
    const parts = { boundaries, ...settings.encoding(field, boundaries.length + 1) };
    return { parts, ends: encodedEnds(field, end.shape, parts) };
  }),
  categories: one(INTEGERS, ENCODED, (field, end) => {
    const parts = settings.encoding(field, 1, ['one_hot', 'multi_hot', 'count']);
    return { parts, ends: encodedEnds(field, end.shape, parts) };
  }),
  normalize: one(NUMBERS, ['mean', 'variance', 'invert'], normalize),
  rescale: one(NUMBERS, ['scale', 'offset'], (field, end) => {
    const [scale, offset] = ['scale', 'offset'].map((key) => settings.floatOf(field.key(key)));
    return { parts: { scale, offset }, ends: { shape: end.shape, dtype: 'float32' } };
  }),
  vectorize: one(['string'], ['standardize', 'split', 'ngrams', 'length', ...WORDS], vectorize),
  tokenize: { takes: ['string'], count: [1, MOST_TEXTS], keys: TOKENIZE_KEYS, read: readTokenize },
  concatenate: {
    ...{ takes: ANY, count: [1, MOST], keys: ['axis'] },
    read(field, ends) {
      const axis = field.key('axis').whole();
      return { parts: { axis }, ends: concatenatedEnds(field, ends, axis) };
    },
  },
  reshape: one(ANY, ['shape'], (field, end) => {
    const key = field.key('shape');
    const shape = key.items((length) => settings.within(length, -1, settings.MOST_VALUES));
    return { parts: { shape }, ends: reshapedEnds(key, end, shape) };
  }),
  cast: one(NOT_TEXT, ['dtype'], (field, end) => {
    const dtype = field.key('dtype').oneOf(NOT_TEXT);
    return { parts: { dtype }, ends: { shape: end.shape, dtype } };
  }),
};
const NAMES = /** @type {FeatureStep['op'][]} */ (Object.keys(OPERATIONS));

/**
 * @param {readonly RawDtype[]} takes
 * @param {readonly string[]} keys
 * @param {(field: JsonField, end: Ends) => Read} read
 * @returns {Operation} of one input
 */
function one(takes, keys, read) {
  return { takes, keys, count: [1, 1], read: (field, [end]) => read(field, end) };
}

/**
 * @param {JsonField} field
 * @param {ReadonlyMap<string, Ends>} known what is there before the step, by name
 * @returns {{step: FeatureStep, ends: Ends}} ends: what it makes
 */
export function featureStep(field, known) {
  const op = field.key('op').oneOf(NAMES);
  const { takes, count, keys, read } = OPERATIONS[op];
  const wanted = ['op', 'inputs', 'output', ...keys];
  const given = field.entries().map(([name]) => name);
  const unknown = given.find((name) => !wanted.includes(name));
  if (unknown !== undefined) {
    // A setting that is not known here would change the numbers if it were ignored.
    field.key(unknown).refuse(`no other keys than ${wanted.join(', ')}`);
  }
  const list = field.key('inputs');
  const inputs = list.items((name) => {
    const ends = known.get(name.text());
    return ends !== undefined && takes.includes(ends.dtype)
      ? { name: name.text(), ends }
      : name.refuse(`the name of an input or an earlier step, of ${takes.join(', ')}`);
  });
  const [least, most] = count;
  if (inputs.length < least || inputs.length > most) {
    list.refuse(least === most ? `a list of ${least}` : `a list of ${least} to ${most}`);
  }
  const { parts, ends } = read(
    field,
    inputs.map((input) => input.ends),
  );
  const names = { inputs: inputs.map(({ name }) => name), output: field.key('output').words() };
  return { step: /** @type {FeatureStep} */ ({ op, ...names, ...parts }), ends };
}

/**
 * @param {JsonField} field
 * @param {Ends[]} ends
 * @returns {Read}
 */
function cross(field, ends) {
  const [{ shape }] = ends;
  const isOne = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (!isOne || ends.some((other) => `${other.shape}` !== `${shape}`)) {
    field.key('inputs').refuse('names of one value for each example, all of one shape');
  }
  field.key('encode').oneOf(['int', 'one_hot']);
  const parts = settings.binned(field);
  return { parts, ends: encodedEnds(field, shape, parts) };
}

/** @param {JsonField} field */
function ascending(field) {
  const numbers = settings.numberList(field, MOST_BOUNDARIES);
  const isDescending = numbers.some((number, i) => number < numbers[i - 1]);
  return isDescending ? field.refuse('numbers in ascending order') : numbers;
}

/**
 * @param {JsonField} field
 * @param {Ends} end
 * @returns {Read}
 */
function normalize(field, { shape }) {
  const [mean, variance] = ['mean', 'variance'].map((name) => {
    const key = field.key(name);
    const numbers = settings.nestedList(key, settings.floatOf);
    requireBroadcast(key, numbers.shape, shape);
    return numbers;
  });
  if (variance.values.some((number) => number < 0)) {
    field.key('variance').refuse('numbers, 0 or more');
  }
  const invert = field.key('invert').flag();
  return { parts: { mean, variance, invert }, ends: { shape, dtype: 'float32' } };
}

/**
 * @param {JsonField} field
 * @param {Ends} end
 * @returns {Read}
 */
function vectorize(field, { shape }) {
  const words = settings.wordList(field);
  const isInt = words.encode === 'int';
  const width = (/** @type {JsonField} */ item) => settings.within(item, 1, settings.MOST_VALUES);
  const ngrams = field.key('ngrams').orNull((list) => list.items(width));
  if (ngrams !== null && (ngrams.length === 0 || ngrams.length > MOST_WIDTHS)) {
    field.key('ngrams').refuse(`1 to ${MOST_WIDTHS} widths`);
  }
  const length = field.key('length');
  const text = {
    standardize: field.key('standardize').orNull((name) => name.oneOf(STANDARDS)),
    split: field.key('split').orNull((name) => name.oneOf(SPLITS)),
    ngrams,
    length: length.orNull((item) => (isInt ? width(item) : item.refuse('null, unless for int'))),
  };
  const ends = encodedEnds(field, wordShape(field, shape, text), words);
  return { parts: { ...words, ...text }, ends };
}

/**
 * @param {JsonField} field a step
 * @param {OpenShape} shape of the texts
 * @param {TextPart} text
 * @returns {OpenShape} of their words
 */
function wordShape(field, shape, { split, ngrams, length }) {
  if (split !== null) {
    const isOne = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
    return isOne
      ? [shape[0], length]
      : field.key('inputs').refuse('the name of one text for each example');
  }
  if (ngrams === null && length === null) {
    return shape;
  }
  if (shape.length < 2) {
    // Keras would join the texts of several examples, or cut examples off.
    field.key('inputs').refuse('the name of a list of words for each example');
  }
  const last = shape.at(-1) ?? null;
  const grams = ngrams?.reduce((sum, width) => sum + Math.max(Number(last) - width + 1, 0), 0);
  return [...shape.slice(0, -1), length ?? (last === null ? null : (grams ?? last))];
}
