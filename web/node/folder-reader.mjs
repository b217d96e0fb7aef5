import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { missingFile, unreadableFile } from '../src/artifact-faults.js';
import { messageOf } from '../src/errors.js';
import { pretrainedTwin } from './artifact-places.mjs';

/**
 * Reads an artifact from disk.
 *
 * @param {string} folder its path, absolute or from the working directory
 * @param {{label?: string}} [options] label: the folder's name in messages, by default its path
 * @returns {import('../src/artifact.js').Reader}
 */
export function createFolderReader(folder, options = {}) {
  const label = options.label ?? folder.replace(/(?<=.)[/\\]+$/, '');
  return {
    label,
    async read(name, { signal } = {}) {
      try {
        return await wholeFile(join(folder, name), signal);
      } catch (error) {
        signal?.throwIfAborted();
        throw await explain(error, folder, label, name);
      }
    },
  };
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
