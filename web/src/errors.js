/**
 * Every error that a user can cause, each with the exit code that a command gives it. The Python
 * package has the same ones, in tfjs_bridge/errors.py.
 */

import { visible } from './visible-text.js';

/** Base of all errors that tfjs-bridge throws on purpose; exitCode: of a command that fails with it. */
export class TfjsBridgeError extends Error {
  name = 'TfjsBridgeError';
  exitCode = 1;
}

/** The model does not give Keras's numbers, or cannot be run here. */
export class VerificationError extends TfjsBridgeError {
  name = 'VerificationError';
  exitCode = 1;
}

/** The call itself is wrong: an option, a path or a combination of them. */
export class UsageError extends TfjsBridgeError {
  name = 'UsageError';
  exitCode = 2;
}

/** An artifact or one of its files is missing, damaged or of another format. */
export class ArtifactError extends TfjsBridgeError {
  name = 'ArtifactError';
  exitCode = 4;
  /** @type {string | null} the file that is missing, if that is what is wrong */
  missing = null;
  /** @type {string | null} the file that may be there, but could not be read */
  unreadable = null;
  /** Whether the server cannot be reached at the moment, so that trying again may help. */
  isUnreachable = false;
}

/** An input is wrong: a damaged picture, an unknown character, or a number out of range. */
export class DataError extends TfjsBridgeError {
  name = 'DataError';
  exitCode = 4;
}

/**
 * Words an error so that it can be acted on without a stack trace.
 *
 * @param {string} object what is wrong, by the name that the user knows it by
 * @param {{problem: string, expected: string, got: string, remedy: string}} parts no full stops
 * @returns {string} "<object>: <what is wrong>; expected <x>, got <y>. <what to do>."
 */
export function sentence(object, { problem, expected, got, remedy }) {
  // Names in it may come from someone else's files, and could hide or reverse what follows.
  return visible(`${object}: ${problem}; expected ${expected}, got ${got}. ${remedy}.`);
}

/**
 * @param {string} label
 * @returns {UsageError}
 */
export function afterDispose(label) {
  return new UsageError(
    sentence(label, {
      problem: 'used after dispose()',
      expected: 'a model that is still in use',
      got: 'one that was disposed of',
      remedy: 'Load it again, or dispose of it later',
    }),
  );
}

/**
 * @param {unknown} error anything that was thrown
 * @returns {string} its message, on one line
 */
export function messageOf(error) {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\s+/g, ' ').trim();
}
