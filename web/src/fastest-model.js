import { graphicsBackends } from '#platform';
import { BEST_FIRST, useBackend } from './backend.js';
import { messageOf } from './errors.js';
import { buildVerifiedModel } from './verified-model.js';

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/** @typedef {import('./verified-model.js').VerifiedModel} VerifiedModel */
/**
 * @typedef {object} Trial
 * @property {BackendName} backend
 * @property {number | null} selfTestMs how long the golden vectors took; null where it failed
 * @property {string} problem why it failed, or nothing
 */
/**
 * @typedef {object} FastestOptions
 * @property {string} wasmFolder
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
 * @returns {Promise<VerifiedModel & {trials: Trial[]}>}
 * @throws {import('./errors.js').VerificationError} if no backend gives Keras's numbers
 * @throws {import('./errors.js').ArtifactError} if TensorFlow.js refuses the model
 */
export async function buildFastestModel(artifact, options) {
  const { worthMs = WORTH_MS } = options;
  let best = await buildVerifiedModel(artifact, BEST_FIRST, options);
  const trials = [trialOf(best)];
  if (best.timings.selfTestMs < worthMs) {
    return { ...best, trials };
  }
  for (const rival of options.rivals ?? (await graphicsBackends())) {
    const tried = await tryRival(artifact, rival, options);
    trials.push('model' in tried ? trialOf(tried) : tried);
    if ('model' in tried) {
      best = faster(best, tried);
    }
  }
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
    options.signal?.throwIfAborted();
    // Whatever it was (a lost device, too little memory), there is a backend that works.
    return { backend, selfTestMs: null, problem: messageOf(error) };
  }
}

/**
 * @param {VerifiedModel} verified
 * @returns {Trial}
 */
function trialOf({ backend, timings }) {
  return { backend, selfTestMs: timings.selfTestMs, problem: '' };
}

/**
 * @param {VerifiedModel} one
 * @param {VerifiedModel} other
 * @returns {VerifiedModel} the slower one is freed
 */
function faster(one, other) {
  const [quick, slow] =
    one.timings.selfTestMs <= other.timings.selfTestMs ? [one, other] : [other, one];
  slow.model.dispose();
  return quick;
}
