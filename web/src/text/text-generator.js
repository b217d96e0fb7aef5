import {
  ArtifactError,
  afterDispose,
  DataError,
  sentence,
  UsageError,
  VerificationError,
} from '../errors.js';
import { checkOptions, GENERATE_RULES, GENERATOR_RULES, PRIME_RULES } from '../options.js';
import { createPeriodicYield } from '../runtime/yield-to-event-loop.js';
import { decode, encode } from './characters.js';
import { buildKernelModel } from './lstm-kernel.js';
import { checkSampling, choose, createRandom } from './sampling.js';
import { proveSteps } from './step-proof.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./step-proof.js').StepModel} StepModel */
/** @typedef {'kernel' | 'tfjs'} Engine kernel: our own, for LSTMs; tfjs: TensorFlow.js */
/**
 * @typedef {object} GeneratorOptions
 * @property {'auto' | Engine} [engine] auto, the default: the kernel, or TensorFlow.js where the
 *   kernel does not know the model, does not run, or does not give Keras's numbers
 * @property {() => Promise<unknown>} [startBackend] called before TensorFlow.js is needed, and not
 *   where it is not; default: the backend in use
 */
/**
 * @typedef {object} GenerateOptions
 * @property {number} length characters to write, a whole number from 0
 * @property {number} [temperature] from 0, which always writes the most likely character; default: 1
 * @property {number | null} [topK] how many of the most likely characters to draw from, at least 1;
 *   default: all
 * @property {number} [randomSeed] 0 to 2 ** 32 - 1; the same one gives the same text; default: 0
 * @property {AbortSignal} [signal] ends the text, without an error
 */
/**
 * @typedef {object} Written
 * @property {string} character one code point
 * @property {number} index its place in the vocabulary, from 0
 * @property {Float32Array} probabilities that the model gave it and all others, in [0, 1]
 */
/**
 * @typedef {object} TextGenerator
 * @property {Engine} engine what it runs on
 * @property {string[]} vocabulary the characters that it reads and writes
 * @property {string} usualStart what to prime with where there is no text: a line break, or nothing
 *   where the vocabulary has none
 * @property {(text: string, options?: {signal?: AbortSignal}) => Promise<void>} prime forgets what
 *   was read, and reads the text; the signal ends it with its reason. Throws DataError if a character
 *   is not in the vocabulary
 * @property {(options: GenerateOptions) => AsyncGenerator<Written, void, void>} generate goes on
 *   from what was read and written, character by character. Throws DataError, at its first step, if a
 *   number is out of its range
 * @property {() => void} dispose frees the model; a second call does nothing
 */

/** Half a frame: a page still draws, and a server still answers. */
const YIELD_AFTER_MS = 8;

/**
 * Makes a generator that writes text with a character model, one step for each character. The steps
 * are checked first: on the artifact's golden vectors they must give Keras's numbers on this device.
 *
 * @param {ArtifactFiles} artifact as `openArtifact()` gives it, or `bundle.artifact`
 * @param {GeneratorOptions} [options] which engine, and how TensorFlow.js is started for it
 * @returns {Promise<TextGenerator>} the caller disposes of it
 * @throws {ArtifactError} if the artifact is not of a character model, or one that cannot be run step
 *   by step
 * @throws {UsageError} if an option or the engine is not known
 * @throws {VerificationError} if it does not give Keras's numbers, or the kernel that was asked for
 *   does not run the model
 */
