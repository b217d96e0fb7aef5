/** Rules that standardize texts against what TensorFlow's operations gave: the vectors of Python, too. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { JsonField } from '../../src/artifact/json-field.js';
import { readStandard } from '../../src/artifact/text-standards.js';
import { createStandardize } from '../../src/features/standards.js';
import { inWeb } from '../helpers/run.mjs';

/** @param {object[]} rules */
const created = (rules) => createStandardize(readStandard(new JsonField('m', 'rules', rules)));

test('rules give what TensorFlow gives', async (t) => {
  const file = inWeb('../tests/vectors/features/patterns.json');
  const cases = JSON.parse(await readFile(file, 'utf8'));
  assert.ok(cases.length > 50, 'the vectors were not found');
  for (const { name, rules, texts, values } of cases) {
    await t.test(name, () => assert.deepEqual(texts.map(created(rules)), values));
  }
});

test('what would be tried again and again is refused', () => {
  for (const replace of [`${'a?'.repeat(40)}b`, 'a+a+a+a+a+b', 'a+.a+.a+.a+b', '.*.*=.*']) {
    assert.throws(() => created([{ replace, with: '' }]), {
      name: 'ArtifactError',
      message: /expected other characters behind each \?/,
    });
  }
});

test('the others are quick, whatever the text', () => {
  const texts = ['a', ' ', '<', 'abc'].map((part) => part.repeat(2000));
  const started = performance.now();
  for (const replace of ['\\s*,?[a-z]*;', '\\s+[a-z]\\s+', 'a+b+c+d.*e', '<.*?>|a*b|a']) {
    texts.forEach(created([{ replace, with: '' }]));
  }
  assert.ok(performance.now() - started < 5000);
});

test('a text does not grow without end', () => {
  const rule = { replace: 'a', with: 'a'.repeat(1000) };
  assert.throws(() => created([rule, rule, rule])('a'), {
    name: 'DataError',
    message: /a text became too long; expected at most 16777216/,
  });
});
