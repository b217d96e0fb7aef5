/** Where artifacts are in a folder of them: what was trained here, and what was shipped with it. */

import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

/** The subfolder of models that are there from the beginning; training writes beside it. */
export const PRETRAINED = 'pretrained';

/**
 * @param {string} folder
 * @returns {Promise<Map<string, string>>} each artifact's folder by its name, sorted; a pretrained
 *   one where none of its name was trained here
 */
export async function artifactsIn(folder) {
  const places = [join(folder, PRETRAINED), folder];
  const found = await Promise.all(places.map(artifactsDirectlyIn));
  // By code units and not by locale: the same order on all machines.
  return new Map(found.flat().sort(([one], [other]) => (one < other ? -1 : Number(one > other))));
}

/**
 * @param {string} folder
 * @returns {Promise<[name: string, path: string][]>} reports, training states and stray files are
 *   no artifacts; nor are links, so that nothing outside is read
 */
export async function artifactsDirectlyIn(folder) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(nothing);
  const names = entries.filter(isVisibleFolder).map(({ name }) => name);
  const areArtifacts = await Promise.all(names.map((name) => isArtifact(join(folder, name))));
  return names.filter((_, i) => areArtifacts[i]).map((name) => [name, join(folder, name)]);
}

/**
 * @param {string} folder that holds no artifact
 * @returns {Promise<string | null>} the pretrained artifact of the same name
 */
export async function pretrainedTwin(folder) {
  const twin = join(dirname(folder), PRETRAINED, basename(resolve(folder)));
  return (await isArtifact(twin)) ? twin : null;
}

/**
 * @param {string} folder of artifacts
 * @param {string[]} path of a file, from there
 * @returns {Promise<string[]>} the same, or the path of the pretrained artifact's file, where there
 *   is no other of its name
 */
export async function withPretrained(folder, [name, ...rest]) {
  const isPretrained =
    rest.length > 0 &&
    !(await isArtifact(join(folder, name))) &&
    (await isArtifact(join(folder, PRETRAINED, name)));
  return isPretrained ? [PRETRAINED, name, ...rest] : [name, ...rest];
}

/** @param {string} folder */
async function isArtifact(folder) {
  // lstat() does not follow a link out of the folder.
  const index = await lstat(join(folder, 'metadata.json')).catch(() => null);
  return index?.isFile() ?? false;
}

/** @param {import('node:fs').Dirent} entry a dot begins what an export has not finished yet */
function isVisibleFolder(entry) {
  return entry.isDirectory() && !entry.name.startsWith('.');
}

/** @returns {import('node:fs').Dirent[]} of a folder that is not there */
function nothing() {
  return [];
}
