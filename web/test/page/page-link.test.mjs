import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inputWords, modelFacts } from '../../page/model-card.js';
import { LONGEST_CHOICE, linkTo, quoted, readLink } from '../../page/page-link.js';
import { validateMetadata } from '../../src/artifact/metadata.js';
import { inWeb } from '../helpers/run.mjs';

const PRETRAINED = inWeb('../exported/pretrained');

test('a link gives back what was chosen, whatever is in it', () => {
  for (const start of [
    'ROMEO:\n',
    '',
    ' a+b ',
    '?#&=%25;"<b>',
    '100 % é 日本 🙂',
    'x'.repeat(1000),
  ]) {
    const choices = new Map([
      ['model', 'char-lstm'],
      ['start', start],
    ]);
    const hash = linkTo('text', choices);
    assert.match(hash, /^#text\?[\w.*+%&=-]+$/);
    assert.deepEqual(readLink(hash), { tab: 'text', choices });
  }
  assert.equal(linkTo('proof', new Map()), '#proof');
});

test('the longest beginning fits, in every script', () => {
  for (const character of ['a', ' ', '日', '\ud83d']) {
    const start = character.repeat(LONGEST_CHOICE);
    assert.equal(readLink(linkTo('text', new Map([['start', start]]))).choices.size, 1);
  }
});

test('malformed links are read as far as they go', () => {
  const cases = /** @type {[string, string, [string, string][]][]} */ ([
    ['', '', []],
    ['#', '', []],
    ['#text', 'text', []],
    ['#text?', 'text', []],
    ['#text?&&=&', 'text', [['', '']]],
    ['#?model=cnn', '', [['model', 'cnn']]],
    ['#text?start=%E0%A4%A', 'text', [['start', '\ufffd%A']]],
    ['#text?start=a?b=c', 'text', [['start', 'a?b=c']]],
    [
      '#text?__proto__=1&constructor',
      'text',
      [
        ['constructor', ''],
        ['__proto__', '1'],
      ],
    ],
    ['#text?seed=1&seed=2', 'text', [['seed', '1']]],
    [`#text?start=${'a'.repeat(100_000)}`, 'text', []],
  ]);
  for (const [hash, tab, choices] of cases) {
    assert.deepEqual(readLink(hash), { tab, choices: new Map(choices) }, hash.slice(0, 40));
  }
});

test('what a stranger wrote is quoted in short, with nothing hidden', () => {
  assert.equal(quoted('a\u202eb'), '"a\\u202eb"');
  assert.equal(quoted('🙂'.repeat(50)), `"${'🙂'.repeat(40)}…"`);
});

test('the card of every pretrained model is told from its metadata', async () => {
  const report = { largestDifference: 2e-7, tolerance: 1e-4, blindOutputs: [] };
  const verified = /** @type {any} */ ({ backend: 'wasm', report });
  for (const name of await readdir(PRETRAINED)) {
    const json = JSON.parse(await readFile(join(PRETRAINED, name, 'metadata.json'), 'utf8'));
    const metadata = validateMetadata(json, 'metadata.json');
    const artifact = /** @type {any} */ ({ metadata, integrity: 'SHA-256', bytes: 1_234_567 });
    const facts = new Map(modelFacts(artifact, verified).map(({ key, value }) => [key, value]));
    assert.equal(facts.get('size'), '1.23 MB (1,234,567 bytes)');
    const { converter, versions, training } = json;
    const exporter = `${converter.name} ${converter.version}, from Keras ${versions.keras}`;
    assert.equal(facts.get('exported'), exporter);
    assert.ok(facts.get('dataset')?.startsWith(training.dataset.name));
    assert.match(facts.get('difference') ?? '', /^2\s×\s10⁻⁷ on this device; 1\s×\s10⁻⁴ allowed$/u);
    assert.match(facts.get('reads') ?? '', name === 'char-lstm' ? /it knows 65$/ : /28 × 28$/);
  }
});

test('a model without declared preparation reads its inputs', () => {
  const inputs = [
    { name: 'image', shape: [null, null, 32, 3], dtype: 'float32' },
    { name: 'age', shape: [null], dtype: 'int32' },
  ];
  const metadata = /** @type {any} */ ({ inputs, preprocessing: null });
  assert.equal(inputWords(metadata), 'image any × 32 × 3 float32, age int32');
});
