import { DTYPES } from '../../src/artifact/dtypes.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';
import { find, make } from '../dom.js';
import { duration } from '../figures.js';
import { runModel, vectorOf } from './run-model.js';
import { valuesTable } from './tables.js';
import { parseTyped, shapeWords, typedWords } from './typed-input.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('./typed-input.js').InputSpec} InputSpec */
/** @typedef {{spec: InputSpec, area: HTMLTextAreaElement, element: HTMLElement}} JsonField */

/** Lengths that a model leaves open, in an example. */
const OPEN_LENGTH = 4;

/**
 * Runs the model on numbers that are typed or pasted.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {{show: (own: OwnModel) => void, valuesOf: (place: number) =>
 *   import('./run-model.js').TensorValues}} show: begins anew with a model; valuesOf: what is typed
 *   for one of its inputs, after an example was filled in where nothing is
 */
export function createTypedView(root, runtime) {
  const list = find(root, '#own-inputs', HTMLElement);
  const problem = find(root, '#own-typed-error', HTMLElement);
  const words = find(root, '#own-typed-words', HTMLElement);
  const tables = find(root, '#own-outputs', HTMLElement);
  /** @type {{own: OwnModel, fields: JsonField[]} | null} */
  let current = null;

  async function run() {
    if (current === null) {
      return;
    }
    const { own, fields } = current;
    problem.hidden = true;
    try {
      const inputs = fields.map(({ spec, area }) => parseTyped(area.value, spec));
      checkCounts(inputs.map(({ shape }) => shape[0]));
      const start = performance.now();
      const outputs = await runtime.run(own, () => runModel(own, inputs));
      words.textContent = `Answered in ${duration(performance.now() - start)}${batchWords(inputs)}`;
      const labels = own.artifact?.metadata.labels ?? null;
      tables.replaceChildren(
        ...outputs.map((output) => valuesTable(vectorOf(output, 0), { labels })),
      );
    } catch (error) {
      words.textContent = '';
      tables.replaceChildren();
      problem.textContent = messageOf(error);
      problem.hidden = false;
    }
  }

  find(root, '#own-run', HTMLButtonElement).addEventListener('click', run);
  find(root, '#own-example', HTMLButtonElement).addEventListener('click', () => {
    for (const [i, field] of current?.fields.entries() ?? []) {
      fillIn(field, current?.own, i);
    }
  });
  return {
    show(own) {
      const fields = own.inputs.map(fieldOf);
      current = { own, fields };
      problem.hidden = true;
      words.textContent = '';
      tables.replaceChildren();
      list.replaceChildren(...fields.map(({ element }) => element));
    },
    valuesOf(place) {
      const field = /** @type {JsonField} */ (current?.fields[place]);
      if (field.area.value.trim() === '') {
        fillIn(field, current?.own, place);
      }
      return parseTyped(field.area.value, field.spec);
    },
  };
}

/**
 * @param {JsonField} field
 * @param {OwnModel | undefined} own
 * @param {number} place of the input
 */
function fillIn({ spec, area }, own, place) {
  area.value = exampleOf(spec, own?.artifact?.golden.inputs[place]);
}

/**
 * @param {import('../../src/runtime/model.js').End} input
 * @returns {JsonField}
 */
function fieldOf({ name, shape, dtype }) {
  const spec = { name, shape, dtype: DTYPES.find((known) => known === dtype) ?? 'float32' };
  const element = make('label', 'own-input');
  const area = document.createElement('textarea');
  area.rows = 4;
  // Spell checkers may send what is typed to a server, and slow large fields down.
  area.spellcheck = false;
  area.dataset.input = name;
  const words = `${name}: ${shapeWords(shape.slice(1))}, ${spec.dtype}`;
  element.append(make('span', '', words), area);
  return { spec, area, element };
}

/**
 * @param {InputSpec} spec
 * @param {import('../../src/artifact/golden-vectors.js').Vectors | undefined} golden
 * @returns {string} the first golden vector, or zeros where there is none
 */
function exampleOf({ shape: [batch, ...lengths] }, golden) {
  const vector = golden && vectorOf(golden, 0);
  const shape = lengths.map((length) => length ?? OPEN_LENGTH);
  const one = vector ?? { shape, values: new Float32Array(shape.reduce((n, k) => n * k, 1)) };
  const words = typedWords(one.values, one.shape);
  const vectors = Array.from({ length: batch ?? 1 }, () => words);
  return vectors.length === 1 ? words : `[${vectors.join(', ')}]`;
}

/**
 * @param {number[]} counts of vectors, one for each input
 * @throws {DataError} if they differ
 */
export function checkCounts(counts) {
  if (new Set(counts).size > 1) {
    const parts = {
      problem: 'of different length',
      expected: 'the same number of vectors for each input',
      got: counts.join(' and '),
      remedy: 'Give one vector for each',
    };
    throw new DataError(sentence('inputs', parts));
  }
}

/** @param {{shape: number[]}[]} inputs */
function batchWords([{ shape }]) {
  return shape[0] === 1 ? '' : `; the first of ${shape[0]} vectors is shown`;
}
