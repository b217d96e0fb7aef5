/** Tables in files of comma-separated values: many rows, read into a model's inputs, and its answers. Pure. */

import { csvFormatRows, dsvFormat } from 'd3-dsv';
import { classified, labelCount } from '../../../src/classes/classes.js';
import { DataError, messageOf, sentence } from '../../../src/errors.js';
import { exampleOf } from './field-values.js';

/** @typedef {import('./fields.js').Field} Field */
/** @typedef {import('../run-model.js').NamedValues} NamedValues */
/**
 * @typedef {object} Table
 * @property {string[]} heads
 * @property {string[][]} rows as many cells in each as heads
 */

/** Larger files take longer than anybody waits for, in a page. */
export const MOST_TABLE_BYTES = 2 ** 24;
const MOST_ROWS = 100_000;

/** Spreadsheets write other ones where the comma is part of numbers. */
const DELIMITERS = [',', ';', '\t'];

/** More columns are of no use to anybody. */
const MOST_VALUES = 100;

/**
 * @param {Field} field
 * @returns {string[]} the columns that hold its values: of several, each with its place
 */
export function columnsOf({ name, count }) {
  return count === 1 ? [name] : Array.from({ length: count }, (_, i) => `${name}[${i}]`);
}

/**
 * @param {string} text
 * @param {string} file its name
 * @param {readonly Field[]} fields
 * @returns {Table} columns that no field asks for are kept, to be written with the answers
 * @throws {DataError} if it has no rows or too many, or a column is missing
 */
export function readTable(text, file, fields) {
  const wanted = fields.flatMap(columnsOf);
  const ways = DELIMITERS.map((delimiter) => dsvFormat(delimiter).parseRows(text));
  const missing = ways.map(([heads = []]) => wanted.filter((name) => !heads.includes(name)));
  const best = missing.findIndex((names) => names.length === 0);
  if (best === -1) {
    const got = (ways[0][0] ?? []).slice(0, 10).join(', ') || 'nothing';
    const expected = `columns named ${wanted.join(', ')} in its first line`;
    throw refused(file, { problem: 'a column is missing', expected, got });
  }
  const [heads, ...all] = ways[best];
  const rows = all.filter((row) => heads.length === 1 || row.length > 1 || row[0] !== ''); // blank lines
  if (rows.length === 0 || rows.length > MOST_ROWS) {
    const expected = `1 to ${MOST_ROWS} rows below its first line`;
    throw refused(file, { problem: 'not as many rows', expected, got: `${rows.length}` });
  }
  const wrong = rows.findIndex((row) => row.length !== heads.length);
  if (wrong !== -1) {
    const expected = `${heads.length}, as in the first line`;
    const got = `${rows[wrong].length}`;
    throw refused(rowOf(file, wrong), { problem: 'wrong number of cells', expected, got });
  }
  return { heads, rows };
}

/**
 * @param {Table} table that readTable() has read
 * @param {string} file its name
 * @param {readonly Field[]} fields
 * @returns {Record<string, any[]>} any: an example of each row, by the input's name
 * @throws {DataError} if a cell is not what its field asks for
 */
export function examplesOf({ heads, rows }, file, fields) {
  const columns = fields.map((field) => {
    const places = columnsOf(field).map((name) => heads.indexOf(name));
    const examples = rows.map((row, i) => {
      try {
        return exampleOf(
          field,
          places.map((place) => cellOf(field, row[place])),
        );
      } catch (error) {
        throw new DataError(`${rowOf(file, i)}: ${messageOf(error)}`);
      }
    });
    return /** @type {const} */ ([field.name, examples]);
  });
  return Object.fromEntries(columns);
}

const TRUTHS = new Map([
  ['true', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['0', 'false'],
]);

/**
 * @param {Field} field
 * @param {string} cell
 * @returns {string} as the field's control would hold it
 */
function cellOf({ name, kind }, cell) {
  if (kind !== 'truth') {
    return cell;
  }
  // Python writes True, spreadsheets TRUE.
  const truth = TRUTHS.get(cell.trim().toLowerCase());
  if (truth === undefined) {
    const expected = 'true, false, 1 or 0';
    throw refused(`input ${name}`, { problem: 'wrong value', expected, got: JSON.stringify(cell) });
  }
  return truth;
}

/**
 * @param {readonly NamedValues[][]} answers a model's outputs for each row, at least one
 * @param {readonly string[] | null} labels
 * @returns {Table}
 */
export function answersTable(answers, labels) {
  const [outputs] = answers;
  // Those of a model of several outputs belong to one that has as many values.
  const fits = (/** @type {number} */ length) =>
    labels?.length === labelCount(length) && (length > 1 || outputs.length === 1);
  const columns = outputs.map((output) =>
    columnsOfOutput(output, fits(output.values.length) ? labels : null),
  );
  return {
    heads: columns.flatMap(({ heads }) => heads),
    rows: answers.map((outputs) => outputs.flatMap(({ values }, i) => columns[i].cells(values))),
  };
}

/** @typedef {{heads: string[], cells: (values: ArrayLike<number>) => string[]}} OutputColumns */

/**
 * @param {NamedValues} output
 * @param {readonly string[] | null} labels one for each class
 * @returns {OutputColumns} the best label and the values, or the values alone
 */
function columnsOfOutput({ name, shape, values: { length } }, labels) {
  const most = Math.min(length, MOST_VALUES);
  if (labels !== null && shape.length <= 1) {
    return {
      heads: [name, ...labels.slice(0, MOST_VALUES).map((label) => `${name}: ${label}`)],
      cells(values) {
        const { label, scores } = classified(values, { labels, multiLabel: false }, {});
        return [label, ...Array.from(scores.subarray(0, MOST_VALUES), String)];
      },
    };
  }
  const heads = length === 1 ? [name] : Array.from({ length: most }, (_, i) => `${name}[${i}]`);
  return { heads, cells: (values) => Array.from({ length: most }, (_, i) => String(values[i])) };
}

/**
 * @param {Table} table
 * @param {Table} answers
 * @returns {Table} side by side
 */
export function beside(table, answers) {
  return {
    heads: [...table.heads, ...answers.heads],
    rows: table.rows.map((row, i) => [...row, ...answers.rows[i]]),
  };
}

/**
 * @param {Table} table
 * @returns {string} a file's content
 */
export function tableText({ heads, rows }) {
  return `${csvFormatRows([heads, ...rows].map((row) => row.map(plain)))}\n`;
}

/** What spreadsheets would run as a formula; names and labels come from whoever made the model. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param {string} cell */
function plain(cell) {
  return FORMULA.test(cell) && Number.isNaN(Number(cell)) ? `'${cell}` : cell;
}

/**
 * @param {string} file
 * @param {number} row from 0
 */
function rowOf(file, row) {
  return `${file}, row ${row + 1}`;
}

/**
 * @param {string} object
 * @param {{problem: string, expected: string, got: string}} parts
 */
function refused(object, parts) {
  return new DataError(
    sentence(object, { ...parts, remedy: 'Mend it, and choose the file again' }),
  );
}
