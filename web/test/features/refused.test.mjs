/** What preprocessing and raw values are refused: the same list that Python is held to. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkFeatures, featuresSpec } from '../../src/artifact/features-spec.js';
import { parseGoldenExamples } from '../../src/artifact/golden-examples.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { ArtifactError } from '../../src/errors.js';
import { runGoldenExamples } from '../../src/features/examples-proof.js';
import { createRandom } from '../../src/text/sampling.js';
import { inWeb } from '../helpers/run.mjs';

/**
 * @typedef {object} Case
 * @property {string} place keys, with dots between them
 * @property {unknown} [value] missing: the key is taken away
 */

const path = inWeb('../tests/vectors/features/refused.json');
const { fine, specs, values } = JSON.parse(await readFile(path, 'utf8'));
const examples = { file: 'golden-examples.json' };

/**
 * @param {Case} change
 * @returns {any} any: made wrong on purpose
 */
function changed({ place, ...rest }) {
  const copy = structuredClone(fine);
  const keys = place.split('.');
  const last = String(keys.pop());
  const parent = keys.reduce((part, key) => part[key], copy);
  if ('value' in rest) {
    parent[last] = rest.value;
  } else {
    delete parent[last];
  }
  return copy;
}

/** @param {any} given */
function read({ preprocessing, inputs }) {
  const spec = featuresSpec(new JsonField('metadata.json', 'preprocessing', preprocessing));
  checkFeatures({ preprocessing: spec, inputs, golden: /** @type {any} */ ({ examples }) }, 'm');
  return spec;
}

/** @param {any} given */
function prepare(given) {
  const metadata = /** @type {any} */ ({ preprocessing: read(given), inputs: given.inputs });
  const count = given.raw.code?.length ?? 2;
  const inputs = given.inputs.map((/** @type {any} */ input) => {
    const shape = [count, ...input.shape.slice(1)];
    return { ...input, shape, values: new Float32Array(64) };
  });
  metadata.golden = { examples, inputs };
  const bytes = new TextEncoder().encode(JSON.stringify({ inputs: given.raw }));
  const files = new Map([[examples.file, bytes]]);
  const goldenExamples = parseGoldenExamples(metadata, files, 'm');
  return runGoldenExamples({ label: 'm', metadata, golden: metadata.golden, goldenExamples });
}

/** @param {Case} one */
const nameOf = ({ place, value }) => `${place} = ${JSON.stringify(value) ?? 'nothing'}`;

test('what the others change is fine', () => {
  assert.equal(prepare(structuredClone(fine))?.problem, '');
});

test('preprocessing that is not valid is refused, by the place', async (t) => {
  assert.ok(specs.length > 80, 'the list was not found');
  for (const one of specs) {
    await t.test(nameOf(one), () => {
      const message = /^m(etadata\.json)?, (preprocessing|golden).*; expected .*, got .*\. Export/;
      assert.throws(() => read(changed(one)), { name: 'ArtifactError', message });
    });
  }
});

test('raw values that are not what is declared are refused, by the place', async (t) => {
  for (const one of values) {
    await t.test(nameOf(one), () => {
      const input = one.place.split('.')[1];
      try {
        // Of a right type, and nothing that a step can take.
        assert.match(prepare(changed(one))?.problem ?? '', /^m: input \w+\[1\]\[0\]: .*; expected/);
      } catch (error) {
        const message = `m/golden-examples\\.json, inputs\\.${input}.*; expected`;
        assert.match(String(error), new RegExp(`^ArtifactError: ${message}`));
      }
    });
  }
});

/** What may stand at any place of a damaged file. */
const STRANGE = [
  ...[null, true, '', 'x', '\ud800', '__proto__', 0, -1, 0.5, 7, 1e308, -(2 ** 53), 2 ** 31],
  ...[[], {}, [[]], [null], [1, [2]], ['a', 'b'], [1, 2, 3], { length: 3 }],
];

/**
 * @param {any} value
 * @returns {{parent: any, key: string | number}[]} each place in it
 */
function placesIn(value) {
  return Object.keys(Object(typeof value === 'string' ? null : value)).flatMap((key) => [
    { parent: value, key },
    ...placesIn(value[key]),
  ]);
}

test('whatever stands anywhere, it is refused in our words, or runs', () => {
  const random = createRandom(5);
  const pick = (/** @type {any[]} */ list) => list[Math.floor(random() * list.length)];
  let refused = 0;
  for (let i = 0; i < 2000; i += 1) {
    const copy = structuredClone(fine);
    const places = placesIn({ a: copy.preprocessing, b: copy.raw }).slice(1);
    const { parent, key } = pick(places);
    parent[key] = pick(STRANGE);
    try {
      prepare(copy);
    } catch (error) {
      refused += 1;
      assert.ok(
        error instanceof ArtifactError,
        `${key} = ${JSON.stringify(parent[key])}: ${error}`,
      );
    }
  }
  assert.ok(refused > 1300, `${refused} of 2000 were refused`);
});
