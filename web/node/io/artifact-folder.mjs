import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
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
  const previous = join(dirname(place), `.${basename(place)}.previous`);
  await mkdir(dirname(place), { recursive: true });
  await finishSwap(place, previous);
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
 * Puts right what a swap that was cut short left: the old artifact first.
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
    throw refused(folder, 'cannot be written', 'a folder', messageOf(error));
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
