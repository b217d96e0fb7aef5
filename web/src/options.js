/** Checks the options of a call: one that is misspelt would otherwise be ignored in silence. Pure. */

import { sentence, UsageError } from './errors.js';

/** @typedef {[expected: string, holds: (value: any) => boolean]} Rule any: what users gave */
/** @typedef {Record<string, Rule>} Rules by the option's name */

const isFunction = (/** @type {unknown} */ value) => typeof value === 'function';
const isObject = (/** @type {unknown} */ value) => typeof value === 'object' && value !== null;
const isText = (/** @type {unknown} */ value) => typeof value === 'string';

/** @type {Rule} also a signal of another window, which is of another class */
const SIGNAL = ['an AbortSignal', (value) => isFunction(value?.throwIfAborted)];

/** What other libraries call them. */
const ELSEWHERE = new Map([
  ['headers', 'requestInit: { headers }'],
  ['credentials', 'requestInit: { credentials }'],
  ['fetchoptions', 'requestInit'],
  ['abortsignal', 'signal'],
  ['device', 'backend'],
  ['wasmpath', 'wasmFolder'],
  ['wasmpaths', 'wasmFolder'],
  ['maxlength', 'length'],
  ['seed', 'randomSeed'],
]);

/** @type {Rules} */
export const OPEN_RULES = {
  integrity: ['SHA-256 or sizes', isText],
  onProgress: ['a function', isFunction],
  signal: SIGNAL,
  requestInit: ['an object such as { headers, credentials }', isObject],
  fetchFunc: ['a function like fetch', isFunction],
  cache: ['true, false or a name', (value) => typeof value === 'boolean' || isText(value)],
};

/** @type {Rule} */
const FOLDER = [
  'the path or address of a folder',
  (value) => (isText(value) && value !== '') || value instanceof URL,
];

/** @type {Rules} */
export const LOAD_RULES = {
  ...OPEN_RULES,
  backend: ['a name', isText],
  wasmFolder: FOLDER,
};

/** @type {Rules} */
export const LOAD_MODEL_RULES = {
  ...LOAD_RULES,
  worker: ['a Worker', (value) => isFunction(value?.postMessage)],
};

/** @type {Rules} their ranges are checked where they are used */
export const PREDICT_RULES = {
  as: ['a name', isText],
  batchSize: ['a number', () => true],
  onProgress: ['a function', isFunction],
  signal: SIGNAL,
};

/** @type {Rules} */
export const CLASSIFIER_RULES = {
  preprocessing: ['an object such as { scale }', isObject],
  labels: ['a list of names', Array.isArray],
  output: ['a name', isText],
};

/** @type {Rules} */
export const CLASSIFY_RULES = {
  top: ['a whole number, 0 or more', (value) => Number.isInteger(value) && value >= 0],
  inputs: ['an object of values by name', isObject],
  signal: SIGNAL,
};

/** @type {Rules} */
export const TEXT_CLASSIFIER_RULES = {
  labels: CLASSIFIER_RULES.labels,
  output: CLASSIFIER_RULES.output,
};

/** @type {Rules} */
export const CLASSIFY_TEXTS_RULES = {
  ...CLASSIFY_RULES,
  batchSize: PREDICT_RULES.batchSize,
  onProgress: PREDICT_RULES.onProgress,
};

/** @type {Rules} */
export const GENERATOR_RULES = {
  engine: ['a name', isText],
  startBackend: ['a function', isFunction],
};

/** @type {Rules} their ranges are checked where they are used */
export const GENERATE_RULES = {
  length: ['a number', () => true],
  temperature: ['a number', () => true],
  topK: ['a number', () => true],
  randomSeed: ['a number', () => true],
  signal: SIGNAL,
};

/** @type {Rules} */
export const PRIME_RULES = { signal: SIGNAL };

/**
 * @param {string} call the function's name
 * @param {unknown} options
 * @param {Rules} rules
 * @throws {UsageError} if an option is not known, or is of another type
 */
export function checkOptions(call, options, rules) {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const got = options === null ? 'null' : `a value of type ${typeof options}`;
    const remedy = `Give options such as { ${Object.keys(rules)[0]}: … }, or leave them out`;
    throw refused(`${call}: options`, 'of the wrong type', 'an object', got, remedy);
  }
  for (const [name, value] of Object.entries(options)) {
    // `in` would also find inherited properties, such as "constructor".
    if (!Object.hasOwn(rules, name)) {
      throw unknownOption(call, name, Object.keys(rules));
    }
    const [expected, holds] = rules[name];
    // Callers often pass on options of their own, as in { signal: options.signal }.
    if (value !== undefined && !holds(value)) {
      const got = value === null ? 'null' : `${typeof value} ${String(value)}`.trim();
      throw refused(`${call}: ${name}`, 'of the wrong type', expected, got, 'Pass such a value');
    }
  }
}

/**
 * @param {string} call
 * @param {string} name
 * @param {string[]} known
 */
function unknownOption(call, name, known) {
  const nearest = nameHere(name, known) ?? nearestName(name, known);
  const remedy = nearest === null ? 'Leave it out' : `Did you mean ${nearest}`;
  return refused(`${call}: option ${name}`, 'not known', known.join(', '), name, remedy);
}

/**
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {string | undefined} what the call has by that name of another library's
 */
function nameHere(name, known) {
  const here = ELSEWHERE.get(plain(name));
  return known.find((candidate) => here?.startsWith(candidate)) && here;
}

/**
 * @param {string} name
 * @param {readonly string[]} known
 * @returns {string | null} the most similar one, unless none is similar
 */
export function nearestName(name, known) {
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(plain(name), plain(candidate)) }))
    .sort((a, b) => a.distance - b.distance);
  const [{ candidate, distance }] = ranked;
  return distance <= Math.max(2, candidate.length / 2) ? candidate : null;
}

/** @param {string} name */
function plain(name) {
  return name.toLowerCase().replace(/[-_\s]/g, '');
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {number} characters to insert, remove or replace (Levenshtein)
 */
function editDistance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, replaced));
    }
    row = next;
  }
  return row[other.length];
}

/**
 * @param {string} object
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function refused(object, problem, expected, got, remedy) {
  return new UsageError(sentence(object, { problem, expected, got, remedy }));
}
