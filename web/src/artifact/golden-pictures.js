/** Golden pictures: files, and the outputs that Keras gave for them, prepared as declared. Pure. */

import { byteCount, decodeValues } from './dtypes.js';
import { inconsistent } from './faults.js';

/** @typedef {import('./metadata.js').GoldenSpec} GoldenSpec */
/** @typedef {import('./golden-vectors.js').Vectors} Vectors */
/**
 * @typedef {object} PicturePlan
 * @property {string} file that holds the outputs
 * @property {string[]} pictures names of PNG files
 * @property {GoldenSpec[]} outputs in the model's order, the pictures first in shape
 */
/**
 * @typedef {object} GoldenPictures
 * @property {{name: string, bytes: Uint8Array<ArrayBuffer>}[]} pictures PNG files
 * @property {Vectors[]} outputs that Keras gave, in the model's order
 */

/**
 * @param {PicturePlan | null} plan
 * @param {Map<string, Uint8Array<ArrayBuffer>>} files of the artifact
 * @param {string} label the artifact in messages
 * @returns {GoldenPictures | null} null: it has none
 * @throws {import('../errors.js').ArtifactError} if a file is missing, or of another size
 */
export function parseGoldenPictures(plan, files, label) {
  if (plan === null) {
    return null;
  }
  const fileOf = (/** @type {string} */ name) => {
    const found = files.get(name);
    if (found === undefined) {
      const listed = [...files.keys()].join(', ');
      throw inconsistent(`${label}/metadata.json, files`, `${name} is not listed`, name, listed);
    }
    return found;
  };
  const pictures = plan.pictures.map((name) => ({ name, bytes: fileOf(name) }));
  const bytes = fileOf(plan.file);
  const needed = plan.outputs.reduce((sum, spec) => sum + byteCount(spec), 0);
  const counts = plan.outputs.map(({ shape }) => shape[0]);
  if (needed !== bytes.length || counts.some((count) => count !== pictures.length)) {
    const expected = `${pictures.length} in each shape, and ${needed} bytes in ${plan.file}`;
    const got = `${counts.join(', ')} and ${bytes.length} bytes`;
    throw inconsistent(`${label}/metadata.json, golden.pictures`, 'wrong sizes', expected, got);
  }
  let offset = 0;
  const outputs = plan.outputs.map((spec) => {
    const start = offset;
    offset += byteCount(spec);
    return { ...spec, values: decodeValues(bytes.subarray(start, offset), spec) };
  });
  return { pictures, outputs };
}
