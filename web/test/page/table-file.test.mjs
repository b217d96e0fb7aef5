import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answersTable,
  beside,
  columnsOf,
  examplesOf,
  readTable,
  tableText,
} from '../../page/own/features/table-file.js';

/** @typedef {import('../../page/own/features/fields.js').Field} Field */

/**
 * @param {string} name
 * @param {Partial<Field>} [parts]
 * @returns {Field}
 */
function field(name, parts = {}) {
  const text = { dtype: /** @type {const} */ ('string'), kind: /** @type {const} */ ('line') };
  return {
    name,
    ...text,
    shape: [1],
    count: 1,
    known: [],
    bounds: null,
    what: '',
    hint: '',
    ...parts,
  };
}

/** @type {Field[]} */
const FIELDS = [
  field('work'),
  field('size', { dtype: 'float32', kind: 'number', shape: [2], count: 2 }),
  field('member', { dtype: 'bool', kind: 'truth', shape: [] }),
];
const EXAMPLES = {
  work: [['cook, "head"'], ['']],
  size: [
    [1, 2.5],
    [-3, 0],
  ],
  member: [true, false],
};

test('of several values each has a column', () => {
  assert.deepEqual(FIELDS.flatMap(columnsOf), ['work', 'size[0]', 'size[1]', 'member']);
});

/** @type {[string, string][]} what, text */
const TABLES = [
  ['commas', 'id,work,size[0],size[1],member\n7,"cook, ""head""",1,2.5,True\n8,,-3,0,0\n'],
  ['semicolons', 'work;member;size[1];size[0]\r\n"cook, ""head""";1;2.5;1\r\n;FALSE;0;-3\r\n\r\n'],
  ['tabs', 'work\tsize[0]\tsize[1]\tmember\n"cook, ""head"""\t1\t2.5\ttrue\n\t-3\t0\tfalse'],
];

for (const [what, text] of TABLES) {
  test(`a table is read by the names in its first line: ${what}`, () => {
    const table = readTable(text, 'rows.csv', FIELDS);
    assert.deepEqual(examplesOf(table, 'rows.csv', FIELDS), EXAMPLES);
  });
}

test('a text may be nothing, in a table of one column', () => {
  const fields = [field('review')];
  const table = readTable('review\n"two\nlines"\n\nlast\n', 'a.csv', fields);
  assert.deepEqual(examplesOf(table, 'a.csv', fields), {
    review: [['two\nlines'], [''], ['last']],
  });
});

/** @type {[string, string, RegExp][]} what, text, message */
const REFUSED = [
  ['nothing', '', /^a\.csv: a column is missing; expected columns named work, .* got nothing\./],
  ['another name', 'work,size\nx,1\n', /a column is missing; .* got work, size\./],
  ['no rows', 'work,size[0],size[1],member\n', /^a\.csv: not as many rows; .* got 0\./],
  [
    'a short row',
    'work,size[0],size[1],member\nx,1,2,true\nx,1\n',
    /^a\.csv, row 2: wrong number of cells; expected 4, as in the first line, got 2\./,
  ],
  [
    'a word for a number',
    'work,size[0],size[1],member\nx,1,big,true\n',
    /^a\.csv, row 1: input size: not a number; expected a number, got "big"\./,
  ],
  [
    'an unknown truth',
    'work,size[0],size[1],member\nx,1,2,maybe\n',
    /^a\.csv, row 1: input member: wrong value; expected true, false, 1 or 0, got "maybe"\./,
  ],
];

for (const [what, text, message] of REFUSED) {
  test(`a table is refused: ${what}`, () => {
    assert.throws(() => examplesOf(readTable(text, 'a.csv', FIELDS), 'a.csv', FIELDS), { message });
  });
}

/** @param {number[][]} outputs each the values of one */
const answer = (...outputs) =>
  outputs.map((values, i) => ({ name: `out${i}`, shape: [values.length], values }));

test('answers have the best label and the values, several outputs by name', () => {
  const answers = [answer([0.25, 0.75], [4]), answer([0.5, 0.5], [-1])];
  assert.deepEqual(answersTable(answers, ['no', 'yes']), {
    heads: ['out0', 'out0: no', 'out0: yes', 'out1'],
    rows: [
      ['yes', '0.25', '0.75', '4'],
      ['no', '0.5', '0.5', '-1'],
    ],
  });
});

test('the only value of a model with two labels says how likely the second is', () => {
  assert.deepEqual(answersTable([answer([0.75])], ['no', 'yes']).rows, [['yes', '0.25', '0.75']]);
});

test('without labels there are the values, of many the first', () => {
  const { heads, rows } = answersTable([answer(new Array(300).fill(1), [2, 3])], null);
  assert.equal(heads.length, 102);
  assert.deepEqual(heads.slice(98), ['out0[98]', 'out0[99]', 'out1[0]', 'out1[1]']);
  assert.equal(rows[0].length, 102);
});

test('what is written keeps the columns that were given, and is no formula to a spreadsheet', () => {
  const given = { heads: ['id', 'work'], rows: [['7', 'a,b']] };
  const answers = { heads: ['=1+1', 'x'], rows: [['-2.5', '@label']] };
  assert.equal(tableText(beside(given, answers)), 'id,work,\'=1+1,x\n7,"a,b",-2.5,\'@label\n');
});
