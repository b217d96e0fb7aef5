/** What a request is told when it cannot be answered: one JSON form, with the right status. */

import {
  ArtifactError,
  DataError,
  messageOf,
  sentence,
  TfjsBridgeError,
  UsageError,
  VerificationError,
} from '../../src/errors.js';

/** @typedef {Record<string, string>} Headers */
/** @typedef {{name: string, message: string}} PlainError an error that goes from thread to thread */
/** @typedef {{status: number, headers: Headers, kind: string, message: string}} Answer */

/** The request itself is wrong: its address, its method, its headers or its body. */
export class RequestError extends TfjsBridgeError {
  name = 'RequestError';
  exitCode = 2;

  /**
   * @param {number} status from 400 to 499
   * @param {string} message
   * @param {Headers} [headers] that go with the status
   */
  constructor(status, message, headers = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** The request is right, and cannot be answered now. */
export class UnavailableError extends TfjsBridgeError {
  name = 'UnavailableError';
}

// postMessage() keeps an error's message but loses its class.
const FROM_THREADS = [ArtifactError, DataError, VerificationError];
const RETRY = { 'Retry-After': '1' };

/**
 * @param {number} status
 * @param {string} object
 * @param {Parameters<typeof sentence>[1]} parts
 * @param {Headers} [headers]
 * @returns {RequestError}
 */
export function refused(status, object, parts, headers) {
  return new RequestError(status, sentence(object, parts), headers);
}

/**
 * @param {string} object
 * @param {Parameters<typeof sentence>[1]} parts
 * @returns {UnavailableError}
 */
export function unavailable(object, parts) {
  return new UnavailableError(sentence(object, parts));
}

/**
 * @param {unknown} error anything that was thrown
 * @returns {Answer}
 */
export function answerTo(error) {
  // What the one who started the server did wrong is not for those who ask it.
  if (error instanceof TfjsBridgeError && !(error instanceof UsageError)) {
    return answerToOwn(error);
  }
  const status = statusOf(error);
  return status === null ? unforeseen() : answerToOwn(fromLibrary(error, status));
}

/**
 * @param {TfjsBridgeError} error
 * @returns {Answer}
 */
function answerToOwn(error) {
  const { name: kind, message } = error;
  if (error instanceof RequestError) {
    return { status: error.status, headers: error.headers, kind, message };
  }
  const status = error instanceof DataError ? 400 : 503;
  return { status, headers: error instanceof UnavailableError ? RETRY : {}, kind, message };
}

/**
 * @param {unknown} error
 * @returns {number | null} the status that Express and its parts give a request that is wrong
 */
function statusOf(error) {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 0;
  return status >= 400 && status < 500 ? status : null;
}

/**
 * @param {unknown} error
 * @param {number} status
 */
function fromLibrary(error, status) {
  if (status === 413) {
    const { limit, length } = /** @type {{limit?: number, length?: number}} */ (error);
    const expected = `at most ${limit} bytes`;
    const got = length === undefined ? 'more' : `${length}`;
    return refused(413, 'body', { problem: 'too large', expected, got, remedy: 'Send less' });
  }
  const expected = 'one that /openapi.json describes';
  const got = `an error (${messageOf(error)})`;
  const remedy = 'See /openapi.json';
  return refused(status, 'request', { problem: 'not understood', expected, got, remedy });
}

/** @returns {Answer} without what was thrown, which is for the log alone */
function unforeseen() {
  const message = sentence('tfjs-bridge', {
    problem: 'failed unexpectedly',
    expected: 'an answer',
    got: "an error that the server's log describes",
    remedy: 'Report what the log says',
  });
  return { status: 500, headers: {}, kind: 'TfjsBridgeError', message };
}

/**
 * @param {unknown} error
 * @returns {PlainError} what of it can be told to another thread
 */
export function toPlain(error) {
  return { name: error instanceof Error ? error.name : 'Error', message: messageOf(error) };
}

/**
 * @param {PlainError} plain
 * @returns {Error} of the class that it had
 */
export function fromPlain({ name, message }) {
  const known = FROM_THREADS.find((type) => new type().name === name);
  return known ? new known(message) : new Error(message);
}
