/** The steps of declared preprocessing, one reader for each operation: docs/artifact-format.md. Pure. */

import {
  ENCODINGS,
  encoding,
  numberArray,
  numberList,
  saltOf,
  tokenOf,
  vocabulary,
  within,
  wordList,
} from './feature-settings.js';

/** @typedef {import('./json-field.js').JsonField} JsonField */
/** @typedef {import('./features-spec.js').ValueKind} ValueKind */
/** @typedef {import('./feature-settings.js').Encoded} Encoded */
/** @typedef {import('./feature-settings.js').NumberArray} NumberArray */
/** @typedef {import('./feature-settings.js').Salt} Salt */
/** @typedef {import('./feature-settings.js').Vocabulary} Vocabulary */
/** @typedef {import('./features-spec.js').RawDtype} RawDtype */
/** @typedef {{inputs: string[], output: string}} Ends names */
/** @typedef {{op: 'lookup'} & Ends & Vocabulary} LookupStep */
/**
 * @typedef {{op: 'hash', bins: number, salt: Salt | null, mask: string | number | null}
 *   & Ends & Encoded} HashStep
 */
/** @typedef {{op: 'cross', bins: number} & Ends & Encoded} CrossStep */
/** @typedef {{op: 'discretize', boundaries: number[]} & Ends & Encoded} DiscretizeStep */
/** @typedef {{op: 'categories'} & Ends & Encoded} CategoriesStep */
/**
 * @typedef {{op: 'normalize', mean: NumberArray, variance: NumberArray, invert: boolean}
 *   & Ends} NormalizeStep
 */
/** @typedef {{op: 'rescale', scale: number, offset: number} & Ends} RescaleStep */
/**
 * @typedef {object} TextPart
 * @property {null | 'lower' | 'strip_punctuation' | 'lower_and_strip_punctuation'} standardize
 * @property {null | 'whitespace' | 'character'} split
 * @property {number[] | null} ngrams widths
 * @property {number | null} length null: that of the longest example
 */
/** @typedef {{op: 'vectorize'} & Ends & TextPart & Vocabulary} VectorizeStep */
/** @typedef {{op: 'concatenate', axis: number} & Ends} ConcatenateStep */
/** @typedef {{op: 'reshape', shape: number[]} & Ends} ReshapeStep */
/** @typedef {{op: 'cast', dtype: Exclude<RawDtype, 'string'>} & Ends} CastStep */
/**
 * @typedef {LookupStep | HashStep | CrossStep | DiscretizeStep | CategoriesStep | NormalizeStep
 *   | RescaleStep | VectorizeStep | ConcatenateStep | ReshapeStep | CastStep} FeatureStep
 */
/**
 * @typedef {object} Operation
 * @property {readonly ValueKind[]} takes
 * @property {number} least inputs
 * @property {number} most inputs
 * @property {(field: JsonField, kind: ValueKind) => {settings: object, kind: ValueKind}} read its
 *   settings, of the first input's kind, and the kind of what it makes
 */

const NUMBERS = /** @type {const} */ (['integer', 'float', 'bool']);
const CODES = /** @type {const} */ (['string', 'integer']);
const MOST_BOUNDARIES = 2 ** 16;
const MOST_LENGTH = 2 ** 20;
const MOST_WIDTH = 1000;
const STANDARDS = /** @type {const} */ ([
  'lower',
  'strip_punctuation',
  'lower_and_strip_punctuation',
]);
const SPLITS = /** @type {const} */ (['whitespace', 'character']);
/** @type {Record<Exclude<RawDtype, 'string'>, ValueKind>} */
const KINDS = { int64: 'integer', int32: 'integer', float32: 'float', bool: 'bool' };
const MOST_BINS = 2 ** 31 - 1;
const MOST_INPUTS = 1000;

/** @type {Record<FeatureStep['op'], Operation>} */
const OPERATIONS = {
  lookup: { takes: CODES, least: 1, most: 1, read: lookup },
  hash: { takes: ['string', 'integer', 'float'], least: 1, most: 1, read: hash },
  cross: { takes: CODES, least: 2, most: MOST_INPUTS, read: cross },
  discretize: { takes: NUMBERS, least: 1, most: 1, read: discretize },
  categories: { takes: ['integer', 'bool'], least: 1, most: 1, read: categories },
  normalize: { takes: NUMBERS, least: 1, most: 1, read: normalize },
  rescale: { takes: NUMBERS, least: 1, most: 1, read: rescale },
  vectorize: { takes: ['string'], least: 1, most: 1, read: vectorize },
  concatenate: {
    takes: [...CODES, 'float', 'bool'],
    least: 1,
    most: MOST_INPUTS,
    read: concatenate,
  },
  reshape: { takes: [...CODES, 'float', 'bool'], least: 1, most: 1, read: reshape },
  cast: { takes: NUMBERS, least: 1, most: 1, read: cast },
};
const NAMES = /** @type {FeatureStep['op'][]} */ (Object.keys(OPERATIONS));

