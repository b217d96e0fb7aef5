import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exampleOf, inputOfProblem, textsOf } from '../../page/own/features/field-values.js';
import { fieldsOf } from '../../page/own/features/fields.js';
import { featuresSpec } from '../../src/artifact/features-spec.js';
import { JsonField } from '../../src/artifact/json-field.js';

const INT = { encode: 'int', depth: null, idf_weights: null };
const LOOKUP = { op: 'lookup', mask: null, oov: 1, oov_method: null, salt: null, ...INT };
const WORDS = {
  ...{ op: 'vectorize', standardize: 'lower', split: 'whitespace', ngrams: null, length: 4 },
  ...{ tokens: ['good'], mask: '', oov: 1, ...INT },
};

/**
 * @param {[name: string, dtype: string, ...shape: (number | null)[]][]} inputs shape: of one example
 * @param {object[]} [steps]
 */
function specOf(inputs, steps = []) {
  const declared = inputs.map(([name, dtype, ...shape]) => ({
    ...{ name, dtype, shape: [null, ...shape] },
  }));
  const [[input]] = inputs;
  const some =
    steps.length > 0 ? steps : [{ op: 'reshape', inputs: [input], output: 'out', shape: [-1] }];
  return featuresSpec(
    new JsonField('metadata.json', '', { kind: 'features', inputs: declared, steps: some }),
  );
}

/** @param {Parameters<typeof specOf>} given */
const fieldOf = (...given) => fieldsOf(specOf(...given))[0];

/** @type {[string, Parameters<typeof specOf>, object][]} what, inputs and steps, what the field is */
const FIELDS = [
  [
    'words that are known are offered',
    [[['a', 'string', 1]], [{ ...LOOKUP, inputs: ['a'], output: 'b', tokens: ['x', 'y'] }]],
    { kind: 'line', known: ['x', 'y'], hint: 'text; the model knows 2, and takes others too' },
  ],
  [
    'only known words can be chosen where there is no place for others, the mask among them',
    [
      [['a', 'string', 1]],
      [{ ...LOOKUP, inputs: ['a'], output: 'b', tokens: ['x'], oov: 0, mask: '-' }],
    ],
    { kind: 'choice', known: ['-', 'x'], hint: 'text, one of 2 that the model knows' },
  ],
  [
    'of two such lists, what is in both',
    [
      [['a', 'string', 1]],
      [
        { ...LOOKUP, inputs: ['a'], output: 'b', tokens: ['x', 'y', 'z'], oov: 0 },
        { ...LOOKUP, inputs: ['a'], output: 'c', tokens: ['z', 'y'], oov: 0 },
        { ...LOOKUP, inputs: ['a'], output: 'd', tokens: ['w'] },
      ],
    ],
    { kind: 'choice', known: ['y', 'z'] },
  ],
  [
    'of a long list the first are offered, and all are taken',
    [
      [['a', 'int64', 1]],
      [
        {
          ...LOOKUP,
          inputs: ['a'],
          output: 'b',
          tokens: Array.from({ length: 1500 }, (_, i) => i),
          oov: 0,
        },
      ],
    ],
    {
      ...{ kind: 'number', known: Array.from({ length: 100 }, (_, i) => String(i)) },
      hint: 'whole number, one of 1,500 that the model knows',
    },
  ],
  [
    'what is known is found behind a change of shape',
    [
      [['a', 'string']],
      [
        { op: 'reshape', inputs: ['a'], output: 'b', shape: [1] },
        { ...LOOKUP, inputs: ['b'], output: 'c', tokens: ['x'] },
      ],
    ],
    { kind: 'line', known: ['x'] },
  ],
  [
    'what is looked up of several inputs together is offered for none',
    [
      [
        ['a', 'string', 1],
        ['b', 'string', 1],
      ],
      [
        { op: 'concatenate', inputs: ['a', 'b'], output: 'c', axis: -1 },
        { ...LOOKUP, inputs: ['c'], output: 'd', tokens: ['x'] },
      ],
    ],
    { kind: 'line', known: [] },
  ],
  [
    'texts have several lines',
    [[['a', 'string', 1]], [{ ...WORDS, inputs: ['a'], output: 'b' }]],
    { kind: 'text', count: 1, hint: 'text' },
  ],
  [
    'but not words',
    [[['a', 'string', 2]], [{ ...WORDS, split: null, inputs: ['a'], output: 'b' }]],
    { kind: 'line', count: 2, hint: '2 texts' },
  ],
  [
    'many words, one on each line',
    [[['a', 'string', null]], [{ ...WORDS, split: null, inputs: ['a'], output: 'b' }]],
    { kind: 'lines', count: 1, hint: 'any number of texts, one on each line' },
  ],
  ['a truth', [[['a', 'bool']]], { kind: 'truth', count: 1, hint: 'yes or no' }],
  ['a number', [[['a', 'float32', 1]]], { kind: 'number', count: 1, bounds: null }],
  ['a whole one', [[['a', 'int32', 1]]], { kind: 'number', bounds: [-(2 ** 31), 2 ** 31 - 1] }],
  [
    'a whole one of 64 bits, as far as numbers are exact',
    [[['a', 'int64']]],
    { kind: 'number', bounds: [-(2 ** 53 - 1), 2 ** 53 - 1], hint: 'whole number' },
  ],
  ['a few numbers', [[['a', 'float32', 8]]], { kind: 'number', count: 8, hint: '8 numbers' }],
  ['more of them', [[['a', 'float32', 9]]], { kind: 'json', count: 1, hint: '9 numbers as JSON' }],
  [
    'numbers in rows',
    [[['a', 'int32', 2, null]]],
    { kind: 'json', hint: '2 × any whole numbers as JSON' },
  ],
];

