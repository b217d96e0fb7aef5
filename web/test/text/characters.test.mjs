import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { applyAlphabet, decode, encode, unknownCharacters } from '../../src/text/characters.js';

const VECTORS = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/characters.json', import.meta.url), 'utf8'),
);

for (const { name, alphabet, text, expected } of VECTORS.alphabets) {
  test(`alphabet ${alphabet}: ${name}`, () => {
    assert.equal(applyAlphabet(text, alphabet), expected);
  });
}

for (const { name, text, vocabulary, expected } of VECTORS.encodings) {
  test(`encoded and decoded: ${name}`, () => {
    assert.deepEqual(Array.from(encode(text, vocabulary)), expected);
    assert.equal(decode(expected, vocabulary), text);
  });
}

for (const { name, text, vocabulary, expected } of VECTORS.outside) {
  test(`outside the vocabulary: ${name}`, () => {
    assert.deepEqual(unknownCharacters(text, vocabulary)[0], expected);
    const { line, column } = expected;
    assert.throws(() => encode(text, vocabulary), {
      name: 'DataError',
      message: new RegExp(`in line ${line}, column ${column}: not in the vocabulary`),
    });
  });
}

test('an index outside the vocabulary is refused', () => {
  assert.throws(() => decode([2], ['a', 'b']), {
    message: /Index 2: not in the vocabulary; expected 0 to 1, got 2/,
  });
});
