/** Opens the tokenizers that an artifact's preprocessing names. */

import { inconsistent } from '../artifact/faults.js';
import { parseJson } from '../artifact/integrity.js';
import { ArtifactError, messageOf, sentence } from '../errors.js';
import { createEncoder } from './encoder.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../artifact/tokenize-step.js').TokenizeStep} TokenizeStep */
/** @typedef {import('./encoder.js').Encode} Encode */
/** @typedef {ReadonlyMap<string, Encode>} Encoders by the name of the tokenizer's file */

/**
 * @param {Pick<ArtifactFiles, 'label' | 'metadata' | 'files'>} artifact
 * @returns {Promise<Encoders>} none where the preprocessing has no tokenizer
 * @throws {ArtifactError} if a file is missing or malformed, or is to be read in two ways
 */
export async function openEncoders({ label, metadata, files }) {
  const { preprocessing } = metadata;
  const steps = preprocessing?.kind === 'features' ? preprocessing.steps : [];
  /** @type {Map<string, TokenizeStep>} */
  const byFile = new Map();
  for (const step of steps) {
    if (step.op === 'tokenize') {
      const other = byFile.get(step.file) ?? step;
      requireSame(step, other, label);
      byFile.set(step.file, other);
    }
  }
  const opened = Array.from(byFile, async ([name, { prepare }]) => {
    const file = fileOf(files, name, label);
    return /** @type {const} */ ([
      name,
      remembering(await open(file, `${label}/${name}`, prepare)),
    ]);
  });
  return new Map(await Promise.all(opened));
}

/**
 * @param {TokenizeStep} step
 * @param {TokenizeStep} other
 * @param {string} label
 */
function requireSame(step, other, label) {
  const [got, expected] = [step, other].map(({ prepare }) => JSON.stringify(prepare));
  if (got !== expected) {
    const problem = `steps prepare texts for ${step.file} in two ways`;
    throw inconsistent(`${label}/metadata.json, preprocessing`, problem, expected, got);
  }
}

/**
 * @param {ArtifactFiles['files']} files
 * @param {string} name
 * @param {string} label
 */
function fileOf(files, name, label) {
  const bytes = files.get(name);
  if (bytes === undefined) {
    const listed = [...files.keys()].join(', ');
    throw inconsistent(`${label}/metadata.json, files`, `${name} is not listed`, name, listed);
  }
  return bytes;
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} path
 * @param {TokenizeStep['prepare']} prepare
 * @returns {Promise<Encode>}
 */
async function open(bytes, path, prepare) {
  const file = /** @type {import('./encoder.js').TokenizerFile} */ (parseJson(path, bytes));
  try {
    return await createEncoder(file, prepare);
  } catch (error) {
    throw new ArtifactError(
      sentence(path, {
        problem: 'malformed',
        expected: 'a tokenizer of Hugging Face',
        got: messageOf(error).replace(/\.$/, ''),
        remedy: 'Export the model again',
      }),
      { cause: error },
    );
  }
}

/** Token ids, padding and segments are three steps of the same texts. */
const REMEMBERED = 64;

/**
 * @param {Encode} encode
 * @returns {Encode}
 */
function remembering(encode) {
  /** @type {Map<string, number[]>} */
  const known = new Map();
  return (text) => {
    const found = known.get(text) ?? encode(text);
    if (known.size >= REMEMBERED && !known.has(text)) {
      known.clear();
    }
    known.set(text, found);
    return found;
  };
}
