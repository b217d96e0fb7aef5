/** What preprocessing and raw values are refused: the same list that Python is held to. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { checkFeatures, featuresSpec } from '../../src/artifact/features-spec.js';
import { parseGoldenExamples } from '../../src/artifact/golden-examples.js';
import { JsonField } from '../../src/artifact/json-field.js';
import { runGoldenExamples } from '../../src/features/examples-proof.js';
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
