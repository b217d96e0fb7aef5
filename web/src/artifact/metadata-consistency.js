/** What the parts of metadata.json say about each other: it has to agree. Pure. */

import { byteCount } from './dtypes.js';
import { inconsistent } from './faults.js';

/** @typedef {import('./metadata.js').Metadata} Metadata */

/**
 * @param {Metadata} metadata each key of it checked on its own
 * @param {string} file the file's name for messages
 * @throws {import('../errors.js').ArtifactError} if two keys contradict each other
 */
export function checkConsistency(metadata, file) {
  checkLabels(metadata, file);
  checkVocabulary(metadata, file);
  checkPicture(metadata, file);
  checkListed(metadata, file);
  checkGolden(metadata, file);
  checkRandom(metadata, file);
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkLabels({ labels, outputs }, file) {
  const length = outputs.length === 1 ? outputs[0].shape.at(-1) : null;
  // One value that says how likely the second of two classes is: a sigmoid.
  const isOfTwo = length === 1 && labels?.length === 2;
  if (labels !== null && typeof length === 'number' && labels.length !== length && !isOfTwo) {
    const expected = `one label for each of the output's ${length} values`;
    throw inconsistent(`${file}, labels`, 'wrong number of labels', expected, `${labels.length}`);
  }
  const firsts = new Map((labels ?? []).map((label, i) => /** @type {const} */ ([label, i])));
  const twin = labels?.find((label, i) => firsts.get(label) !== i);
  if (twin !== undefined) {
    const where = `${file}, labels`;
    throw inconsistent(where, 'two labels are equal', 'one for each class', JSON.stringify(twin));
  }
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkVocabulary({ preprocessing, outputs }, file) {
  const length = outputs.length === 1 ? outputs[0].shape.at(-1) : null;
  if (preprocessing?.kind !== 'characters' || typeof length !== 'number') {
    return;
  }
  const count = preprocessing.vocabulary.length;
  if (count !== length) {
    const expected = `one character for each of the output's ${length} values`;
    const where = `${file}, preprocessing.vocabulary`;
    throw inconsistent(where, 'wrong number of characters', expected, `${count}`);
  }
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkPicture({ preprocessing, inputs }, file) {
  if (preprocessing?.kind !== 'picture') {
    return;
  }
  const { input, height, width, channels } = preprocessing;
  const where = `${file}, preprocessing.input`;
  const found = inputs.find(({ name }) => name === input);
  if (found === undefined) {
    const names = inputs.map(({ name }) => name).join(', ');
    throw inconsistent(where, 'not the name of an input', names, JSON.stringify(input));
  }
  const [, ...sizes] = found.shape;
  const wanted = [height, width, channels];
  const fits = sizes.length === 3 && sizes.every((size, i) => size === null || size === wanted[i]);
  if (!fits || found.dtype === 'bool') {
    const expected = `an input of ${JSON.stringify(wanted)} float32 or int32`;
    const got = `${JSON.stringify(sizes)} ${found.dtype}`;
    throw inconsistent(where, 'the input does not hold such pictures', expected, got);
  }
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkListed({ golden, files }, file) {
  for (const name of ['model.json', golden.file]) {
    if (!files.has(name)) {
      const listed = [...files.keys()].join(', ');
      throw inconsistent(`${file}, files`, `${name} is not listed`, name, listed);
    }
  }
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkGolden({ inputs, outputs, golden, files }, file) {
  const tensors = [...golden.inputs, ...golden.outputs];
  const counts = new Set(tensors.map((tensor) => tensor.shape[0]));
  // A model of whole inputs, such as one that returns a single number, has one vector.
  const isWhole = [...inputs, ...outputs].some(({ shape }) => shape[0] !== null);
  if ((counts.size !== 1 && !isWhole) || counts.has(0)) {
    const got = tensors.map((tensor) => JSON.stringify(tensor.shape)).join(', ');
    throw inconsistent(`${file}, golden`, 'shapes disagree', 'one count of vectors in all', got);
  }
  const needed = tensors.reduce((sum, tensor) => sum + byteCount(tensor), 0);
  const bytes = files.get(golden.file)?.bytes;
  if (bytes !== needed) {
    const expected = `${needed} bytes, as its shapes need`;
    throw inconsistent(`${file}, files["${golden.file}"]`, 'wrong size', expected, `${bytes}`);
  }
}

/**
 * @param {Metadata} metadata
 * @param {string} file
 */
function checkRandom({ golden }, file) {
  const names = golden.outputs.map(({ name }) => name);
  const where = `${file}, golden.random`;
  for (const [i, name] of golden.random.entries()) {
    const got = JSON.stringify(name);
    if (names.filter((other) => other === name).length !== 1) {
      throw inconsistent(where, 'not the name of one output', names.join(', '), got);
    }
    if (golden.random.indexOf(name) < i) {
      throw inconsistent(where, 'it names an output twice', 'each name once', got);
    }
  }
}
