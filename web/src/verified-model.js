import { useBackend } from './backend.js';
import { messageOf, sentence, VerificationError } from './errors.js';
import { runGolden } from './golden.js';
import { buildModel } from './layers-model.js';

/** @typedef {import('./backend.js').BackendName} BackendName */
/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/**
 * @typedef {object} VerifiedModel
 * @property {import('@tensorflow/tfjs-layers').LayersModel} model the caller disposes of it
 * @property {BackendName} backend the one that it was built on
 * @property {import('./golden.js').GoldenReport} report
 */

/**
 * Builds the model on the first backend that gives Keras's numbers on this device.
 *
 * @param {ArtifactFiles} artifact
 * @param {readonly BackendName[]} backends in the order to try
 * @param {{wasmFolder: string}} options
 * @returns {Promise<VerifiedModel>}
 * @throws {VerificationError} if no backend does
 * @throws {import('./errors.js').ArtifactError} if TensorFlow.js refuses the model
 */
export async function buildVerifiedModel(artifact, backends, options) {
  const failures = [];
  for (const backend of backends) {
    try {
      return await tryBackend(artifact, backend, options);
    } catch (error) {
      if (!(error instanceof VerificationError)) {
        throw error;
      }
      failures.push(`${backend}: ${messageOf(error)}`);
    }
  }
  throw new VerificationError(
    sentence(artifact.label, {
      problem: "no backend gives Keras's numbers on this device",
      expected: `a difference of at most ${artifact.golden.tolerance}`,
      got: failures.join(' | '),
      remedy: 'Try another browser or device, or export the model again',
    }),
  );
}

/**
 * @param {ArtifactFiles} artifact
 * @param {BackendName} backend
 * @param {{wasmFolder: string}} options
 * @returns {Promise<VerifiedModel>}
 */
async function tryBackend(artifact, backend, options) {
  await useBackend(backend, options);
  const model = await buildModel(artifact);
  try {
    return { model, backend, report: requireOk(artifact, await runGolden(model, artifact)) };
  } catch (error) {
    model.dispose();
    throw error;
  }
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
      problem: "the outputs are not Keras's",
      expected: `a largest difference of at most ${report.tolerance}`,
      got: `${report.largestDifference}`,
      remedy: 'Use another backend',
    }),
  );
}
