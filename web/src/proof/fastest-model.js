import { graphicsBackends } from '#platform';
import { BEST_FIRST, useBackend } from '../backend.js';
import { messageOf } from '../errors.js';
import { freeModel } from '../runtime/model-disposal.js';
import { warnOnce } from '../runtime/warn-once.js';
import { buildVerifiedModel, trialsOf } from './verified-model.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../backend.js').BackendName} BackendName */
/** @typedef {import('./verified-model.js').VerifiedModel} VerifiedModel */
/** @typedef {import('./verified-model.js').Trial} Trial */
/** @typedef {VerifiedModel & {trials: Trial[]}} FastestModel trials: all that were tried */
/**
 * @typedef {object} FastestOptions
 * @property {string | URL} [wasmFolder] as useBackend() takes it
 * @property {AbortSignal} [signal] ends building with its reason
 * @property {readonly BackendName[]} [rivals] default: the graphics processors of this device
 * @property {number} [worthMs] a self-test that takes less is fast enough, and rivals are left out
 */

/** A graphics processor takes longer than this to be handed one batch, and to give it back. */
const WORTH_MS = 50;

/**
 * Builds the model on wasm, or else cpu; and where it is slow there, on each graphics processor as
 * well. The fastest one that gives Keras's numbers is kept.
 *
 * @param {ArtifactFiles} artifact
 * @param {FastestOptions} options
 * @returns {Promise<FastestModel>}
 * @throws {import('../errors.js').VerificationError} if no backend gives Keras's numbers
 * @throws {import('../errors.js').ArtifactError} if TensorFlow.js refuses the model
 */
export async function buildFastestModel(artifact, options) {
  const fastest = await findFastest(artifact, options);
  tellOfFallback(artifact.label, fastest);
  return fastest;
}

/**
 * @param {ArtifactFiles} artifact
 * @param {FastestOptions} options
 * @returns {Promise<FastestModel>}
 */
async function findFastest(artifact, options) {
  const { worthMs = WORTH_MS } = options;
  let best = await buildVerifiedModel(artifact, BEST_FIRST, options);
  const trials = trialsOf(best);
  if (best.timings.selfTestMs < worthMs) {
    return { ...best, trials };
  }
  // One after another, because TensorFlow.js has one backend in use at a time.
  for (const rival of options.rivals ?? (await graphicsBackends())) {
    const tried = await tryRival(artifact, rival, options);
    trials.push(...('model' in tried ? trialsOf(tried) : [tried]));
    if ('model' in tried) {
      best = faster(best, tried);
    }
  }
  // The last rival is in use, whether or not it won.
  await useBackend(best.backend, options);
  return { ...best, trials };
}

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendName} backend
 * @param {FastestOptions} options
 * @returns {Promise<VerifiedModel | Trial>}
 */
async function tryRival(artifact, backend, options) {
  try {
    return await buildVerifiedModel(artifact, [backend], options);
  } catch (error) {
    // If the caller gave up, the rival did not fail.
    options.signal?.throwIfAborted();
    // Whatever it was (a lost device, too little memory), there is a backend that works.
    return { backend, selfTestMs: null, problem: messageOf(error) };
  }
}

/**
 * Without wasm most models take several times as long, which is easily taken for their nature.
 *
 * @param {string} label
 * @param {FastestModel} fastest
 */
function tellOfFallback(label, { backend, trials }) {
  for (const { backend: usual, problem } of trials) {
    if (problem !== '' && BEST_FIRST.includes(usual)) {
      warnOnce(problem, `${label} runs on ${backend}, which can be much slower. ${problem}`);
    }
  }
}

/**
 * @param {VerifiedModel} one
 * @param {VerifiedModel} other
 * @returns {VerifiedModel} the slower one is freed
 */
function faster(one, other) {
  const [quick, slow] =
    one.timings.selfTestMs <= other.timings.selfTestMs ? [one, other] : [other, one];
  freeModel(slow.model);
  return quick;
}
