import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyArtifact, parseArguments } from '../../node/options/arguments.mjs';

/** @type {import('../../node/options/arguments.mjs').Options} */
const OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  count: { type: 'string', range: { least: 0, most: 100, isWhole: true }, default: 7 },
  share: { type: 'string', range: { least: -1, most: 1, isWhole: false } },
  port: { type: 'string', range: { least: 0, most: 9, isWhole: true, problem: 'not a port' } },
  name: { type: 'string', default: 'none' },
  text: { type: 'string', mayBeEmpty: true },
  file: { type: 'string', multiple: true, default: [] },
};

/** @param {string[]} argv */
function parse(...argv) {
  return parseArguments(OPTIONS, argv);
}

test('what is not given has its default', () => {
  const { positionals, values } = parse('folder');
  assert.deepEqual(positionals, ['folder']);
  assert.deepEqual(
    [values.count, values.name, values.file, values.json],
    [7, 'none', [], undefined],
  );
});

test('values stand after a space or an equals sign, and may begin with a dash', () => {
  const { positionals, values } = parse(
    ...[
      '--text',
      '- a list',
      'a',
      '--file=x',
      '--share',
      '-0.5',
      '--file',
      '-',
      '--json',
      '--count=9',
    ],
    ...['--name', '--nonsense', '--', '--b'],
  );
  assert.deepEqual(positionals, ['a', '--b']);
  assert.deepEqual(values, {
    json: true,
    help: undefined,
    count: 9,
    share: -0.5,
    port: undefined,
    name: '--nonsense',
    text: '- a list',
    file: ['x', '-'],
  });
});

test('of an option that is given twice the last one counts', () => {
  assert.equal(parse('--count', '1', '--count', '2').values.count, 2);
});

test('help is had whatever else is wrong', () => {
  for (const argv of [['--help'], ['-h'], ['--count', '-5', '--help'], ['--nonsense', '-h']]) {
    assert.deepEqual(parse(...argv).values, { help: true });
  }
});

for (const [text, value] of /** @type {[string, number][]} */ ([
  ['0', 0],
  ['+5', 5],
  ['007', 7],
  ['100', 100],
])) {
  test(`${text} is a whole number`, () => {
    assert.equal(parse('--count', text).values.count, value);
  });
}

for (const text of ['1', '-1', '.5', '1.', '1e-3', '+0.25', '-0']) {
  test(`${text} is a number`, () => {
    assert.ok(Object.is(parse('--share', text).values.share, Number(text) + 0));
  });
}

const WHOLE = [
  '-5',
  '101',
  '99999999999999999999',
  '1.5',
  '1_000',
  '1.0',
  '1e3',
  '0x10',
  '-',
  ' 5',
  '5 ',
  '١',
];
const WORDS = ['ten', 'NaN', 'Infinity', '-Infinity', '5px', 'null'];

for (const [text, problem] of [
  ...WHOLE.map((value) => [value, value === '0x10' ? 'not a number' : 'out of range']),
  ...WORDS.map((value) => [value, 'not a number']),
]) {
  test(`"${text}" is no such whole number`, () => {
    const expected = `expected a whole number from 0 to 100, got "${text}". See --help.`;
    for (const argv of [['--count', text], [`--count=${text}`]]) {
      assert.throws(() => parse(...argv), {
        name: 'UsageError',
        exitCode: 2,
        message: `--count: ${problem}; ${expected}`,
      });
    }
  });
}

/** @type {[string, string[], RegExp][]} */
const REFUSED = [
  [
    'a number beyond its range',
    ['--share', '1.01'],
    /^--share: out of range; expected a number from -1/,
  ],
  ['an overflow', ['--share', '1e999'], /^--share: out of range/],
  ['what has a name', ['--port', '70'], /^--port: not a port; expected a whole number from 0 to 9/],
  ['an unknown option', ['--nonsense'], /^arguments: unknown option; .* got '--nonsense'\. See/],
  ['a misspelt option', ['--cuont', '5'], /got '--cuont'\. Did you mean --count\./],
  ['an unknown letter', ['-x'], /got '-x'\. See --help/],
  ['a letter that is a number', ['-5'], /got '-5'/],
  ['a name of objects', ['--constructor'], /got '--constructor'/],
  ['a prototype', ['--__proto__', '1'], /got '--__proto__'/],
  ['no value at the end', ['--name'], /^--name: has no value; expected one after it, got none/],
  ['an option as a value', ['--name', '--json'], /^--name: has no value; .* got "--json"/],
  ['an option with a value as a value', ['--name', '--count=5'], /^--name: has no value/],
  ['an empty value', ['--name', ''], /^--name: has no value; .* got ""/],
  ['an empty number', ['--count='], /^--count: has no value/],
  ['one empty value of several', ['--file', 'a', '--file', ''], /^--file: has no value/],
  ['a value where there is none', ['--json=yes'], /^--json: takes no value; .* got "yes"/],
];
for (const [name, argv, message] of REFUSED) {
  test(`${name} is refused`, () => {
    assert.throws(() => parse(...argv), { name: 'UsageError', message });
  });
}

test('empty text is a value where it may be', () => {
  assert.equal(parse('--text', '').values.text, '');
});

test('one folder is wanted, which has a name', () => {
  assert.equal(onlyArtifact(['a']), 'a');
  for (const wrong of [[], ['a', 'b'], ['']]) {
    assert.throws(() => onlyArtifact(wrong), { name: 'UsageError', message: /^ARTIFACT_DIR: / });
  }
});
