/** Which fields a form has for the raw inputs that an artifact declares. Pure. */

/** @typedef {import('../../../src/artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../../../src/artifact/features-spec.js').RawInput} RawInput */
/** @typedef {import('../../../src/artifact/feature-steps.js').FeatureStep} FeatureStep */
/** @typedef {import('../../../src/artifact/feature-steps.js').LookupStep} LookupStep */
/**
 * @typedef {'line' | 'text' | 'number' | 'choice' | 'truth' | 'lines' | 'json'} FieldKind line and text:
 *   of one line, and of several; choice: among a few known values; lines: a value on each; json: lists
 */
/**
 * @typedef {object} Field how one raw input is asked for
 * @property {string} name the input's
 * @property {import('../../../src/artifact/feature-settings.js').RawDtype} dtype
 * @property {(number | null)[]} shape of one example; null: any length
 * @property {FieldKind} kind
 * @property {number} count of controls: as many as there are values, where these are few
 * @property {string[]} known values that the model knows, as they are typed; of many only the first
 * @property {[least: number, most: number] | null} bounds of whole numbers
 * @property {string} what what is expected, in a few words
 * @property {string} hint the same, and what the model knows of it
 */

/** More controls than this are a burden; longer lists are typed in one. */
const MOST_CONTROLS = 8;

/** So many known values are offered: browsers show longer lists badly. */
const MOST_OFFERED = 100;

/** What hands values on as they are. */
const PASSING = new Set(['reshape', 'cast', 'concatenate']);
/** What reads whole texts; tokenizers among them. */
const OF_TEXTS = new Set(['vectorize', 'tokenize']);

/** @type {Partial<Record<string, [number, number]>>} */
const BOUNDS = {
  int64: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  int32: [-(2 ** 31), 2 ** 31 - 1],
};

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {FeaturesSpec} spec
 * @returns {Field[]} one for each raw input, in their order
 */
export function fieldsOf({ inputs, steps }) {
  return inputs.map((input) => fieldOf(input, readersOf(input.name, steps)));
}

/**
 * @param {RawInput} input
 * @param {FeatureStep[]} readers the steps that look at its values
 * @returns {Field}
 */
function fieldOf({ name, dtype, shape: [, ...shape] }, readers) {
  const vocabulary = vocabularyOf(readers);
  const { kind, count } = layout(shape, kindOfOne(dtype, readers, vocabulary));
  const known = (vocabulary?.tokens ?? []).slice(0, MOST_OFFERED).map(String);
  const bounds = kind === 'number' ? (BOUNDS[dtype] ?? null) : null;
  const what = wordsOf({ dtype, shape, kind });
  const hint = `${what}${vocabulary === null ? '' : knownWords(vocabulary)}`;
  return { name, dtype, shape, kind, count, known, bounds, what, hint };
}

/**
 * @param {RawInput['dtype']} dtype
 * @param {FeatureStep[]} readers
 * @param {Vocabulary | null} vocabulary
 * @returns {FieldKind} of one value
 */
function kindOfOne(dtype, readers, vocabulary) {
  if (vocabulary?.isClosed && vocabulary.tokens.length <= MOST_OFFERED) {
    return 'choice';
  }
  if (dtype === 'bool') {
    return 'truth';
  }
  const isText = readers.some((step) => OF_TEXTS.has(step.op) && !isOfWords(step));
  return dtype === 'string' ? (isText ? 'text' : 'line') : 'number';
}

/** @param {FeatureStep} step */
function isOfWords(step) {
  return step.op === 'vectorize' && step.split === null;
}

/**
 * @param {(number | null)[]} shape of one example
 * @param {FieldKind} one the kind of a field for one value
 * @returns {{kind: FieldKind, count: number}}
 */
function layout(shape, one) {
  const [length = 1] = shape;
  if (shape.length <= 1 && length !== null && length <= MOST_CONTROLS) {
    return { kind: one, count: length };
  }
  const isOfTexts = shape.length === 1 && ['line', 'text'].includes(one);
  return { kind: isOfTexts ? 'lines' : 'json', count: 1 };
}

/**
 * @param {string} name
 * @param {FeatureStep[]} steps
 * @returns {FeatureStep[]} those that look at the values that have this name, and at nothing else
 */
function readersOf(name, steps) {
  const names = new Set([name]);
  const isOwn = (/** @type {string} */ input) => names.has(input);
  return steps.filter(({ op, inputs, output }) => {
    const isReader = op === 'concatenate' ? inputs.every(isOwn) : inputs.some(isOwn);
    if (isReader && PASSING.has(op)) {
      names.add(output);
    }
    return isReader && !PASSING.has(op);
  });
}

/** @typedef {{tokens: (string | number)[], isClosed: boolean}} Vocabulary isClosed: others are refused */

/**
 * @param {FeatureStep[]} readers
 * @returns {Vocabulary | null} what the lookups among them know; null: there are none
 */
function vocabularyOf(readers) {
  const lookups = readers.filter((step) => step.op === 'lookup');
  const lists = lookups.map(({ tokens, mask }) => (mask === null ? tokens : [mask, ...tokens]));
  const closed = lists.filter((_, i) => lookups[i].oov === 0);
  if (closed.length > 0) {
    const [first, ...others] = closed.map((list) => new Set(list));
    const tokens = [...first].filter((token) => others.every((list) => list.has(token)));
    return { tokens, isClosed: true };
  }
  return lists.length === 0 ? null : { tokens: [...new Set(lists.flat())], isClosed: false };
}

/** @type {Record<RawInput['dtype'], [one: string, many: string]>} */
const WORDS = {
  string: ['text', 'texts'],
  int64: ['whole number', 'whole numbers'],
  int32: ['whole number', 'whole numbers'],
  float32: ['number', 'numbers'],
  bool: ['yes or no', 'times true or false'],
};

/** @param {Pick<Field, 'dtype' | 'shape' | 'kind'>} field */
function wordsOf({ dtype, shape, kind }) {
  const isOne = shape.every((length) => length === 1);
  const open = shape.length === 1 ? 'any number of' : 'any';
  const lengths = shape.map((length) => length ?? open).join(' × ');
  const form = { lines: ', one on each line', json: ' as JSON' }[String(kind)] ?? '';
  const what = isOne ? WORDS[dtype][0] : `${lengths} ${WORDS[dtype][1]}`;
  return `${what}${form}`;
}

/** @param {Vocabulary} vocabulary */
function knownWords({ tokens, isClosed }) {
  const count = COUNT.format(tokens.length);
  return isClosed
    ? `, one of ${count} that the model knows`
    : `; the model knows ${count}, and takes others too`;
}
