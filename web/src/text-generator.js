import { createBreather } from './breather.js';
import { decode, encode } from './characters.js';
import { ArtifactError, DataError, sentence } from './errors.js';
import { checkSampling, choose, createRandom } from './sampling.js';
import { buildStepModel } from './step-model.js';

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./step-model.js').StepModel} StepModel */
/**
 * @typedef {object} GenerateOptions
 * @property {number} length characters to write
 * @property {number} [temperature] from 0, where the likeliest is written; default: 1
 * @property {number | null} [topK] how many of the likeliest are drawn from; default: all
 * @property {number} [randomSeed] 0 to 2 ** 32 - 1; the same one gives the same text; default: 0
 * @property {AbortSignal} [signal] ends the text
 */
/**
 * @typedef {object} Written
 * @property {string} character
 * @property {number} index its place in the vocabulary
 * @property {Float32Array} probabilities that it was drawn by, one for each character
 */
/**
 * @typedef {object} TextGenerator
 * @property {string[]} vocabulary
 * @property {string} usualStart what to prime with where there is no text: a line break, or nothing
 *   where the vocabulary has none
 * @property {(text: string, options?: {signal?: AbortSignal}) => Promise<void>} prime forgets what
 *   was read, and reads the text; the signal ends it with its reason
 * @property {(options: GenerateOptions) => AsyncGenerator<Written, void, void>} generate goes on
 *   from what was read and written, character by character
 * @property {() => void} dispose frees the model
 */

/** Half a frame: a page still draws, and a server still answers. */
const BREATH_MS = 8;

/**
 * Writes text with a model of characters, on the backend in use: one step for each character.
 *
 * @param {ArtifactFiles} artifact
 * @returns {Promise<TextGenerator>}
 * @throws {ArtifactError} if the artifact is no model of characters
 * @throws {import('./errors.js').VerificationError} if it does not give Keras's numbers
 */
export async function createTextGenerator(artifact) {
  const spec = artifact.metadata.preprocessing;
  if (spec?.kind !== 'characters') {
    throw notForText(artifact.label, spec?.kind ?? 'none');
  }
  return generatorOf(await buildStepModel(artifact), spec);
}

/**
 * @param {StepModel} model
 * @param {import('./input-spec.js').CharactersSpec} spec
 * @returns {TextGenerator}
 */
function generatorOf(model, { vocabulary, sequence_length: sequenceLength }) {
  /** @type {Float32Array | null} of the next character; null before anything was read */
  let next = null;
  const breathe = createBreather(BREATH_MS);

  /** @param {number} index */
  async function read(index) {
    if (sequenceLength === 1) {
      model.reset(); // it was trained on pairs, and never with a memory that is not empty
    }
    next = await model.step(index);
  }

  return {
    vocabulary,
    usualStart: vocabulary.includes('\n') ? '\n' : '',
    async prime(text, { signal } = {}) {
      const indices = encode(text, vocabulary);
      model.reset();
      next = null;
      for (const index of indices) {
        signal?.throwIfAborted();
        await read(index);
        await breathe();
      }
    },
    async *generate({ length, temperature = 1, topK = null, randomSeed = 0, signal }) {
      checkSampling({ temperature, topK });
      checkLength(length);
      const random = createRandom(randomSeed);
      for (let count = 0; count < length && !signal?.aborted; count += 1) {
        const probabilities = next ?? evenOdds(vocabulary.length);
        const index = choose(probabilities, random(), { temperature, topK });
        await read(index);
        await breathe();
        yield { character: decode([index], vocabulary), index, probabilities };
      }
    },
    dispose() {
      model.dispose();
    },
  };
}

/**
 * @param {number} count
 * @returns {Float32Array} what is known of the first character where nothing was read
 */
function evenOdds(count) {
  return new Float32Array(count).fill(1 / count);
}

/** @param {number} length */
function checkLength(length) {
  if (!Number.isInteger(length) || length < 0) {
    const expected = 'a whole number of characters from 0';
    const parts = {
      problem: 'out of range',
      expected,
      got: `${length}`,
      remedy: 'Give such a number',
    };
    throw new DataError(sentence('length', parts));
  }
}

/**
 * @param {string} label
 * @param {string} got
 */
function notForText(label, got) {
  const expected = 'preprocessing "characters"';
  const remedy = 'Use an artifact of a model of characters';
  return new ArtifactError(
    sentence(label, { problem: 'not a model of text', expected, got, remedy }),
  );
}
