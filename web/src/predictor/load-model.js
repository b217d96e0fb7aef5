/** A proven model for plain values: typed arrays and nested arrays in, plain objects out. */

import * as tf from '@tensorflow/tfjs-core';
import { loadBundle } from '../bundle.js';
import { sentence, UsageError } from '../errors.js';
import { checkOptions, LOAD_MODEL_RULES, PREDICT_RULES } from '../options.js';
import { activationsOf } from './activations.js';
import { byName, toTensors } from './inputs.js';
import { inForm, OUTPUT_FORMS } from './outputs.js';
import { BATCH_SIZE, runExamples, sourceOf } from './run-examples.js';
import { connectModel } from './worker-client.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../bundle.js').Bundle} Bundle */
/** @typedef {import('./inputs.js').PredictInputs} PredictInputs */
/** @typedef {import('./raw-inputs.js').RawReader} RawReader */
/** @typedef {import('../pictures/picture-proof.js').PictureReport} PictureReport */
/** @typedef {import('./outputs.js').NestedOutput} NestedOutput */
/** @typedef {import('./outputs.js').Output} Output */
/** @typedef {import('./outputs.js').OutputForm} OutputForm */
/** @typedef {import('./outputs.js').TypedOutput} TypedOutput */
/**
 * @typedef {object} PredictOptions
 * @property {OutputForm} [as] arrays, the default: numbers in arrays within arrays; typedArrays:
 *   `{data, shape, dtype}`; tensors: of TensorFlow.js, which the caller disposes of
 * @property {number} [batchSize] how many examples run at the same time; 32 by default. More need more
 *   memory
 * @property {(done: number, total: number) => void} [onProgress] called after each batch, with examples
 * @property {AbortSignal} [signal] stops between two batches
 */
/**
 * @typedef {object} ModelFacts
 * @property {string} label the artifact, by its path or address
 * @property {string} name the model's
 * @property {TensorSpec[]} inputs with their names, shapes (null: any length) and dtypes: what predict()
 *   takes, also string and int64 where the artifact declares how these are prepared
 * @property {TensorSpec[]} outputs likewise
 * @property {Record<string, string>} activations that the outputs come from, by their names, such as
 *   softmax; '' where there is none, or it cannot be told
 * @property {string[] | null} labels one for each class, by its number; null: none were given
 * @property {import('../artifact/input-spec.js').InputSpec | null} preprocessing how a picture or a text
 *   becomes an input; null: the artifact does not say
 * @property {import('../backend.js').BackendName} backend that it runs on
 * @property {SelfTest} selfTest how far its outputs on the golden inputs are from Keras's
 */
/**
 * @typedef {import('../proof/golden.js').GoldenReport & {examples?: ExamplesReport | null}} SelfTest
 *   examples: how the golden examples were prepared, of a model that reads tables or texts
 */
/** @typedef {import('../features/examples-proof.js').ExamplesReport} ExamplesReport */
/**
 * @typedef {object} ModelCalls
 * @property {(inputs: PredictInputs, options?: PredictOptions) => Promise<Record<string, any>>} predict
 *   runs the model on one example or many. Inputs are given by name, or the value itself where there is
 *   one; each as nested arrays, as a typed array with the values row by row, or as a tensor, of the
 *   shape of one example or with an axis for the examples before it. Outputs come by name, of one
 *   example or many as these were given. Throws DataError if a value does not fit its input, and
 *   UsageError if an input is missing or unknown, and after dispose()
 * @property {() => Promise<PictureReport | null>} testPictures runs the artifact's golden pictures, from
 *   their files to the outputs, and compares with Keras's; null: it has none
 * @property {() => void} dispose frees the model; a second call does nothing
 */
/** @typedef {ModelFacts & ModelCalls} ProvenModel a model that is ready to run */
/**
 * @typedef {import('../bundle.js').LoadOptions & {worker?: Worker}} LoadModelOptions worker: one whose
 *   script is `import 'tfjs-bridge/worker'`, to run the model beside the page
 */

/**
 * Loads an artifact of any kind and runs its golden vectors, so that the model you get gives Keras's
 * numbers on this device. Where it is forgotten without dispose(), its memory is freed some time later.
 *
 * @param {string | URL} location a folder, or the model.json in it: a path (in Node), a file: URL,
 *   or a web address, also one that is relative to the page or worker
 * @param {LoadModelOptions} [options] those of loadBundle(), and a worker
 * @returns {Promise<ProvenModel>}
 * @throws {import('../errors.js').UsageError} if the location or an option is not valid
 * @throws {import('../errors.js').ArtifactError} if a file is missing, damaged or of another format
 * @throws {import('../errors.js').VerificationError} if no backend gives Keras's numbers
 * @throws {unknown} the signal's reason, once it is aborted
 */
