import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foldCase } from '../../src/tokenizers/case-folding.js';
import { splitWords } from '../../src/tokenizers/words.js';
import { PREPARE } from '../helpers/make-tokens-artifact.mjs';

const SETTINGS = { ...PREPARE, kind: /** @type {const} */ ('words') };

test('case folding is that of Unicode, and not lower case', () => {
  assert.equal(foldCase('Straße ΣΊΣΥΦΟΣ ſ ﬁ ı İ'), 'strasse σίσυφοσ s fi ı i̇');
  assert.equal(foldCase('\u13a0\uab70\u13f8'), '\u13a0\u13a0\u13f0'); // Cherokee: to upper case
  assert.equal(foldCase('so\u00adft\u200d\ufe0f'), 'soft');
  assert.equal(foldCase('\u1f80\u0301'), '\u1f00\u03af'); // an accent goes to the iota below
  assert.equal(foldCase('e\u0301 \u1100\u1161'), 'é 가');
});

test('words end at punctuation, CJK, and what KerasHub takes for white space', () => {
  const words = splitWords("It's a\u00a0b c\u200bd漢字\ud55c…x", SETTINGS);
  assert.deepEqual(words, ['it', "'", 's', 'a b', 'c', 'd', '漢', '字', '한', '...', 'x']);
});

test('nothing follows a NUL, and words that are too long are unknown', () => {
  const short = { ...SETTINGS, longest_bytes: 4 };
  assert.deepEqual(splitWords('four \u00e9\u00e9 \u00e9\u00e9\u00e9\0never', short), [
    'four',
    'éé',
    '[UNK]',
  ]);
});

test('special tokens stay whole, and in their case', () => {
  const special = { ...SETTINGS, special_tokens: ['[SEP]', '[S]'] };
  assert.deepEqual(splitWords('A[SEP]B [sep]', special), ['a', '[SEP]', 'b', '[', 'sep', ']']);
  const accents = { ...SETTINGS, strip_accents: true, lowercase: false, split_cjk: false };
  assert.deepEqual(splitWords('Ångström 漢字', accents), ['Angstrom', '漢字']);
});
