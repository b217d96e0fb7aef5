import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { missingFile, tooLarge, unreadableFile } from '../../src/artifact/faults.js';
import { ArtifactError, messageOf } from '../../src/errors.js';
import { pretrainedTwin } from './artifact-places.mjs';

const WEB_PAGE_BYTES = 1024 * 1024;

/**
 * Reads an artifact from disk.
 *
 * @param {string} folder its path, absolute or from the working directory
 * @param {{label?: string}} [options] label: the folder's name in messages, by default its path
 * @returns {import('../../src/artifact/artifact.js').Reader}
 */
export function createFolderReader(folder, options = {}) {
  // The look-behind keeps a lone slash, the root of the disk.
  const label = options.label ?? folder.replace(/(?<=.)[/\\]+$/, '');
  return {
    label,
    async read(name, { signal, mostBytes } = {}) {
      try {
        await checkFile(folder, label, name, mostBytes);
        return await wholeFile(join(folder, name), signal);
      } catch (error) {
        signal?.throwIfAborted();
        if (error instanceof ArtifactError) {
          throw error;
        }
        throw await explain(error, folder, label, name);
      }
    },
  };
}

/**
 * Looks at a file before it is read: it may be larger than memory, or a pipe that never ends.
 *
 * @param {string} folder
 * @param {string} label
 * @param {string} name
 * @param {number} mostBytes
 */
async function checkFile(folder, label, name, mostBytes = Number.POSITIVE_INFINITY) {
  const found = await stat(join(folder, name));
  // Folders are left to readFile(), whose error says what they are.
  if (!found.isFile() && !found.isDirectory()) {
    throw unreadableFile(label, name, 'something that is not a file');
  }
  // A web page is named as such, whatever its size.
  if (found.size > Math.max(mostBytes, WEB_PAGE_BYTES)) {
    throw tooLarge(`${label}/${name}`, mostBytes, found.size);
  }
}

/**
 * @param {string} path
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<Uint8Array<ArrayBuffer>>} in a buffer of its own, not in one of Node's pool
 */
async function wholeFile(path, signal) {
  return new Uint8Array(await readFile(path, { signal }));
}

/**
 * @param {unknown} error
 * @param {string} folder
 * @param {string} label
 * @param {string} name
 */
async function explain(error, folder, label, name) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const twin = name === 'metadata.json' ? await pretrainedTwin(folder) : null;
    return missingFile(label, name, await whatIsThere(folder), twin);
  }
  return unreadableFile(label, name, messageOf(error));
}

/** @param {string} folder */
async function whatIsThere(folder) {
  try {
    const found = await stat(folder);
    return found.isDirectory() ? 'a folder without it' : 'a file in place of the folder';
  } catch {
    return 'no such folder';
  }
}
