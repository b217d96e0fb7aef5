import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLocation } from '../../src/artifact/open.js';
import { ArtifactError, VerificationError } from '../../src/errors.js';
import { loadModel } from '../../src/predictor/load-model.js';
import { createTextClassifier } from '../../src/text/text-classifier.js';
import { openEncoders } from '../../src/tokenizers/open-encoders.js';
import { editMetadata, replaceFile, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTokensArtifact, PREPARE, TOKENIZER } from '../helpers/make-tokens-artifact.mjs';

/** @typedef {import('node:test').TestContext} TestContext */

/** @param {TestContext} t */
async function madeArtifact(t) {
  const folder = await temporaryFolder(t);
  await makeTokensArtifact(folder);
  return folder;
}

test('a text becomes token ids, and these an answer', async (t) => {
  const model = await loadModel(await madeArtifact(t), { backend: 'cpu' });
  t.after(() => model.dispose());
  assert.deepEqual(model.inputs, [{ name: 'text', shape: [null], dtype: 'string' }]);
  assert.equal(model.selfTest.examples?.ok, true);
  const [{ name }] = model.outputs;
  const one = (await model.predict('GOOD!'))[name];
  const many = (await model.predict({ text: ['good !', 'badly \ud800', 'x'.repeat(500)] }))[name];
  assert.equal(one.length, 2);
  assert.deepEqual(many[0], one);
  assert.notDeepEqual(many[1], one);
});

test('createTextClassifier takes such a model', async (t) => {
  const classifier = createTextClassifier(await loadModel(await madeArtifact(t)));
  t.after(() => classifier.dispose());
  const found = await classifier.classify(['so good', 'so bad']);
  assert.deepEqual(
    found.map(({ top }) => top.length),
    [2, 2],
  );
});

test('the tokenizer of an artifact gives ids by itself', async (t) => {
  const artifact = await readLocation(await madeArtifact(t), {});
  const encode = (await openEncoders(artifact)).get('tokenizer.json');
  assert.deepEqual(encode?.('Good, so BADLY!'), [4, 1, 8, 5, 6, 7]);
});

/** @type {[string, (folder: string) => Promise<void>, RegExp][]} */
const DAMAGES = [
  [
    'a tokenizer that is not one',
    (folder) => replaceFile(folder, 'tokenizer.json', '{"model": {}}'),
    /tokenizer\.json: malformed; expected a tokenizer of Hugging Face, got .+\. Export the model again\./,
  ],
  [
    'a tokenizer that is missing',
    (folder) => editSteps(folder, ([step]) => Object.assign(step, { file: 'other.json' })),
    /other\.json is not listed/,
  ],
  [
    'one tokenizer in two ways',
    (folder) =>
      editSteps(folder, (steps) => {
        const prepare = { ...PREPARE, lowercase: false };
        steps.unshift({ ...steps[0], output: 'other', prepare });
        steps.push(concatenated(steps));
      }),
    /steps prepare texts for tokenizer\.json in two ways/,
  ],
];

/**
 * @param {string} folder
 * @param {(steps: any[]) => void} edit
 */
async function editSteps(folder, edit) {
  await editMetadata(folder, (metadata) => edit(metadata.preprocessing.steps));
}

/**
 * Of both, as the network's input.
 *
 * @param {any[]} steps
 */
function concatenated(steps) {
  const { output } = steps[1];
  Object.assign(steps[0], { length: 3 });
  Object.assign(steps[1], { length: 3, output: 'ids' });
  return { op: 'concatenate', inputs: ['other', 'ids'], axis: -1, output };
}

for (const [name, damage, message] of DAMAGES) {
  test(`${name} is refused`, async (t) => {
    const folder = await madeArtifact(t);
    await damage(folder);
    await assert.rejects(loadModel(folder, { backend: 'cpu' }), (error) => {
      assert.ok(error instanceof ArtifactError, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}

test('another vocabulary than in training fails the golden examples', async (t) => {
  const folder = await madeArtifact(t);
  const vocab = { ...TOKENIZER.model.vocab, good: 5, bad: 4 };
  const content = { ...TOKENIZER, model: { ...TOKENIZER.model, vocab } };
  await replaceFile(folder, 'tokenizer.json', JSON.stringify(content));
  await assert.rejects(loadModel(folder, { backend: 'cpu' }), VerificationError);
});

/** @type {[string, Record<string, unknown>, RegExp][]} */
const REFUSED = [
  ['what it gives', { gives: 'ids' }, /gives/],
  ['a key that is not known', { lowercase: true }, /no other keys than/],
  ['a length without room', { length: 1 }, /2 or more, for the special tokens/],
  ['an id below 0', { start: [-1] }, /start\[0\]/],
  ['a side', { side: 'top' }, /side/],
  ['a kind of preparation', { prepare: { kind: 'bytes' } }, /prepare\.kind/],
  ['a setting of another kind', { prepare: { ...PREPARE, kept: [] } }, /no other keys than/],
  [
    'a token that is empty',
    { prepare: { ...PREPARE, special_tokens: [''] } },
    /special_tokens\[0\]/,
  ],
];

for (const [name, settings, message] of REFUSED) {
  test(`a step of tokens is refused: ${name}`, async (t) => {
    const folder = await madeArtifact(t);
    await editSteps(folder, ([step]) => Object.assign(step, settings));
    await assert.rejects(readLocation(folder, {}), (error) => {
      assert.ok(error instanceof ArtifactError, String(error));
      assert.match(error.message, message);
      return true;
    });
  });
}
