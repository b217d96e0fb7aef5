import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readMetadata } from '../../src/artifact/metadata.js';
import { ArtifactError } from '../../src/errors.js';
import { inWeb } from '../helpers/run.mjs';

/** @typedef {{base: string, path: (string | number)[], value?: unknown, fits: boolean}} Case */

const json = async (/** @type {string} */ path) => JSON.parse(await readFile(inWeb(path), 'utf8'));
const [schema, shared] = await Promise.all([
  json('../docs/metadata.schema.json'),
  json('../tests/vectors/metadata.json'),
]);
const fits = new Ajv2020({
  allowUnionTypes: true,
  strictTuples: false,
  strictTypes: false,
}).compile(schema);

/**
 * @param {Case} changed
 * @returns {any} the metadata of a shared case
 */
function contentOf({ base, path, ...rest }) {
  const content = structuredClone(shared.bases[base]);
  const last = path[path.length - 1];
  const place = path.slice(0, -1).reduce((whole, key) => whole[key], content);
  if ('value' in rest) {
    place[last] = rest.value;
  } else {
    delete place[last];
  }
  return content;
}

/**
 * @param {unknown} content
 * @returns {Promise<boolean>} another error than the reader's own would be a bug
 */
async function isRead(content) {
  try {
    await readMetadata(content, 'metadata.json');
    return true;
  } catch (error) {
    assert.ok(error instanceof ArtifactError, String(error));
    return false;
  }
}

test('whole metadata of each kind fits, and is read', async () => {
  for (const [kind, content] of Object.entries(shared.bases)) {
    assert.ok(fits(content), kind);
    await readMetadata(content, 'metadata.json');
  }
});

test("what docs/metadata.schema.json refuses, the reader refuses, as Python's does", async () => {
  assert.ok(shared.cases.length > 900);
  for (const changed of /** @type {Case[]} */ (shared.cases)) {
    const content = contentOf(changed);
    assert.equal(fits(content), changed.fits, JSON.stringify(changed));
    if (!changed.fits) {
      assert.equal(await isRead(content), false, JSON.stringify(changed));
    }
  }
});