/**
 * @param {JsonField} field
 * @param {ReadonlyMap<string, ValueKind>} kinds of what is there before the step, by name
 * @returns {{step: FeatureStep, kind: ValueKind}} kind: of what it makes
 */
export function featureStep(field, kinds) {
  const op = field.key('op').oneOf(NAMES);
  const { takes, least, most, read } = OPERATIONS[op];
  const list = field.key('inputs');
  const inputs = list.items((name) => {
    const kind = kinds.get(name.text());
    return kind !== undefined && takes.includes(kind)
      ? /** @type {const} */ ([name.text(), kind])
      : name.refuse(`the name of an input or an earlier step, of ${takes.join(' or ')}`);
  });
  if (inputs.length < least || inputs.length > most) {
    list.refuse(least === most ? `a list of ${least}` : `a list of ${least} to ${most}`);
  }
  const found = new Set(inputs.map(([, kind]) => kind === 'string'));
  if (op === 'concatenate' && found.size > 1) {
    list.refuse('texts alone, or numbers alone');
  }
  const isMixed = inputs.some(([, kind]) => kind !== inputs[0][1]);
  const { settings, kind } = read(field, isMixed ? 'float' : inputs[0][1]);
  const ends = { op, inputs: inputs.map(([name]) => name), output: field.key('output').words() };
  return { step: /** @type {FeatureStep} */ ({ ...ends, ...settings }), kind };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 */
function lookup(field, input) {
  const { settings, kind } = encoding(field, [...ENCODINGS, 'tf_idf']);
  return { settings: { ...settings, ...vocabulary(field, input, settings) }, kind };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} input
 */
function hash(field, input) {
  const { settings, kind } = encoding(field, ENCODINGS);
  const bins = within(field.key('bins'), 1, MOST_BINS);
  const mask = field.key('mask').orNull((value) => tokenOf(value, input));
  return { settings: { ...settings, bins, mask, salt: saltOf(field.key('salt')) }, kind };
}

/** @param {JsonField} field */
function cross(field) {
  const { settings, kind } = encoding(field, ENCODINGS);
  return { settings: { ...settings, bins: within(field.key('bins'), 1, MOST_BINS) }, kind };
}

/** @param {JsonField} field */
function discretize(field) {
  const { settings, kind } = encoding(field, ENCODINGS);
  const boundaries = numberList(field.key('boundaries'), MOST_BOUNDARIES);
  if (boundaries.some((bound, i) => bound < boundaries[i - 1])) {
    field.key('boundaries').refuse('numbers in ascending order');
  }
  return { settings: { ...settings, boundaries }, kind };
}

/** @param {JsonField} field */
function categories(field) {
  return encoding(field, ENCODINGS);
}

/** @param {JsonField} field */
function normalize(field) {
  const mean = numberArray(field.key('mean'));
  const variance = numberArray(field.key('variance'));
  const settings = { mean, variance, invert: field.key('invert').flag() };
  return { settings, kind: /** @type {const} */ ('float') };
}

/** @param {JsonField} field */
function rescale(field) {
  const settings = { scale: field.key('scale').number(), offset: field.key('offset').number() };
  return { settings, kind: /** @type {const} */ ('float') };
}

/** @param {JsonField} field */
function vectorize(field) {
  const { settings, kind } = encoding(field, ['int', 'multi_hot', 'count', 'tf_idf']);
  const ngrams = field
    .key('ngrams')
    .orNull((list) => list.items((width) => within(width, 1, MOST_WIDTH)));
  const text = {
    standardize: field.key('standardize').orNull((name) => name.oneOf(STANDARDS)),
    split: field.key('split').orNull((name) => name.oneOf(SPLITS)),
    ngrams,
    length: field.key('length').orNull((length) => within(length, 1, MOST_LENGTH)),
  };
  return { settings: { ...settings, ...text, ...wordList(field, settings) }, kind };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} kind
 */
function concatenate(field, kind) {
  const axis = field.key('axis').whole();
  return axis === 0
    ? field.key('axis').refuse("an axis that is not the examples'")
    : { settings: { axis }, kind };
}

/**
 * @param {JsonField} field
 * @param {ValueKind} kind
 */
function reshape(field, kind) {
  const key = field.key('shape');
  const shape = key.items((length) => length.whole());
  if (shape.some((length) => length < -1) || shape.filter((length) => length === -1).length > 1) {
    key.refuse('lengths, one of which may be -1');
  }
  return { settings: { shape }, kind };
}

/** @param {JsonField} field */
function cast(field) {
  const dtype = field
    .key('dtype')
    .oneOf(/** @type {const} */ (['int64', 'int32', 'float32', 'bool']));
  return { settings: { dtype }, kind: KINDS[dtype] };
}