export async function createTextGenerator(artifact, options = {}) {
  checkOptions('createTextGenerator', options, GENERATOR_RULES);
  const { engine = 'auto', startBackend } = options;
  const spec = artifact.metadata.preprocessing;
  if (spec?.kind !== 'characters') {
    throw notForText(artifact.label, spec?.kind ?? 'none');
  }
  checkEngine(engine);
  // The kernel first: it needs no backend, and a step on TensorFlow.js is mostly the cost of starting
  // some 20 kernels.
  if (engine !== 'tfjs') {
    const { model, got } = await tryKernel(artifact);
    if (model !== null) {
      return generatorOf(model, 'kernel', artifact.label, spec);
    }
    if (engine === 'kernel') {
      throw notOnKernel(artifact, got);
    }
  }
  await startBackend?.();
  return generatorOf(await onTensorFlow(artifact), 'tfjs', artifact.label, spec);
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {Promise<{model: StepModel | null, got: string}>} got: why there is none
 */
async function tryKernel(artifact) {
  const model = await buildKernelModel(artifact);
  if (model === null) {
    return { model, got: 'another kind of model, or a JavaScript engine without SIMD' };
  }
  const { ok, difference } = await proveSteps(model, artifact.golden);
  return { model: ok ? model : null, got: `a difference of ${difference} from Keras` };
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {Promise<StepModel>}
 */
async function onTensorFlow(artifact) {
  const model = await buildOnTensorFlow(artifact);
  try {
    const proof = model.prove?.() ?? proveSteps(model, artifact.golden);
    const { ok, difference } = await proof;
    if (!ok) {
      throw notKerasNumbers(artifact, difference);
    }
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {Promise<StepModel>}
 */
async function buildOnTensorFlow(artifact) {
  // Imported here, so that a bundle whose texts run on the kernel never loads TensorFlow.js.
  if (artifact.graph !== null) {
    const { buildStateModel, keepsStates } = await import('./state-model.js');
    return keepsStates(artifact)
      ? await buildStateModel(artifact)
      : await (await import('./window-model.js')).buildWindowModel(artifact);
  }
  return await (await import('./step-model.js')).buildStepModel(artifact);
}

/**
 * @param {StepModel} model
 * @param {Engine} engine
 * @param {string} label
 * @param {import('../artifact/input-spec.js').CharactersSpec} spec
 * @returns {TextGenerator}
 */
function generatorOf(model, engine, label, { vocabulary, sequence_length: sequenceLength }) {
  /** @type {Float32Array | null} of the next character; null before anything was read */
  let next = null;
  let isDisposed = false;
  const yieldIfDue = createPeriodicYield(YIELD_AFTER_MS);

  /** @param {number} index */
  async function read(index) {
    if (isDisposed) {
      throw afterDispose(label);
    }
    if (sequenceLength === 1) {
      model.reset(); // it was trained on pairs, and never with a memory that is not empty
    }
    next = await model.step(index);
  }

  return {
    engine,
    vocabulary,
    usualStart: vocabulary.includes('\n') ? '\n' : '',
    async prime(text, options = {}) {
      checkOptions('prime', options, PRIME_RULES);
      const { signal } = options;
      // Encoded first, so that an unknown character leaves the generator as it was.
      const indices = encode(text, vocabulary);
      model.reset();
      next = null;
      for (const index of indices) {
        signal?.throwIfAborted();
        await read(index);
        await yieldIfDue();
      }
    },
    async *generate(options) {
      checkOptions('generate', options, GENERATE_RULES);
      const { length, temperature = 1, topK = null, randomSeed = 0, signal } = options;
      checkSampling({ temperature, topK });
      checkLength(length);
      const random = createRandom(randomSeed);
      // Aborting ends the text normally: what was written so far is worth keeping.
      for (let count = 0; count < length && !signal?.aborted; count += 1) {
        const probabilities = next ?? uniformProbabilities(vocabulary.length);
        const index = choose(probabilities, random(), { temperature, topK });
        await read(index);
        await yieldIfDue();
        // Yielded after it was read, so that a caller can stop here and go on later.
        yield { character: decode([index], vocabulary), index, probabilities };
      }
    },
    dispose() {
      isDisposed = true;
      model.dispose();
    },
  };
}

/**
 * @param {number} count
 * @returns {Float32Array} what is known of the first character where nothing was read
 */
function uniformProbabilities(count) {
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
      remedy: 'Choose a number in this range',
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
  const remedy = 'Use an artifact of a character model';
  return new ArtifactError(sentence(label, { problem: 'not a text model', expected, got, remedy }));
}

/** @param {string} engine */
function checkEngine(engine) {
  if (engine !== 'auto' && engine !== 'kernel' && engine !== 'tfjs') {
    const expected = 'auto, kernel or tfjs';
    const parts = { problem: 'unknown', expected, got: engine, remedy: 'Choose one of these' };
    throw new UsageError(sentence('engine', parts));
  }
}

/**
 * @param {ArtifactFiles} artifact
 * @param {string} got
 */
function notOnKernel({ label, golden }, got) {
  const expected = `LSTMs between an Embedding and a Dense, and a difference of at most ${golden.tolerance}`;
  const remedy = 'Choose the engine auto or tfjs';
  return new VerificationError(
    sentence(label, { problem: 'the kernel does not run it', expected, got, remedy }),
  );
}

/**
 * @param {ArtifactFiles} artifact
 * @param {number} difference
 */
function notKerasNumbers({ label, golden }, difference) {
  return new VerificationError(
    sentence(label, {
      problem: "run step by step, the outputs differ from Keras's",
      expected: `a largest difference of at most ${golden.tolerance}`,
      got: `${difference}`,
      remedy: 'Use another backend, or export the model again',
    }),
  );
}
