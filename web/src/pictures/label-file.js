/** Names of classes from a file of the user's. Pure. */

import { DataError, sentence } from '../errors.js';
import { visible } from '../visible-text.js';

/** More than any list of classes takes. */
export const MOST_LABEL_BYTES = 4_000_000;

/**
 * Reads one label a line; or JSON: a list, an object of labels by class number, also in the form of
 * Keras's imagenet_class_index.json (`{"0": ["n01440764", "tench"]}`), or of class numbers by label,
 * as `class_indices` of Keras's generators is.
 *
 * @param {string} text
 * @param {string} file its name, for messages
 * @param {number} count of classes
 * @returns {string[]} by class number
 * @throws {DataError} if there is not one label for each class
 */
export function parseLabels(text, file, count) {
  const labels = isJson(text) ? labelsOfJson(text, file) : labelsOfLines(text);
  if (labels.length !== count) {
    const expected = `one label for each of the model's ${count} classes`;
    const remedy = 'Choose the list that this model was trained with';
    throw refused(file, 'wrong number of labels', expected, `${labels.length}`, remedy);
  }
  return labels.map(visible);
}

/** @param {string} text */
function isJson(text) {
  return /^\s*[[{]/.test(text.replace(/^\uFEFF/, ''));
}

/** @param {string} text */
function labelsOfLines(text) {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  // Editors end a file with a line break, which starts no class.
  while (lines.at(-1)?.trim() === '') {
    lines.pop();
  }
  return lines.map((line) => line.trim());
}

/**
 * @param {string} text
 * @param {string} file
 * @returns {string[]}
 */
function labelsOfJson(text, file) {
  // Windows editors add a byte order mark, which JSON.parse() refuses.
  let json;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw notLabels(file, 'text that is not valid JSON');
  }
  const list = Array.isArray(json) ? json : listOf(Object.entries(json));
  const names = list.map((label) => {
    const name = Array.isArray(label) ? label.at(-1) : label;
    if (typeof name !== 'string') {
      throw notLabels(file, JSON.stringify(label) ?? 'a class number that is missing');
    }
    return name;
  });
  // ImageNet has two cranes and two maillots, which its own identifiers tell apart.
  const places = new Map(names.map((name, i) => [name, i])); // the last of each
  const twice = new Set(names.filter((name, i) => places.get(name) !== i));
  return names.map((name, i) => {
    const label = list[i];
    return Array.isArray(label) && twice.has(name) ? `${name} (${label[0]})` : name;
  });
}

/**
 * @param {[string, unknown][]} entries
 * @returns {unknown[]} by class number
 */
function listOf(entries) {
  const isByLabel = entries.every(([, value]) => Number.isInteger(value));
  const pairs = entries.map(([key, value]) =>
    isByLabel ? { place: Number(value), label: key } : { place: Number(key), label: value },
  );
  const byPlace = new Map(pairs.map(({ place, label }) => [place, label]));
  return Array.from({ length: pairs.length }, (_, place) => byPlace.get(place));
}

/**
 * @param {string} file
 * @param {string} got
 */
function notLabels(file, got) {
  const expected = 'one label a line, or JSON: a list of labels, or an object of them by number';
  return refused(file, 'not a list of labels', expected, got, 'Choose another file');
}

/**
 * @param {string} file
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} remedy
 */
function refused(file, problem, expected, got, remedy) {
  return new DataError(sentence(visible(file), { problem, expected, got, remedy }));
}
