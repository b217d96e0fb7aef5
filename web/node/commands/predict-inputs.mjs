/** `predict --inputs`: a model's own inputs, as JSON, through to its outputs and labels. */

import { MOST_JSON_BYTES, parseJson } from '../../src/artifact/integrity.js';
import { labelsOf, outputOf, ranked } from '../../src/classes/classes.js';
import { ArtifactError, DataError, messageOf, UsageError } from '../../src/errors.js';
import { loadModel } from '../../src/predictor/load-model.js';
import { nameOf, readInput } from '../io/input.mjs';
import { findWasmFolder } from '../platform/wasm-folder.mjs';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/** @typedef {import('../../src/classes/classes.js').Classification} Classification */
/** @typedef {import('../../src/predictor/load-model.js').ProvenModel} ProvenModel */
/**
 * @typedef {object} Answer to one file
 * @property {string} inputs the file
 * @property {Record<string, import('../../src/predictor/outputs.js').NestedOutput>} outputs by name, of
 *   one example or many as these were given
 * @property {Classification[] | null} classes of each example; null: the model has no labels
 */

const TOP = 5;

/**
 * @param {string} folder the artifact
 * @param {string[]} files of JSON, or - for standard input
 * @param {BackendName} backend
 * @returns {Promise<import('./command.mjs').Outcome>}
 */
export async function predictInputs(folder, files, backend) {
  const model = await loadModel(folder, { backend, wasmFolder: findWasmFolder() });
  try {
    /** @type {Answer[]} */
    const answers = [];
    for (const file of files) {
      answers.push(await answerTo(model, file));
    }
    return {
      exitCode: 0,
      text: answers.map(textOf).join('\n\n'),
      json: { ok: true, artifact: folder, backend, predictions: answers.map(toJson) },
    };
  } finally {
    model.dispose();
  }
}

/**
 * @param {ProvenModel} model
 * @param {string} file
 * @returns {Promise<Answer>}
 */
async function answerTo(model, file) {
  const given = await readJson(file);
  const outputs = await model.predict(/** @type {any} */ (given));
  return { inputs: file, outputs, classes: classesOf(model, outputs) };
}

/**
 * @param {string} file
 * @returns {Promise<unknown>}
 */
async function readJson(file) {
  const bytes = await readInput(file, { expected: 'a JSON file', mostBytes: MOST_JSON_BYTES });
  try {
    return parseJson(nameOf(file), bytes);
  } catch (error) {
    // It is data here, and not a part of an artifact that could be exported again.
    const words = messageOf(error).replace(/ Export the model again\.$/, ' Check the file.');
    throw error instanceof ArtifactError ? new DataError(words) : error;
  }
}

/**
 * @param {ProvenModel} model
 * @param {Record<string, any>} outputs
 * @returns {Classification[] | null}
 */
function classesOf(model, outputs) {
  try {
    const output = outputOf(model);
    const labels = labelsOf(model, output);
    const found = outputs[output.name];
    const rows = Array.isArray(found[0]) ? found : [found];
    return rows.map((/** @type {number[]} */ row) => ranked(row, labels, TOP));
  } catch (error) {
    if (!(error instanceof UsageError)) {
      throw error;
    }
    return null; // several outputs, or none of classes, or no labels
  }
}

/** @param {Answer} answer */
function toJson({ inputs, outputs, classes }) {
  const plain = classes?.map(({ label, index, score, top }) => ({ label, index, score, top }));
  return { inputs, outputs, ...(plain && { classes: plain }) };
}

/** @param {Answer} answer */
function textOf({ inputs, outputs, classes }) {
  const lines =
    classes === null
      ? Object.entries(outputs).map(([name, values]) => `  ${name}: ${JSON.stringify(values)}`)
      : classes.map(({ top }) => `  ${top.map(scored).join(', ')}`);
  return [nameOf(inputs), ...lines].join('\n');
}

/** @param {import('../../src/classes/classes.js').ScoredLabel} one */
function scored({ label, score }) {
  return `${label} ${score.toFixed(3)}`;
}
