/** From what is typed into the fields of a form to raw values, and back. Pure. */

import { DataError, messageOf, sentence } from '../../../src/errors.js';
import { typedWords } from '../typed-input.js';

/** @typedef {import('./fields.js').Field} Field */
/** @typedef {import('../../../src/artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../../../src/artifact/golden-examples.js').RawExamples} RawExamples */

/**
 * @param {Field} field
 * @param {readonly string[]} texts what its controls hold: true or false, of a checkbox
 * @returns {any} any: a value, or lists of values, of one example; loadModel's own checks are still to come
 * @throws {DataError} if something is not what the field asks for
 */
export function exampleOf(field, texts) {
  const { kind, shape } = field;
  if (kind === 'json') {
    return parse(field, texts[0]);
  }
  if (kind === 'lines') {
    const lines = texts[0].split('\n');
    return lines.at(-1) === '' ? lines.slice(0, -1) : lines; // a line ends with its break
  }
  const values = texts.map((text) => oneOf(field, text));
  return shape.length === 0 ? values[0] : values;
}

/**
 * @param {Field} field
 * @param {string} text
 */
function oneOf(field, text) {
  const { dtype, kind } = field;
  if (dtype === 'string') {
    return text;
  }
  if (kind === 'truth') {
    return text === 'true';
  }
  const number = Number(text);
  if (text.trim() === '' || Number.isNaN(number)) {
    const got = text.trim() === '' ? 'nothing' : JSON.stringify(text);
    const expected = dtype === 'float32' ? 'a number' : 'a whole number';
    throw refused(field, { problem: 'not a number', expected, got });
  }
  return number;
}

/**
 * @param {Field} field
 * @param {string} text
 */
function parse(field, text) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const got = text.trim() === '' ? 'nothing' : `a syntax error (${messageOf(error)})`;
    throw refused(field, { problem: 'not valid JSON', expected: field.what, got });
  }
}

/**
 * @param {Field} field
 * @param {{problem: string, expected: string, got: string}} parts
 */
function refused({ name }, parts) {
  return new DataError(sentence(`input ${name}`, { ...parts, remedy: 'Fill it in' }));
}

/**
 * @param {Field} field
 * @param {RawExamples} examples golden ones
 * @param {number} place which of them
 * @returns {string[]} what its controls hold to give the example
 */
export function textsOf({ kind, dtype }, { values, shape: [count, ...shape] }, place) {
  const size = values.length / count;
  const own = values.slice(place * size, (place + 1) * size);
  if (kind === 'json') {
    return [jsonOf(own, dtype, shape)];
  }
  const texts = own.map((value) => wordsOf(value, dtype));
  return kind === 'lines' ? [texts.map((text) => `${text}\n`).join('')] : texts;
}

/**
 * @param {string | number} value
 * @param {Field['dtype']} dtype
 * @returns {string}
 */
function wordsOf(value, dtype) {
  if (dtype === 'bool') {
    return String(value === 1);
  }
  // 0.1 is a longer number as float32.
  return dtype === 'float32' ? typedWords([Number(value)], []) : String(value);
}

/**
 * @param {(string | number)[]} values
 * @param {Field['dtype']} dtype
 * @param {number[]} shape
 * @returns {string} nested as the shape
 */
function jsonOf(values, dtype, shape) {
  if (shape.length === 0) {
    return dtype === 'string' ? JSON.stringify(values[0]) : wordsOf(values[0], dtype);
  }
  const [length, ...inner] = shape;
  const size = values.length / length;
  const parts = Array.from({ length }, (_, i) =>
    jsonOf(values.slice(i * size, (i + 1) * size), dtype, inner),
  );
  return `[${parts.join(', ')}]`;
}

/**
 * @param {string} message of an error in preparing the values
 * @param {FeaturesSpec} spec
 * @returns {string | null} the raw input that it is about; null: it does not say, or there are several
 */
export function inputOfProblem(message, { inputs, steps }) {
  const names = [...inputs.map(({ name }) => name), ...steps.map(({ output }) => output)];
  // Names may have any characters, and one may be the beginning of another.
  const named = names
    .filter((name) => ['[', ':'].some((end) => message.includes(`input ${name}${end}`)))
    .sort((one, other) => other.length - one.length);
  const found = new Set(named.length === 0 ? [] : rawInputsOf(named[0], steps));
  return found.size === 1 ? [...found][0] : null;
}

/**
 * @param {string} name of an input, or of what a step makes
 * @param {FeaturesSpec['steps']} steps
 * @returns {string[]} the raw inputs that it is made of
 */
function rawInputsOf(name, steps) {
  // From the last step on, each name once: a file may join what it has joined before again and again.
  const names = new Set([name]);
  for (const { output, inputs } of [...steps].reverse()) {
    if (names.delete(output)) {
      for (const input of inputs) {
        names.add(input);
      }
    }
  }
  return [...names];
}
