import { useBackend } from '../backend.js';
import { messageOf, sentence, VerificationError } from '../errors.js';
import { buildModel, resetStates } from '../runtime/model.js';
import { freeModel } from '../runtime/model-disposal.js';
import { requireSoundTolerance, runGolden } from './golden.js';

/** @typedef {import('../backend.js').BackendName} BackendName */
/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/**
 * @typedef {object} VerifiedModel
 * @property {import('../runtime/model.js').Model} model the caller disposes of it
 * @property {BackendName} backend the one that it was built on
 * @property {import('./golden.js').GoldenReport} report
 * @property {Timings} timings
 * @property {Trial[]} failures the backends that were tried before it
 */
/**
 * @typedef {object} Trial
 * @property {BackendName} backend that was tried
 * @property {number | null} selfTestMs how long the golden vectors took; null where it failed
 * @property {string} problem why it failed, or nothing
 */
/**
 * @typedef {object} Timings in milliseconds
 * @property {number} buildMs starting the backend, and handing it the weights
 * @property {number} warmUpMs the first run, which is slower than later ones
 * @property {number} selfTestMs running the golden vectors
 */
/**
 * @typedef {object} BuildOptions
 * @property {string | URL} [wasmFolder] as useBackend() takes it
 * @property {AbortSignal} [signal] ends building with its reason
 */

/**
 * Builds the model on the first backend that gives Keras's numbers on this device.
 *
 * @param {ArtifactFiles} artifact
 * @param {readonly BackendName[]} backends in the order to try
 * @param {BuildOptions} options
 * @returns {Promise<VerifiedModel>}
 * @throws {VerificationError} if no backend does, or the artifact asks for too much tolerance
 * @throws {import('../errors.js').ArtifactError} if TensorFlow.js refuses the model
 */
export async function buildVerifiedModel(artifact, backends, options) {
  requireSoundTolerance(artifact.label, artifact.golden);
  /** @type {Trial[]} */
  const failures = [];
  for (const backend of backends) {
    options.signal?.throwIfAborted();
    try {
      return { ...(await tryBackend(artifact, backend, options)), failures };
    } catch (error) {
      // A broken artifact is broken on every backend.
      if (!(error instanceof VerificationError)) {
        throw error;
      }
      failures.push({ backend, selfTestMs: null, problem: messageOf(error) });
    }
  }
  throw new VerificationError(
    sentence(artifact.label, {
      problem: "no backend gives Keras's numbers on this device",
      expected: `a difference of at most ${artifact.golden.tolerance}`,
      got: failures.map(({ backend, problem }) => `${backend}: ${problem}`).join(' | '),
      remedy: 'Try another browser or device, or export the model again',
    }),
  );
}

/**
 * @param {Pick<VerifiedModel, 'backend' | 'timings' | 'failures'>} verified
 * @returns {Trial[]} in the order in which they were tried; the last one is the model's own
 */
export function trialsOf({ backend, timings, failures }) {
  return [...failures, { backend, selfTestMs: timings.selfTestMs, problem: '' }];
}

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendName} backend
 * @param {BuildOptions} options
 * @returns {Promise<Omit<VerifiedModel, 'failures'>>}
 */
async function tryBackend(artifact, backend, options) {
  const clock = createClock();
  await useBackend(backend, options);
  const model = await buildModel(artifact);
  const buildMs = clock();
  try {
    // Timed apart, because it also compiles the kernels: 811 ms on WebGL, where later runs take 16.
    await runGolden(model, artifact);
    const warmUpMs = clock();
    resetStates(model); // a stateful model would go on from what it has just read
    const report = requireOk(artifact, await runGolden(model, artifact));
    resetStates(model);
    return { model, backend, report, timings: { buildMs, warmUpMs, selfTestMs: clock() } };
  } catch (error) {
    freeModel(model);
    throw error;
  }
}

/** @returns {() => number} milliseconds since the last call */
function createClock() {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = now - last;
    last = now;
    return passed;
  };
}

/**
 * @param {ArtifactFiles} artifact
 * @param {import('./golden.js').GoldenReport} report
 */
function requireOk({ label }, report) {
  if (report.ok) {
    return report;
  }
  throw new VerificationError(
    sentence(label, {
      problem: "the outputs differ from Keras's",
      expected: `a largest difference of at most ${report.tolerance}`,
      got: `${report.largestDifference}`,
      remedy: 'Use another backend',
    }),
  );
}
