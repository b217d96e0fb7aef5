import { pictureFault } from '../../src/pictures/picture-header.js';
import { pngHeaders } from '../../src/pictures/png-header.js';
import { chooseModel } from './choice.mjs';
import { refused } from './errors.mjs';
import { disconnectSignal, PICTURE_LIMIT, parseFields, readBody } from './request.mjs';

/** @typedef {import('../../src/pictures/picture-header.js').Format} Format */

/** @type {Record<string, Format>} by media type */
const PICTURE_TYPES = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP' };

/**
 * POST /api/predict: the digit in a picture, or in a network's input.
 *
 * @param {import('./routes.mjs').Models} models
 * @returns {import('express').RequestHandler}
 */
export function createPredict({ catalogue, pool }) {
  return async (request, response) => {
    const signal = disconnectSignal(response);
    const wanted = modelIn(request.query);
    const { type, bytes } = await readBody(request, response, PICTURE_LIMIT);
    const format = PICTURE_TYPES[type];
    const input = format === undefined ? pixelsIn(bytes) : pictureIn(bytes, format);
    const model = chooseModel(await catalogue.scan(), 'digits', wanted);
    const answer = await pool.ask(model, { task: 'predict', ...input }, { signal });
    response.json(answer.status === 'empty' ? answer : { ...answer, model: model.name });
  };
}

/**
 * @param {Record<string, unknown>} query
 * @returns {string | undefined}
 */
function modelIn(query) {
  const { model, ...others } = query;
  const other = Object.keys(others)[0] ?? (Array.isArray(model) ? 'model, several times' : null);
  if (other !== null) {
    const expected = 'model=NAME or none';
    const parts = { problem: 'unknown', expected, got: other, remedy: 'See /openapi.json' };
    throw refused(400, 'query', parts);
  }
  return model === undefined ? undefined : String(model);
}

/**
 * @param {Buffer} bytes
 * @param {import('../../src/pictures/picture-header.js').Format} format
 */
function pictureIn(bytes, format) {
  // A copy: small buffers share their memory, all of which would go to the thread.
  return { picture: new Uint8Array(checkPicture(bytes, format)) };
}

/** @param {Buffer} bytes */
function pixelsIn(bytes) {
  return { pixels: parseFields(bytes, ['pixels']).pixels ?? null };
}

/**
 * @param {Buffer} bytes
 * @param {Format} format that it was sent as
 * @returns {Buffer} the same
 * @throws {import('./errors.mjs').RequestError} if it is another kind of file, or unpacking it
 *   would take too much
 */
function checkPicture(bytes, format) {
  const fault = pictureFault(bytes, [format]);
  if (fault !== null) {
    throw refused(400, 'picture', fault);
  }
  // pngjs unpacks such pictures without a limit.
  if (pngHeaders(bytes).some(({ isInterlaced }) => isInterlaced)) {
    throw refused(400, 'picture', {
      problem: 'interlaced',
      expected: 'a PNG that is not',
      got: 'Adam7',
      remedy: 'Save it without interlacing',
    });
  }
  return bytes;
}