export async function loadModel(location, options = {}) {
  checkOptions('loadModel', options, LOAD_MODEL_RULES);
  const { worker, ...loading } = options;
  if (worker !== undefined) {
    return await connectModel(worker, location, loading);
  }
  const bundle = await loadBundle(location, loading);
  // Not the model itself: a caller may keep its functions alone, as in const { predict } = ...
  const handle = { bundle, raw: await rawReaderOf(bundle) };
  forgotten.register(handle, handle.bundle);
  return {
    ...factsOf(handle),
    predict: (inputs, options = {}) => predict(handle, inputs, options),
    testPictures: () => testPictures(handle.bundle),
    dispose: () => handle.bundle.dispose(),
  };
}

/** @type {FinalizationRegistry<Bundle>} the memory of WebAssembly is not the garbage collector's */
const forgotten = new FinalizationRegistry((bundle) => bundle.dispose());

/** @typedef {{bundle: Bundle, raw: RawReader | null}} Handle raw: null where the network reads as is given */

/**
 * @param {Bundle} bundle
 * @returns {Promise<RawReader | null>}
 */
async function rawReaderOf(bundle) {
  const { preprocessing } = bundle.metadata;
  if (preprocessing?.kind !== 'features') {
    return null;
  }
  try {
    const { createRawReader } = await import('./raw-inputs.js');
    return await createRawReader(bundle.artifact, preprocessing);
  } catch (error) {
    bundle.dispose();
    throw error;
  }
}

/**
 * @param {Bundle} bundle
 * @returns {Promise<PictureReport | null>}
 */
async function testPictures(bundle) {
  // Late: most models read no pictures.
  const [{ runGoldenPictures }, { readPicture }] = await Promise.all([
    import('../pictures/picture-proof.js'),
    import('../pictures/read-picture.js'),
  ]);
  return await runGoldenPictures(
    bundle.artifact,
    (inputs) => runExample(bundle, inputs),
    readPicture,
  );
}

/**
 * @param {Bundle} bundle
 * @param {import('../runtime/model.js').TensorValues[]} inputs
 * @returns {Promise<import('../artifact/dtypes.js').Values[]>}
 */
async function runExample(bundle, inputs) {
  const tensors = bundle.run(() =>
    inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype)),
  );
  const outputs = await bundle.predict(tensors).finally(() => tf.dispose(tensors));
  try {
    const values = await Promise.all(outputs.map((output) => output.data()));
    return /** @type {import('../artifact/dtypes.js').Values[]} */ (values);
  } finally {
    tf.dispose(outputs);
  }
}

/**
 * @param {Handle} handle
 * @returns {ModelFacts}
 */
function factsOf({ bundle, raw }) {
  const { label, metadata, backend } = bundle;
  const { model, outputs, labels, preprocessing } = metadata;
  const inputs = raw?.inputs ?? metadata.inputs;
  const selfTest = { ...bundle.selfTest, ...(raw && { examples: raw.report }) };
  const activations = activationsOf(bundle);
  const proven = { activations, backend, selfTest };
  return { label, name: model.name, inputs, outputs, labels, preprocessing, ...proven };
}

/**
 * @param {Handle} handle
 * @param {PredictInputs} inputs
 * @param {PredictOptions} options
 * @returns {Promise<Record<string, Output>>}
 */
async function predict({ bundle, raw }, inputs, options) {
  checkPredictOptions(options);
  const { label, metadata } = bundle;
  const { as: form = 'arrays' } = options;
  const named = byName(inputs, raw?.inputs ?? metadata.inputs, label);
  const examples =
    (await raw?.read(named)) ??
    sourceOf(bundle.run(() => toTensors(named, metadata.inputs, label)));
  const tensors = await runExamples(bundle, examples, options).finally(examples.dispose);
  try {
    const outputs = await Promise.all(tensors.map((tensor) => inForm(tensor, form)));
    return Object.fromEntries(metadata.outputs.map(({ name }, i) => [name, outputs[i]]));
  } finally {
    tf.dispose(form === 'tensors' ? [] : tensors);
  }
}

/** @param {PredictOptions} options */
function checkPredictOptions(options) {
  checkOptions('predict', options, PREDICT_RULES);
  const { as: form = 'arrays', batchSize = BATCH_SIZE } = options;
  if (!OUTPUT_FORMS.includes(form)) {
    throw wrongOption('as', OUTPUT_FORMS.join(', '), form);
  }
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw wrongOption('batchSize', 'a whole number, 1 or more', `${batchSize}`);
  }
}

/**
 * @param {string} name
 * @param {string} expected
 * @param {string} got
 */
function wrongOption(name, expected, got) {
  const parts = { problem: 'not valid', expected, got, remedy: 'Pass such a value' };
  return new UsageError(sentence(`predict: ${name}`, parts));
}
