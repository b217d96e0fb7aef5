/**
 * What the programs write to, and what becomes of it where it cannot be written. The one place for
 * stdout and stderr.
 */

import { messageOf, sentence, TfjsBridgeError } from '../../src/errors.js';

/** The result could not be written, as on a full disk: 4, as for other files that are no good. */
export class OutputError extends TfjsBridgeError {
  name = 'OutputError';
  exitCode = 4;
}

/**
 * Ends the program where nobody can have its result. Without this Node throws what a stream says long
 * after the call, as an exception that nothing catches: a stack trace and exit code 7.
 *
 * A reader that has gone, as with `| head -1`, is no fault of the program's: it ends without a word,
 * with the exit code that its result has; 0 where there is none yet. Programs in C are ended by
 * SIGPIPE then, which Node ignores.
 */
export function guardOutput() {
  process.stdout.on('error', endWith);
  process.stderr.on('error', () => {}); // there is nowhere left to say it
}

/**
 * Writes a result for who asked for it.
 *
 * @param {string} text
 * @param {number} [exitCode] what the program ends with, if it is known
 */
export function print(text, exitCode = 0) {
  // Not process.exit(), which loses output that a pipe has not accepted yet.
  process.exitCode = exitCode;
  write(process.stdout, text);
}

/**
 * Writes a message for people; where that is not possible, the program goes on.
 *
 * @param {string} text
 */
export function note(text) {
  write(process.stderr, text);
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {string} text
 */
function write(stream, text) {
  try {
    stream.write(text);
  } catch (error) {
    // Node 20 throws here for files, and hands on what went wrong with all else.
    stream.emit('error', error);
  }
}

/** @param {Error & {code?: string}} error */
function endWith(error) {
  if (error.code === 'EPIPE') {
    process.exit();
  }
  const { message, exitCode } = notWritten(error);
  note(`error: ${message}\n`);
  process.exit(exitCode);
}

/** @param {Error & {code?: string}} error */
function notWritten(error) {
  const isFull = error.code === 'ENOSPC';
  return new OutputError(
    sentence('standard output', {
      problem: 'cannot be written',
      expected: isFull ? 'free space' : 'an open file, pipe or terminal',
      got: isFull ? 'a full disk (ENOSPC)' : messageOf(error),
      remedy: isFull ? 'Free some space, or write elsewhere' : 'Write elsewhere',
    }),
  );
}
