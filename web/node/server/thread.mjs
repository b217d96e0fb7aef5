/** The program of a model's thread: loads one artifact, and answers what it is asked. */

import { parentPort, workerData } from 'node:worker_threads';
import { readArtifact } from '../../src/artifact/artifact.js';
import { BEST_FIRST } from '../../src/backend.js';
import { createDigitClassifier } from '../../src/digits/digit-classifier.js';
import { inkOf } from '../../src/digits/ink.js';
import { buildVerifiedModel } from '../../src/proof/verified-model.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { parsePicture } from '../io/pictures.mjs';
import { parsePixels } from '../io/pixels.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';
import { toPlain } from './errors.mjs';

/** @typedef {import('./worker.mjs').ToThread} ToThread */
/** @typedef {import('./worker.mjs').FromThread} FromThread */
/** @typedef {import('../../src/digits/digit-classifier.js').DigitClassifier} DigitClassifier */
/** @typedef {import('../../src/text/text-generator.js').TextGenerator} TextGenerator */
/** @typedef {(question: ToThread, signal: AbortSignal) => Promise<object>} Answerer */

/** @param {FromThread} message */
function send(message) {
  parentPort?.postMessage(message);
}

/**
 * @param {import('./worker.mjs').ThreadData} data
 * @returns {Promise<Answerer>}
 */
async function load({ folder, label }) {
  const artifact = await readArtifact(createFolderReader(folder, { label }));
  const wasmFolder = findWasmFolder();
  const build = () => buildVerifiedModel(artifact, BEST_FIRST, { wasmFolder });
  if (artifact.metadata.preprocessing?.kind === 'characters') {
    const startBackend = async () => {
      const { model } = await build();
      model.dispose(); // it has shown that the backend can be trusted
    };
    return textAnswerer(await createTextGenerator(artifact, { startBackend }));
  }
  const { model, backend } = await build();
  return digitAnswerer(createDigitClassifier({ ...artifact, model }), backend);
}

/**
 * @param {DigitClassifier} classifier
 * @param {import('../../src/backend.js').BackendName} backend
 * @returns {Answerer}
 */
function digitAnswerer(classifier, backend) {
  return async (question) => {
    if (question.task !== 'predict') {
      return {};
    }
    const start = performance.now();
    const found = await classify(classifier, question);
    if (found.status === 'empty') {
      return found;
    }
    const { status, label, digit } = found;
    const probabilities = Array.from(found.probabilities);
    const ms = Math.round((performance.now() - start) * 10) / 10;
    return { status, label, digit, probabilities, backend, ms };
  };
}

/**
 * @param {DigitClassifier} classifier
 * @param {import('./worker.mjs').Predict} question
 */
async function classify(classifier, { picture, pixels }) {
  if (picture === undefined) {
    const spec = { size: classifier.inputSize, range: classifier.inputRange };
    return await classifier.classifyInput(parsePixels('body', { pixels }, spec));
  }
  // postMessage() turns a Buffer into a plain Uint8Array, and the decoders need a Buffer.
  const bytes = Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength);
  const { ink, width, height } = inkOf(await parsePicture('picture', bytes));
  return await classifier.classify(ink, width, height);
}

/**
 * @param {TextGenerator} generator
 * @returns {Answerer}
 */
function textAnswerer(generator) {
  return async (question, signal) => {
    if (question.task === 'generate') {
      const { seedText = generator.usualStart, options } = question;
      await generator.prime(seedText, { signal });
      for await (const { character } of generator.generate({ ...options, signal })) {
        send({ type: 'text', text: character });
      }
    }
    return {};
  };
}

/** @param {Answerer} answer */
function listen(answer) {
  let stop = new AbortController();
  parentPort?.on('message', async (/** @type {ToThread} */ message) => {
    if (message.task === 'stop') {
      stop.abort();
      return;
    }
    stop = new AbortController();
    try {
      send({ type: 'done', result: await answer(message, stop.signal) });
    } catch (error) {
      send({ type: 'error', error: toPlain(error) });
    }
  });
}

try {
  listen(await load(workerData));
  send({ type: 'ready' });
} catch (error) {
  send({ type: 'failed', error: toPlain(error) });
}
