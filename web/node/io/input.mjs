/** Reads files that users name, and standard input, which is named "-". */

import { createReadStream } from 'node:fs';
import { DataError, messageOf, sentence } from '../../src/errors.js';

export const STANDARD_INPUT = '-';

const REASONS = new Map([
  ['ENOENT', 'no such file'],
  ['ENOTDIR', 'no such file'],
  ['EISDIR', 'a folder'],
  ['EACCES', 'no permission'],
]);

/**
 * @param {string} path
 * @returns {string} what it is called in messages
 */
export function nameOf(path) {
  return path === STANDARD_INPUT ? 'standard input' : path;
}

/**
 * Reads piece by piece, so that what never ends, as /dev/zero, does not fill the memory.
 *
 * @param {string} path "-" is standard input
 * @param {{expected: string, mostBytes: number}} options expected: in words
 * @returns {Promise<Buffer>}
 * @throws {DataError} if it cannot be read, or is too large
 */
export async function readInput(path, { expected, mostBytes }) {
  const source = path === STANDARD_INPUT ? process.stdin : createReadStream(path);
  const pieces = [];
  let bytes = 0;
  try {
    for await (const piece of source) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > mostBytes) {
        break;
      }
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const got = REASONS.get(code) ?? messageOf(error);
    throw unread(path, { problem: 'cannot be read', expected, got, remedy: 'Check the path' });
  }
  if (bytes > mostBytes) {
    const most = `at most ${mostBytes} bytes`;
    throw unread(path, {
      problem: 'too large',
      expected: most,
      got: 'more',
      remedy: 'Use a smaller file',
    });
  }
  return Buffer.concat(pieces);
}

/**
 * @param {string} path
 * @param {Parameters<typeof sentence>[1]} parts
 */
function unread(path, parts) {
  return new DataError(sentence(nameOf(path), parts));
}
