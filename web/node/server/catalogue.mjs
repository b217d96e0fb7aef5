/** What models a folder holds: read and checked once, and again when their files change. */

import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readArtifact } from '../../src/artifact/artifact.js';
import { messageOf, sentence, TfjsBridgeError, UsageError } from '../../src/errors.js';
import { artifactsIn } from '../platform/artifact-places.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';

/** @typedef {'digits' | 'text'} Task */
/**
 * @typedef {object} Model an artifact that was read and checked
 * @property {string} name of its folder
 * @property {string} folder
 * @property {string} version another one after each change of its files
 * @property {Task | 'other'} kind what it can be asked; other: nothing here
 * @property {number} parameters
 * @property {Record<string, number> | null} metrics of its training
 */
/** @typedef {{name: string, version: string, error: TfjsBridgeError}} Broken */
/** @typedef {Model | Broken} Entry */
/**
 * @typedef {object} Catalogue
 * @property {() => Promise<Entry[]>} scan looks at the folder again; sorted by name
 * @property {() => Entry[]} known what the last scan found
 */

/**
 * @param {string} folder of artifacts
 * @returns {Catalogue}
 */
export function createCatalogue(folder) {
  /** @type {Entry[]} */
  let known = [];
  /** @type {Promise<Entry[]> | null} */
  let scanning = null;

  async function scan() {
    const entries = [];
    // One after another, so that the bytes of one artifact alone are in memory.
    for (const [name, path] of await artifactsIn(await realRoot(folder))) {
      const version = await versionOf(path);
      const old = known.find((entry) => entry.name === name && entry.version === version);
      entries.push(old ?? (await read(name, path, version)));
    }
    known = entries;
    return entries;
  }

  return {
    async scan() {
      // Requests that come together share one look at the folder.
      scanning ??= scan().finally(() => {
        scanning = null;
      });
      return await scanning;
    },
    known: () => known,
  };
}

/** @param {string} folder */
async function realRoot(folder) {
  try {
    const root = await realpath(folder);
    // realpath() also succeeds for a file, and for a folder that cannot be read.
    await readdir(root);
    return root;
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new UsageError(
      sentence(folder, {
        problem: 'cannot be read',
        expected: 'a folder of exported models',
        got: isMissing ? 'no such folder' : messageOf(error),
        remedy: 'Export a model, or choose another folder with --exported',
      }),
    );
  }
}

/** @returns {string[]} of a folder that has gone in the meantime */
function noNames() {
  return [];
}

/**
 * @param {string} path
 * @returns {Promise<string>} names, sizes and times of its files
 */
async function versionOf(path) {
  const names = await readdir(path).catch(noNames);
  // readdir() returns names in the disk's own order.
  const files = names.sort().map(async (name) => {
    const facts = await stat(join(path, name)).catch(() => null);
    // The inode too: an export writes new files, which may have the same size.
    return [name, facts?.ino, facts?.size, facts?.mtimeMs];
  });
  return JSON.stringify(await Promise.all(files));
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {string} version
 * @returns {Promise<Entry>}
 */
async function read(name, folder, version) {
  try {
    // Read in full, although the thread reads it again: damage shows in the list right away.
    const { metadata } = await readArtifact(createFolderReader(folder, { label: name }));
    const { model, training } = metadata;
    const metrics = training?.metrics ?? null;
    return { name, folder, version, kind: kindOf(metadata), parameters: model.parameters, metrics };
  } catch (error) {
    if (!(error instanceof TfjsBridgeError)) {
      throw error;
    }
    return { name, version, error };
  }
}

/**
 * @param {import('../../src/artifact/metadata.js').Metadata} metadata
 * @returns {Model['kind']}
 */
function kindOf({ preprocessing, labels }) {
  if (preprocessing?.kind === 'characters') {
    return 'text';
  }
  return preprocessing?.kind === 'mnist-digit' && labels !== null ? 'digits' : 'other';
}

/**
 * @param {Entry} entry
 * @returns {entry is Broken}
 */
export function isBroken(entry) {
  return 'error' in entry;
}

/**
 * @param {Entry} entry
 * @returns {entry is Model}
 */
export function isUsable(entry) {
  return !isBroken(entry);
}
