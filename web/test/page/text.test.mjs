import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { piecesOf, unknownCharacterWords } from '../../page/text/character-words.js';
import { createTokenProbabilities, likeliestOf } from '../../page/text/token-probabilities.js';
import { createWriter } from '../../page/text/writer.js';
import { readArtifact } from '../../src/artifact/artifact.js';
import { useBackend } from '../../src/backend.js';
import { unknownCharacters } from '../../src/text/characters.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';

before(() => useBackend('wasm', { wasmFolder: findWasmFolder() }));

const SAMPLING = { temperature: 0.8, topK: null, randomSeed: 3 };

/** @param {import('node:test').TestContext} t */
async function openSources(t) {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder);
  const artifact = await readArtifact(createFolderReader(folder));
  return async () => {
    const generator = await createTextGenerator(artifact);
    t.after(() => generator.dispose());
    return {
      generator,
      read: (/** @type {() => Promise<any>} */ task) => task(),
      step: (/** @type {() => Promise<any>} */ task) => task(),
    };
  };
}

/** Records what a writer reports. */
function createLog() {
  const log = {
    text: '',
    /** @type {string[]} */
    states: [],
    /** @type {() => void} */
    each: () => {},
    onBegin: (/** @type {string} */ prompt) => {
      log.text = prompt;
    },
    onWritten: ({ character } = { character: '' }) => {
      log.text += character;
      log.each();
    },
    onState: (/** @type {string} */ state) => {
      log.states.push(state);
    },
    onError: (/** @type {unknown} */ error) => {
      throw error;
    },
  };
  return log;
}

/**
 * @param {Awaited<ReturnType<Awaited<ReturnType<typeof openSources>>>>} source
 * @param {number} length
 */
async function textOf({ generator }, length) {
  await generator.prime('abc');
  let text = 'abc';
  for await (const { character } of generator.generate({ ...SAMPLING, length })) {
    text += character;
  }
  return text;
}

test('a continued text is the one that would have been written in one go', async (t) => {
  const source = await (await openSources(t))();
  const whole = await textOf(source, 60);
  const log = createLog();
  const writer = createWriter(log);
  writer.use(source);
  await writer.write('abc', 40, SAMPLING);
  assert.equal(log.states.at(-1), 'done');
  await writer.writeMore(20, { ...SAMPLING });
  assert.equal(log.text, whole);
  assert.deepEqual([writer.progress().written, writer.progress().goal], [60, 60]);
});

test('a pause changes nothing, and a stop leaves what was written', async (t) => {
  const source = await (await openSources(t))();
  const whole = await textOf(source, 60);
  const log = createLog();
  const writer = createWriter(log);
  writer.use(source);
  log.each = () => {
    if (log.text.length === 20) {
      writer.pause();
      setTimeout(writer.resume, 20);
    }
  };
  await writer.write('abc', 60, SAMPLING);
  assert.equal(log.text, whole);
  assert.deepEqual(log.states, ['writing', 'reading', 'writing', 'paused', 'writing', 'done']);
  log.each = () => {
    writer.stop();
  };
  await writer.write('abc', 60, SAMPLING);
  assert.equal(log.states.at(-1), 'stopped');
  assert.equal([...log.text].length, 4);
  assert.equal(whole.startsWith(log.text), true);
});

test('a stop ends a pause, and a new text ends the one before', async (t) => {
  const source = await (await openSources(t))();
  const whole = await textOf(source, 30);
  const log = createLog();
  const writer = createWriter(log);
  writer.use(source);
  log.each = () => {
    writer.pause();
    setTimeout(writer.stop, 20); // it is at rest by then
  };
  await writer.write('abc', 30, SAMPLING);
  assert.deepEqual(log.states.slice(-2), ['paused', 'stopped']);
  log.each = () => {};
  const texts = ['a', 'b', 'abc'].map((prompt) => writer.write(prompt, 30, SAMPLING));
  await Promise.all(texts);
  assert.equal(log.text, whole);
});

test('another generator goes on where the one before was', async (t) => {
  const open = await openSources(t);
  const cold = { ...SAMPLING, temperature: 0 };
  const log = createLog();
  const writer = createWriter(log);
  writer.use(await open());
  await writer.write('abc', 50, cold);
  const whole = log.text;
  await writer.write('abc', 20, cold);
  writer.use(await open());
  await writer.writeMore(30, cold);
  assert.equal(log.text, whole);
});

test('probabilities are kept of the latest characters, the likeliest first', () => {
  const store = createTokenProbabilities(2);
  const rows = [
    [0.1, 0.9, 0],
    [0.5, 0.25, 0.25],
    [0.125, 0.125, 0.75],
  ];
  for (const [index, row] of rows.entries()) {
    store.add({ index, probabilities: Float32Array.from(row) });
  }
  assert.equal(store.at(0), null);
  assert.equal(store.at(3), null);
  assert.deepEqual(store.at(2), {
    index: 2,
    probability: 0.75,
    likeliest: [
      { index: 2, probability: 0.75 },
      { index: 0, probability: 0.125 },
      { index: 1, probability: 0.125 },
    ],
  });
  assert.equal(store.at(1)?.probability, 0.25);
  store.clear();
  assert.equal(store.at(0), null);
});

test('the five likeliest are found among many', () => {
  const probabilities = Float32Array.from({ length: 100 }, (_, i) => (i * 37) % 100);
  const best = likeliestOf(probabilities).map((index) => probabilities[index]);
  assert.deepEqual(best, [99, 98, 97, 96, 95]);
});

test('unknown characters are named with their places, a few of many', () => {
  const words = (/** @type {string} */ text) =>
    unknownCharacterWords(unknownCharacters(text, ['a', '\n']));
  assert.equal(words('aé'), 'The model does not know “é” (line 1, column 2).');
  assert.equal(
    words('\n\t \u200b'),
    'The model does not know a tab (line 2, column 1), a space (line 2, column 2), U+200B (line 2, column 3).',
  );
  assert.match(words('ééééé'), /column 3; and 2 more\)\.$/);
  assert.match(words('bcdefg'), /“e” \(line 1, column 4\) and 2 more\.$/);
});

test('a text falls into pieces that are known and that are not', () => {
  assert.deepEqual(piecesOf('aéé\u{1f600}a', new Set('a')), [
    { text: 'a', isKnown: true },
    { text: 'éé\u{1f600}', isKnown: false },
    { text: 'a', isKnown: true },
  ]);
});
