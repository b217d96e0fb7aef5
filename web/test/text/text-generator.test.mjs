import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { useBackend } from '../../src/backend.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { editMetadata, makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { makeTextArtifact, makeTextModel } from '../helpers/make-text-artifact.mjs';

/**
 * @param {import('node:test').TestContext} t
 * @param {number} [sequenceLength]
 */
async function textFolder(t, sequenceLength) {
  const folder = await temporaryFolder(t);
  await makeTextArtifact(folder, sequenceLength);
  return folder;
}

/**
 * @param {string} folder
 * @param {'kernel' | 'cpu' | 'wasm'} where
 */
async function openGenerator(folder, where = 'kernel') {
  const backend = where === 'kernel' ? 'wasm' : where; // for what the test computes itself
  await useBackend(backend, { wasmFolder: findWasmFolder() });
  const engine = where === 'kernel' ? 'kernel' : 'tfjs';
  return await createTextGenerator(await readArtifact(createFolderReader(folder)), { engine });
}

/**
 * @param {import('../../src/text/text-generator.js').TextGenerator} generator
 * @param {import('../../src/text/text-generator.js').GenerateOptions} options
 */
async function textOf(generator, options) {
  let text = '';
  for await (const { character } of generator.generate(options)) {
    text += character;
  }
  return text;
}

for (const where of /** @type {const} */ (['kernel', 'cpu', 'wasm'])) {
  test(`a step at a time gives what the whole sequence gives, on ${where}`, async (t) => {
    const generator = await openGenerator(await textFolder(t), where);
    await generator.prime('abc \u{1f600}');
    const indices = [2, 3, 4, 1, 5];
    const seen = [];
    for await (const written of generator.generate({ length: 200, temperature: 0 })) {
      seen.push(written);
      indices.push(written.index);
    }
    const model = makeTextModel();
    const whole = /** @type {tf.Tensor} */ (
      model.predict(tf.tensor2d([indices], undefined, 'int32'))
    );
    const rows = /** @type {number[][][]} */ (await whole.array())[0];
    for (const [i, { probabilities, index }] of seen.entries()) {
      const expected = rows[4 + i];
      for (const [k, value] of expected.entries()) {
        assert.ok(Math.abs(value - probabilities[k]) <= 1e-5, `step ${i}, character ${k}`);
      }
      assert.equal(index, expected.indexOf(Math.max(...expected)));
    }
    generator.dispose();
  });
}

test('a text begins after a line break where the model knows it', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  assert.equal(generator.usualStart, '\n');
  generator.dispose();
});

test('prompts of no, one and 10,000 characters', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  const firsts = [];
  for (const prompt of ['', 'a', 'ab c\n'.repeat(2000)]) {
    await generator.prime(prompt);
    for await (const { probabilities } of generator.generate({ length: 1 })) {
      firsts.push(Array.from(probabilities));
    }
  }
  assert.deepEqual(new Set(firsts[0]), new Set([Math.fround(1 / 6)])); // nothing is known yet
  const model = makeTextModel();
  for (const [i, text] of [
    [1, 'a'],
    [2, 'ab c\n'.repeat(2000)],
  ]) {
    const indices = Array.from(String(text), (character) => '\n abc'.indexOf(character));
    const whole = /** @type {tf.Tensor3D} */ (
      model.predict(tf.tensor2d([indices], undefined, 'int32'))
    );
    const last = await tf.slice(whole, [0, indices.length - 1, 0]).data();
    for (const [k, value] of last.entries()) {
      assert.ok(Math.abs(value - firsts[Number(i)][k]) <= 1e-5, `${text.toString().length}, ${k}`);
    }
  }
  generator.dispose();
});

test('the same seed gives the same text, another one another', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  const texts = [];
  for (const randomSeed of [1, 1, 2]) {
    await generator.prime('a');
    texts.push(await textOf(generator, { length: 40, randomSeed }));
  }
  assert.equal(texts[0], texts[1]);
  assert.notEqual(texts[0], texts[2]);
  assert.equal([...texts[0]].length, 40);
  generator.dispose();
});

test('it goes on where it was, and starts anew when primed', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  await generator.prime('ab');
  const whole = await textOf(generator, { length: 10, temperature: 0 });
  await generator.prime('ab');
  const first = await textOf(generator, { length: 4, temperature: 0 });
  const rest = await textOf(generator, { length: 6, temperature: 0 });
  assert.equal(first + rest, whole);
  generator.dispose();
});

