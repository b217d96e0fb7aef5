/** Finds the models among chosen files. Pure. */

import { ArtifactError, sentence } from '../../src/errors.js';
import { visible } from '../../src/visible-text.js';

/**
 * @typedef {object} ModelFolder
 * @property {string} label the folder's name
 * @property {Map<string, File>} files those right in it, by name
 */

/**
 * @param {ReadonlyMap<string, File>} files by path
 * @returns {ModelFolder[]} each folder that holds a model.json or a metadata.json, at least one
 * @throws {ArtifactError} if there is none
 */
export function findModels(files) {
  /** @type {Map<string, Map<string, File>>} */
  const folders = new Map();
  for (const [path, file] of files) {
    const cut = path.lastIndexOf('/');
    const folder = path.slice(0, Math.max(cut, 0));
    folders.set(folder, (folders.get(folder) ?? new Map()).set(path.slice(cut + 1), file));
  }
  const models = Array.from(folders, ([path, inside]) => ({
    label: visible(path) || 'your files',
    files: inside,
  })).filter(({ files: inside }) => inside.has('model.json') || inside.has('metadata.json'));
  if (models.length === 0) {
    throw noModel([...files.keys()]);
  }
  return models;
}

/** @param {string[]} paths */
function noModel(paths) {
  const some = paths.slice(0, 3).join(', ');
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return new ArtifactError(
    sentence('the chosen files', {
      problem: 'no model is among them',
      expected: 'metadata.json, model.json and the .bin files beside them',
      got: paths.length === 0 ? 'no files' : `${some}${more}`,
      remedy: 'Choose the whole folder that tfjs-bridge exported',
    }),
  );
}
