/** One line of JSON for each request, and for each failure of the server's own. */

import { messageOf } from '../../src/errors.js';

/**
 * @typedef {object} Log
 * @property {import('express').RequestHandler} requests writes a line when an answer is over
 * @property {(error: unknown) => void} failure is written in any case
 */

/**
 * @param {{write: (line: string) => unknown}} stream
 * @param {{isQuiet: boolean}} options isQuiet: no lines for requests
 * @returns {Log}
 */
export function createLog(stream, { isQuiet }) {
  const write = (/** @type {object} */ entry) =>
    stream.write(`${JSON.stringify({ time: new Date().toISOString(), ...entry })}\n`);
  return {
    requests(request, response, next) {
      const start = performance.now();
      if (!isQuiet) {
        // "finish" is emitted only after complete responses, "close" in any case.
        response.once('close', () => write(entryOf(request, response, start)));
      }
      next();
    },
    failure(error) {
      const stack = error instanceof Error ? error.stack : undefined;
      write({ error: messageOf(error), stack });
    },
  };
}

/**
 * @param {import('express').Request} request
 * @param {import('express').Response} response
 * @param {number} start
 */
function entryOf(request, response, start) {
  return {
    method: request.method,
    // Without the query, which may hold a token.
    path: request.originalUrl.split('?')[0],
    status: response.headersSent ? response.statusCode : null,
    ms: Math.round((performance.now() - start) * 10) / 10,
    // The client went before the end, or the answer broke off.
    ...(response.writableFinished ? {} : { aborted: true }),
  };
}