test('a model of pairs forgets what came before the last character', async (t) => {
  const generator = await openGenerator(await textFolder(t, 1));
  const seen = [];
  for (const text of ['abca', 'ca', 'a']) {
    await generator.prime(text);
    for await (const { probabilities } of generator.generate({ length: 1 })) {
      seen.push(Array.from(probabilities));
    }
  }
  assert.deepEqual(seen[0], seen[2]);
  assert.deepEqual(seen[1], seen[2]);
  generator.dispose();
});

/** What tensors there are, and what they take. */
function memory() {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes };
}

/**
 * @param {import('../../src/text/text-generator.js').TextGenerator} generator
 * @returns {(() => Promise<unknown>)[]} calls of each kind, one step of the model each at most
 */
function callsOf(generator) {
  const over = AbortSignal.abort();
  return [
    () => generator.prime(''),
    () => generator.prime('a'),
    () => textOf(generator, { length: 0 }),
    () => textOf(generator, { length: 1, topK: 2 }),
    async () => {
      for await (const _ of generator.generate({ length: 5 })) {
        break;
      }
    },
    () => textOf(generator, { length: 5, signal: over }),
    async () => {
      const gone = new AbortController();
      const text = textOf(generator, { length: 5, signal: gone.signal });
      gone.abort();
      assert.equal([...(await text)].length, 1);
    },
    () => assert.rejects(generator.prime('a', { signal: over }), { name: 'AbortError' }),
    async () => {
      const gone = new AbortController();
      const primed = generator.prime('ab', { signal: gone.signal });
      gone.abort();
      await assert.rejects(primed, { name: 'AbortError' });
    },
    () => assert.rejects(generator.prime('ax'), { name: 'DataError' }),
    () => assert.rejects(textOf(generator, { length: 1, temperature: -1 }), { name: 'DataError' }),
    () => assert.rejects(textOf(generator, { length: 1.5 }), { name: 'DataError' }),
  ];
}

for (const [kind, sequenceLength] of /** @type {[string, number][]} */ ([
  ['sequences', 16],
  ['pairs', 1],
])) {
  test(`a model of ${kind} keeps its memory over 1,000 calls of each kind, and frees all`, async (t) => {
    const folder = await textFolder(t, sequenceLength);
    await useBackend('wasm', { wasmFolder: findWasmFolder() });
    const before = memory();
    const generator = await openGenerator(folder, 'wasm');
    await generator.prime('a');
    const loaded = memory();
    for (const call of callsOf(generator)) {
      for (let i = 0; i < 1000; i += 1) {
        await call();
      }
      assert.deepEqual(memory(), loaded, `${call}`);
    }
    generator.dispose();
    assert.deepEqual(memory(), before);
  });
}

test('other work has its turn while a text is written', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 1);
  const start = performance.now();
  await textOf(generator, { length: 20_000 });
  clearInterval(timer);
  assert.ok(turns >= Math.floor((performance.now() - start) / 100), `${turns} turns`);
  assert.ok(turns > 0);
  generator.dispose();
});

test('a signal ends the text', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  const controller = new AbortController();
  let count = 0;
  for await (const _ of generator.generate({ length: 1000, signal: controller.signal })) {
    count += 1;
    if (count === 5) {
      controller.abort();
    }
  }
  assert.equal(count, 5);
  generator.dispose();
});

test('a character outside the vocabulary is refused, and nothing is forgotten', async (t) => {
  const generator = await openGenerator(await textFolder(t));
  await generator.prime('ab');
  await assert.rejects(generator.prime('a\nbx'), {
    name: 'DataError',
    message: /^Character "x" in line 2, column 2: not in the vocabulary; expected a character/,
  });
  const text = await textOf(generator, { length: 5, temperature: 0 });
  await generator.prime('ab');
  assert.equal(text, await textOf(generator, { length: 5, temperature: 0 }));
  generator.dispose();
});

test('a model of pictures writes no text', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  await assert.rejects(openGenerator(folder), {
    name: 'ArtifactError',
    message: /not a text model; expected preprocessing "characters", got none/,
  });
});

test('numbers that are not Keras’s are refused', async (t) => {
  const folder = await textFolder(t);
  await editMetadata(folder, (metadata) => {
    metadata.golden.tolerance = 1e-12;
  });
  const before = tf.memory().numTensors;
  await assert.rejects(openGenerator(folder, 'wasm'), {
    name: 'VerificationError',
    message:
      /run step by step, the outputs differ from Keras's; expected a largest difference of at most/,
  });
  assert.equal(tf.memory().numTensors, before);
});