for (const [what, given, expected] of FIELDS) {
  test(`a field for what is declared: ${what}`, () => {
    const field = fieldOf(...given);
    assert.deepEqual(field, { ...field, ...expected });
  });
}

/** @type {[string, Parameters<typeof specOf>, string[], unknown][]} what, inputs, texts, the example */
const TAKEN = [
  ['a text', [[['a', 'string']]], [' x '], ' x '],
  ['a text in a list', [[['a', 'string', 1]]], [''], ['']],
  ['numbers', [[['a', 'float32', 2]]], ['0.1', '-2e3'], [0.1, -2000]],
  ['truths', [[['a', 'bool', 2]]], ['true', 'false'], [true, false]],
  ['lines', [[['a', 'string', null]]], ['x\n\ny\n'], ['x', '', 'y']],
  [
    'rows',
    [[['a', 'int32', 2, 2]]],
    ['[[1, 2], [3, 4]]'],
    [
      [1, 2],
      [3, 4],
    ],
  ],
];

for (const [what, given, texts, expected] of TAKEN) {
  test(`typed into a form and back: ${what}`, () => {
    const field = fieldOf(...given);
    const example = exampleOf(field, texts);
    assert.deepEqual(example, expected);
    const flat = /** @type {(string | number)[]} */ (
      [expected].flat(9).map((value) => (typeof value === 'boolean' ? Number(value) : value))
    );
    const shape = [1, ...field.shape.map((length) => length ?? flat.length)];
    const again = textsOf(field, { values: flat, shape, dtype: field.dtype }, 0);
    assert.deepEqual(exampleOf(field, again), expected);
  });
}

test('of many golden examples the one that is asked for, in the shortest digits of float32', () => {
  const field = fieldOf([['a', 'float32', 2]]);
  const values = [1, 2, Math.fround(0.1), 4];
  assert.deepEqual(textsOf(field, { values, shape: [2, 2], dtype: 'float32' }, 1), ['0.1', '4']);
});

/** @type {[string, string, string][]} dtype and text, message */
const REFUSED = [
  ['float32', '', 'input a: not a number; expected a number, got nothing. Fill it in.'],
  ['int32', 'x', 'input a: not a number; expected a whole number, got "x". Fill it in.'],
];

for (const [dtype, text, message] of REFUSED) {
  test(`what is not a number is refused: ${JSON.stringify(text)}`, () => {
    assert.throws(() => exampleOf(fieldOf([['a', dtype, 1]]), [text]), { message });
  });
}

test('JSON that is not valid is refused with what is expected', () => {
  const field = fieldOf([['a', 'float32', 2, 2]]);
  assert.throws(() => exampleOf(field, ['[1,']), {
    message: /^input a: not valid JSON; expected 2 × 2 numbers as JSON, got a syntax error \(/,
  });
});

test('a problem is that of the input that it names, or of what the named values are made of', () => {
  const inputs = /** @type {Parameters<typeof specOf>[0]} */ ([
    ['a', 'string', 1],
    ['a b', 'string', 1],
  ]);
  const spec = specOf(inputs, [
    { op: 'reshape', inputs: ['a'], output: 'one', shape: [1] },
    { op: 'concatenate', inputs: ['one', 'a b'], output: 'both', axis: -1 },
  ]);
  assert.equal(inputOfProblem('m: input a[0][0]: wrong', spec), 'a');
  assert.equal(inputOfProblem('m: input a b: wrong', spec), 'a b');
  assert.equal(inputOfProblem('m: input one[0]: wrong', spec), 'a');
  assert.equal(inputOfProblem('m: input both[0]: wrong', spec), null);
  assert.equal(inputOfProblem('m: inputs: too many', spec), null);
});

test('a chain of steps that double what they read is followed in time', () => {
  const steps = Array.from({ length: 900 }, (_, i) => ({
    ...{ op: 'concatenate', inputs: i === 0 ? ['a', 'a'] : [`s${i - 1}`, `s${i - 1}`] },
    ...{ output: `s${i}`, axis: 0 },
  }));
  assert.equal(
    inputOfProblem('input s899: wrong', /** @type {any} */ ({ inputs: [{ name: 'a' }], steps })),
    'a',
  );
});
