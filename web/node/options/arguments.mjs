/**
 * The one parser of options: what is not known, has no value or is out of its range is refused here,
 * by the name that the user typed, before a program does anything.
 */

import { parseArgs } from 'node:util';
import { sentence, UsageError } from '../../src/errors.js';
import { nearestName } from '../../src/options.js';
import { expectedNumber } from './number-ranges.mjs';

/** @typedef {import('./number-ranges.mjs').NumberRange} NumberRange */
/**
 * @typedef {object} Option
 * @property {'boolean' | 'string'} type
 * @property {string} [short]
 * @property {boolean} [multiple] may be given several times; then its value is a list
 * @property {NumberRange} [range] its value is a number in it
 * @property {boolean} [mayBeEmpty] whether "" is a value
 * @property {string | number | boolean | string[]} [default]
 */
/** @typedef {Record<string, Option>} Options */
/** @typedef {Record<string, string | number | boolean | string[] | undefined>} Values */
/** @typedef {{name: string, rawName: string, value?: string, inlineValue?: boolean}} Given */

/**
 * @param {Options} options
 * @param {string[]} argv
 * @returns {{positionals: string[], values: Values}} with the defaults of what was not given
 * @throws {UsageError} if an argument is wrong; with --help, or -h, nothing is
 */
export function parseArguments(options, argv) {
  const { tokens } = parseArgs({
    args: argv,
    options: typesOf(options),
    // Strict, it would take "--length -5" for two options and call it ambiguous.
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const given = tokens.filter((token) => token.kind === 'option');
  if (given.some(({ name }) => name === 'help')) {
    return { positionals: [], values: { help: true } };
  }
  /** @type {Values} */
  const values = {};
  for (const token of given) {
    read(options, token, values);
  }
  const positionals = tokens.filter((token) => token.kind === 'positional');
  return {
    positionals: positionals.map(({ value }) => value),
    values: { ...defaults(options), ...values },
  };
}

/** @param {Options} options */
function typesOf(options) {
  const entries = Object.entries(options).map(([name, { type, short }]) => [
    name,
    { type, ...(short === undefined ? {} : { short }) },
  ]);
  return Object.fromEntries(entries);
}

/** @param {Options} options */
function defaults(options) {
  return Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, option.default]),
  );
}

/**
 * @param {Options} options
 * @param {Given} token
 * @param {Values} values what was read is added to it
 */
function read(options, token, values) {
  const { name, rawName } = token;
  if (!Object.hasOwn(options, name)) {
    throw unknownOption(options, rawName);
  }
  const option = options[name];
  if (option.type === 'boolean') {
    requireNoValue(token);
    values[name] = true;
    return;
  }
  const text = textOf(options, token);
  const value = option.range === undefined ? text : numberIn(rawName, text, option.range);
  if (option.multiple) {
    values[name] = [.../** @type {string[]} */ (values[name] ?? []), text];
  } else {
    values[name] = value; // of several the last one counts, as in Python's command
  }
}

/**
 * @param {Options} options
 * @param {string} rawName as it was typed
 */
function unknownOption(options, rawName) {
  const expected = 'one that --help lists';
  const nearest = rawName.startsWith('--') ? nearestName(rawName, Object.keys(options)) : null;
  const remedy = nearest === null ? 'See --help' : `Did you mean --${nearest}`;
  const parts = { problem: 'unknown option', expected, got: `'${rawName}'`, remedy };
  return new UsageError(sentence('arguments', parts));
}

/** @param {Given} token */
function requireNoValue({ rawName, value }) {
  if (value !== undefined) {
    throw usage(rawName, 'takes no value', 'only its name', `"${value}"`);
  }
}

/**
 * @param {Options} options
 * @param {Given} token
 * @returns {string} the option's value
 */
function textOf(options, { name, rawName, value, inlineValue }) {
  const isOption = !inlineValue && value !== undefined && isNameOf(options, value);
  if (value === undefined || isOption || (value === '' && !options[name].mayBeEmpty)) {
    const got = value === undefined ? 'none' : `"${value}"`;
    throw usage(rawName, 'has no value', 'one after it', got);
  }
  return value;
}

/**
 * @param {Options} options
 * @param {string} text
 * @returns {boolean} whether it is one of the options, which was not meant as a value
 */
function isNameOf(options, text) {
  return text.startsWith('--') && Object.hasOwn(options, text.slice(2).split('=')[0]);
}

/** Numbers as Python reads them: 1e3 is no whole number, and 0x10 no number at all. */
const WHOLE = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * @param {string} rawName
 * @param {string} text
 * @param {NumberRange} range
 * @returns {number}
 */
function numberIn(rawName, text, range) {
  const { least, most, isWhole } = range;
  const value = (isWhole ? WHOLE : DECIMAL).test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    const isNumber = DECIMAL.test(text) || !/[a-z]/i.test(text);
    const problem = range.problem ?? (isNumber ? 'out of range' : 'not a number');
    throw usage(rawName, problem, expectedNumber(range), `"${text}"`);
  }
  return value + 0; // -0 is 0
}

/**
 * @param {string} object
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @returns {UsageError}
 */
export function usage(object, problem, expected, got) {
  const parts = { problem, expected, got, remedy: 'See --help' };
  return new UsageError(sentence(object, parts));
}

/**
 * @param {string[]} positionals
 * @param {string} name as --help has it
 * @param {string} expected
 * @returns {string} the one argument
 * @throws {UsageError} if there are none or several, or it is empty
 */
export function onlyFolder(positionals, name, expected) {
  if (positionals.length !== 1) {
    const got = positionals.length === 0 ? 'none' : positionals.join(' ');
    throw usage(name, 'wrong number of arguments', expected, got);
  }
  if (positionals[0] === '') {
    throw usage(name, 'empty', expected, '""');
  }
  return positionals[0];
}

/**
 * @param {string[]} positionals
 * @returns {string} the one argument, an artifact's folder
 * @throws {UsageError} if there are none or several
 */
export function onlyArtifact(positionals) {
  return onlyFolder(positionals, 'ARTIFACT_DIR', "one artifact's folder");
}
