import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile,
} from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { messageOf, sentence, UsageError } from '../../src/errors.js';

const METADATA_JSON = 'metadata.json';

/**
 * Refuses an output folder whose content would be lost. It may be missing, empty, or an artifact
 * that holds no file but its own.
 *
 * @param {string} folder
 * @throws {UsageError} if it is something else
 */
export async function checkReplaceable(folder) {
  const names = await namesIn(folder);
  if (names.length === 0) {
    return;
  }
  const own = names.includes(METADATA_JSON) ? await ownNames(folder) : [];
  const others = names.filter((name) => !own.includes(name));
  if (others.length > 0) {
    const got = `one with ${others.slice(0, 3).join(', ')}`;
    throw refused(folder, 'not replaced', 'a new or empty folder, or an artifact', got);
  }
}

/**
 * Finds out whether an artifact can be written, by making a folder beside its place and removing it:
 * permissions alone do not tell of a read-only disk or a full one.
 *
 * @param {string} folder its parents may be missing
 * @throws {UsageError} if it cannot be written, or holds something that would be lost
 */
export async function checkWritable(folder) {
  await checkReplaceable(folder);
  const place = resolve(folder);
  const parent = dirname(place);
  let made;
  try {
    await refuseDeadLink(place);
    made = await mkdir(parent, { recursive: true });
    await rmdir(await mkdtemp(join(parent, `.${basename(place)}.`)));
  } catch (error) {
    throw refused(folder, 'cannot be written', 'a place for a new folder', reasonOf(error));
  } finally {
    await removeEmpty(parent, made);
  }
}

/** @param {string} place */
async function refuseDeadLink(place) {
  const found = await lstat(place).catch(() => null);
  if (found?.isSymbolicLink() && !(await exists(place))) {
    throw new Error('a broken link');
  }
}

/**
 * @param {string} folder
 * @param {string | undefined} highest the first one that was made; undefined: none was
 */
async function removeEmpty(folder, highest) {
  for (let at = folder; highest !== undefined && at.startsWith(highest); at = dirname(at)) {
    await rmdir(at).catch(() => {}); // another program may have put something there
  }
}

const REASONS = new Map([
  ['EACCES', 'no permission'],
  ['EPERM', 'no permission'],
  ['EROFS', 'a read-only disk'],
  ['ENOSPC', 'a full disk'],
  ['ENAMETOOLONG', 'a name that is too long'],
  ['ENOENT', 'a place where no folder can be created'],
  ['ENOTDIR', 'a file where a folder should be'],
  ['EEXIST', 'a file where a folder should be'],
]);

/** @param {unknown} error */
function reasonOf(error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS.get(code) ?? messageOf(error);
}

/**
 * @param {string} folder
 * @returns {Promise<string>} where an artifact goes that must not replace what is in the folder; the
 *   folder itself where there is nothing in it
 */
export async function placeBeside(folder) {
  const isFree = (await namesIn(folder)).length === 0;
  // The look-behind keeps a lone slash, the root of the disk.
  return isFree ? folder : `${folder.replace(/(?<=.)[/\\]+$/, '')}.interrupted`;
}

/**
 * Writes an artifact: builds it beside its place and swaps it in whole. Until then, and where that
 * fails, the folder stays as it was.
 *
 * @param {string} folder its parents are made
 * @param {Map<string, Uint8Array>} files by name
 * @throws {UsageError} if the folder holds something that would be lost
 */
export async function writeArtifact(folder, files) {
  await checkReplaceable(folder);
  const place = resolve(folder);
  // A fixed name, so that the next export finds what an interrupted one left behind.
  const previous = join(dirname(place), `.${basename(place)}.previous`);
  await mkdir(dirname(place), { recursive: true });
  await finishSwap(place, previous);
  // Beside its place, because rename() fails across disks (EXDEV).
  const staged = await mkdtemp(join(dirname(place), `.${basename(place)}.`));
  await chmod(staged, 0o755); // mkdtemp's 0700 would keep a web server's user out
  try {
    for (const [name, bytes] of files) {
      await writeFile(join(staged, name), bytes);
    }
    await swap(staged, place, previous);
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
}

/**
 * @param {string} staged
 * @param {string} place
 * @param {string} previous
 */
async function swap(staged, place, previous) {
  try {
    if (await exists(place)) {
      // rename() cannot replace a folder that is not empty (ENOTEMPTY), so the old one moves first.
      await rename(place, previous);
    }
    await rename(staged, place);
  } catch (error) {
    await finishSwap(place, previous);
    throw error;
  }
  await rm(previous, { recursive: true, force: true });
}

/**
 * Repairs what an interrupted swap left behind: restores the old artifact first.
 *
 * @param {string} place
 * @param {string} previous
 */
async function finishSwap(place, previous) {
  if ((await exists(previous)) && !(await exists(place))) {
    await rename(previous, place);
  }
  await rm(previous, { recursive: true, force: true });
}

/** @param {string} path */
async function exists(path) {
  return await stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} none where there is no folder
 */
async function namesIn(folder) {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return [];
    }
    throw refused(folder, 'cannot be written', 'a folder', reasonOf(error));
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} the files that its metadata lists, and the metadata
 */
async function ownNames(folder) {
  try {
    const { format, files } = JSON.parse(await readFile(join(folder, METADATA_JSON), 'utf8'));
    return format === 'tfjs-bridge' ? [METADATA_JSON, ...Object.keys(files)] : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} folder
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function refused(folder, problem, expected, got) {
  return new UsageError(
    sentence(folder, { problem, expected, got, remedy: 'Choose another folder' }),
  );
}
