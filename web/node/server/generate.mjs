import { TEXT_RANGES } from '../options/number-ranges.mjs';
import { chooseModel } from './choice.mjs';
import {
  disconnectSignal,
  JSON_LIMIT,
  numberOf,
  parseFields,
  readBody,
  textOf,
} from './request.mjs';

/** @typedef {import('./request.mjs').Fields} Fields */

const KEYS = ['model', 'seed_text', 'length', 'temperature', 'top_k', 'random_seed'];
const MOST_CHARACTERS = 10_000;
// The longest folder name that common file systems allow.
const LONGEST_NAME = 255;

const RANGES = { ...TEXT_RANGES, length: { ...TEXT_RANGES.length, most: MOST_CHARACTERS } };

/**
 * POST /api/generate: text, sent character by character as it is written.
 *
 * @param {import('./routes.mjs').Models} models
 * @returns {import('express').RequestHandler}
 */
export function createGenerate({ catalogue, pool }) {
  return async (request, response) => {
    const signal = disconnectSignal(response);
    const { bytes } = await readBody(request, response, JSON_LIMIT);
    const fields = parseFields(bytes, KEYS);
    const question = questionIn(fields);
    const wanted = textOf(fields, 'model', LONGEST_NAME);
    const model = chooseModel(await catalogue.scan(), 'text', wanted);
    const onText = (/** @type {string} */ text) => {
      begin(response);
      response.write(text);
    };
    await pool.ask(model, question, { signal, onText });
    begin(response);
    response.end();
  };
}

/**
 * @param {Fields} fields
 * @returns {import('./worker.mjs').Generate}
 */
function questionIn(fields) {
  return {
    task: 'generate',
    seedText: textOf(fields, 'seed_text', MOST_CHARACTERS),
    options: {
      length: numberOf(fields, 'length', RANGES.length) ?? 500,
      temperature: numberOf(fields, 'temperature', RANGES.temperature) ?? 0.8,
      topK: numberOf(fields, 'top_k', RANGES.topK) ?? null,
      randomSeed: numberOf(fields, 'random_seed', RANGES.randomSeed) ?? 0,
    },
  };
}

/**
 * Sends the head, once: with the first character, before which the seed text can still be refused.
 *
 * @param {import('express').Response} response
 */
function begin(response) {
  if (!response.headersSent) {
    // no-transform keeps compression away, here and in proxies: it would hold characters back.
    response.set('Cache-Control', 'no-store, no-transform');
    // Otherwise nginx collects the text before passing it on.
    response.set('X-Accel-Buffering', 'no');
    response.type('text/plain; charset=utf-8').flushHeaders();
  }
}
