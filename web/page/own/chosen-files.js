/** The files that were chosen or dropped, by their paths, and the models among them. */

import { ArtifactError, DataError, sentence } from '../../src/errors.js';
import { visible } from '../../src/visible-text.js';

/** @typedef {Map<string, File>} ChosenFiles */
/**
 * @typedef {object} ModelFolder
 * @property {string} label the folder's name
 * @property {Map<string, File>} files those right in it, by name
 */

/** A model has a few files; with more, something else was taken by mistake. */
const MOST_FILES = 2000;

/**
 * @param {Iterable<File>} files of an input element
 * @returns {ChosenFiles}
 */
export function chosenFiles(files) {
  return new Map(Array.from(files, (file) => [file.webkitRelativePath || file.name, file]));
}

/**
 * @param {DataTransfer} transfer is empty after the event: this reads it before it waits
 * @returns {Promise<ChosenFiles>} files of dropped folders, too
 * @throws {DataError} if there are too many
 */
export async function droppedFiles(transfer) {
  const items = Array.from(transfer.items, (item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  /** @type {ChosenFiles} */
  const found = new Map();
  for (const { entry, file } of items) {
    if (entry !== null) {
      await collect(entry, found);
    } else if (file !== null) {
      found.set(file.name, file); // dragged out of a program, it is in no folder
    }
  }
  return found;
}

/**
 * @param {FileSystemEntry} entry
 * @param {ChosenFiles} found is added to
 */
async function collect(entry, found) {
  if (found.size > MOST_FILES) {
    throw tooMany();
  }
  if (entry.isDirectory) {
    for (const inner of await entriesOf(/** @type {FileSystemDirectoryEntry} */ (entry))) {
      await collect(inner, found);
    }
    return;
  }
  const file = await fileOf(/** @type {FileSystemFileEntry} */ (entry));
  found.set(entry.fullPath.replace(/^\//, ''), file);
}

/**
 * @param {FileSystemDirectoryEntry} folder
 * @returns {Promise<FileSystemEntry[]>}
 */
async function entriesOf(folder) {
  const reader = folder.createReader();
  const all = [];
  for (let some = await next(reader); some.length > 0; some = await next(reader)) {
    all.push(...some);
  }
  return all;
}

/**
 * @param {FileSystemDirectoryReader} reader gives a hundred at a time, and none at the end
 * @returns {Promise<FileSystemEntry[]>}
 */
function next(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/**
 * @param {FileSystemFileEntry} entry
 * @returns {Promise<File>}
 */
function fileOf(entry) {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function tooMany() {
  const expected = 'the folder of one model';
  const remedy = 'Drop the folder that contains model.json';
  const parts = { problem: 'too many files', expected, got: `more than ${MOST_FILES}`, remedy };
  return new DataError(sentence('the dropped folder', parts));
}

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
