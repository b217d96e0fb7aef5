/** Golden examples: raw values from which the golden inputs were prepared. Pure. */

import { inconsistent } from './faults.js';
import { nestedList, within } from './feature-settings.js';
import { parseJson } from './integrity.js';
import { JsonField } from './json-field.js';
import { wellFormed } from './raw-values.js';

/** @typedef {import('./features-spec.js').RawInput} RawInput */
/** @typedef {import('./raw-values.js').RawDtype} RawDtype */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/**
 * @typedef {object} RawExamples of one input
 * @property {(string | number)[]} values row by row; true is 1
 * @property {number[]} shape its first axis being the examples
 * @property {RawDtype} dtype
 */
/** @typedef {Map<string, RawExamples>} GoldenExamples by the input's name, as many of each */

/**
 * @param {Metadata} metadata
 * @param {Map<string, Uint8Array<ArrayBuffer>>} files of the artifact
 * @param {string} label the artifact in messages
 * @returns {GoldenExamples | null} null: it has none
 * @throws {import('../errors.js').ArtifactError} if the file is missing, or does not fit the inputs
 */
export function parseGoldenExamples({ golden, preprocessing }, files, label) {
  if (golden.examples === null || preprocessing?.kind !== 'features') {
    return null;
  }
  const { file } = golden.examples;
  const bytes = files.get(file);
  if (bytes === undefined) {
    const listed = [...files.keys()].join(', ');
    throw inconsistent(`${label}/metadata.json, files`, `${file} is not listed`, file, listed);
  }
  const path = `${label}/${file}`;
  const byName = new JsonField(path, '', parseJson(path, bytes)).key('inputs');
  const names = preprocessing.inputs.map(({ name }) => name);
  for (const [name, field] of byName.entries()) {
    if (!names.includes(name)) {
      field.refuse(`values of ${names.join(', ')} alone`);
    }
  }
  const count = golden.inputs[0].shape[0];
  return new Map(
    preprocessing.inputs.map((input) => {
      const field = byName.key(input.name);
      const found = columnOf(field, input);
      return found.shape[0] === count
        ? [input.name, found]
        : field.refuse(`${count} examples, as many as there are golden vectors`);
    }),
  );
}

/**
 * @param {JsonField} field lists within lists
 * @param {RawInput} input
 * @returns {RawExamples}
 */
function columnOf(field, { shape: wanted, dtype }) {
  const { values, shape } = nestedList(field, READERS[dtype]);
  const fits = shape.every((length, axis) => axis === 0 || (wanted[axis] ?? length) === length);
  if (shape.length !== wanted.length || !fits) {
    field.refuse(`examples of the shape ${JSON.stringify(wanted)}`);
  }
  return { values, shape, dtype };
}

/** @type {Record<RawDtype, (field: JsonField) => string | number>} */
const READERS = {
  string: (field) => wellFormed(field.text()),
  int64: (field) => field.whole(),
  int32: (field) => within(field, -(2 ** 31), 2 ** 31 - 1),
  float32: (field) => field.number(),
  bool: (field) => Number(field.flag()),
};
