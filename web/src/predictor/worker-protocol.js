/** What a page and its worker say to each other: calls, answers, progress. Pure. */

import * as errors from '../errors.js';

/** @typedef {'load' | 'predict' | 'testPictures' | 'dispose'} CallName */
/** @typedef {{tfjsBridge: 'call', id: number, name: CallName, args: any}} CallMessage any: per call */
/** @typedef {{tfjsBridge: 'abort', id: number}} AbortMessage */
/** @typedef {{tfjsBridge: 'progress', id: number, args: unknown[]}} ProgressMessage */
/** @typedef {{tfjsBridge: 'answer', id: number, value?: any, error?: PlainError}} AnswerMessage */
/** @typedef {{name: string, message: string, details: Record<string, unknown>}} PlainError */

/**
 * @param {unknown} error anything that was thrown
 * @returns {PlainError} that can be sent: structured cloning forgets classes and properties
 */
export function toPlainError(error) {
  if (!(error instanceof Error)) {
    return { name: 'Error', message: String(error), details: {} };
  }
  const own = Object.entries(error).filter(([, value]) => Object(value) !== value);
  return { name: error.name, message: error.message, details: Object.fromEntries(own) };
}

/**
 * @param {PlainError} plain
 * @returns {Error} of the same class, where it is one of ours
 */
export function fromPlainError({ name, message, details }) {
  /** @type {Record<string, unknown>} */
  const ours = errors;
  const known = Object.hasOwn(ours, name) && name.endsWith('Error') ? ours[name] : Error;
  const error = new /** @type {ErrorConstructor} */ (known)(message);
  return Object.assign(error, details, { name });
}
