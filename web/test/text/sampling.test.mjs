import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { choose, createRandom, samplingWeights } from '../../src/text/sampling.js';

const VECTORS = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/sampling.json', import.meta.url), 'utf8'),
);

for (const { name, seed, expected } of VECTORS.random) {
  test(`random numbers of seed ${name} are Python's, bit by bit`, () => {
    const random = createRandom(seed);
    assert.deepEqual(
      expected.map(() => random()),
      expected,
    );
  });
}

for (const { name, probabilities, temperature, top_k: topK, ...rest } of VECTORS.choices) {
  test(`choices are Python's: ${name}`, () => {
    const random = createRandom(rest.seed);
    const settings = { temperature, topK };
    const found = rest.expected.map(() => choose(probabilities, random(), settings));
    assert.deepEqual(found, rest.expected);
    if (rest.weights !== null) {
      for (const [i, weight] of samplingWeights(probabilities, settings).entries()) {
        assert.ok(Math.abs(weight - rest.weights[i]) <= 1e-12 * rest.weights[i], `${i}`);
      }
    }
  });
}

/** @type {[string, () => void, RegExp][]} */
const REFUSED = [
  [
    'a negative temperature',
    () => choose([1], 0, { temperature: -1 }),
    /temperature: out of range; expected a number from 0, got -1/,
  ],
  [
    'a temperature that is no number',
    () => choose([1], 0, { temperature: Number.NaN }),
    /expected a number from 0, got NaN/,
  ],
  [
    'a top-k of 0',
    () => choose([1], 0, { temperature: 1, topK: 0 }),
    /topK: out of range; expected a whole number from 1, got 0/,
  ],
  [
    'a seed that is no whole number',
    () => createRandom(0.5),
    /seed: out of range; expected a whole number from 0 to 4294967295, got 0.5/,
  ],
];

for (const [name, act, message] of REFUSED) {
  test(`${name} is refused`, () => {
    assert.throws(act, { name: 'DataError', message });
  });
}
