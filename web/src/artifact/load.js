import { buildModel } from '../runtime/model.js';
import { readArtifact } from './artifact.js';

/** @typedef {import('./artifact.js').ArtifactFiles & {model: import('../runtime/model.js').Model}} Artifact */

/**
 * Reads and checks an artifact, and builds its model on the backend in use.
 *
 * @param {import('./artifact.js').Reader} reader
 * @param {import('./artifact.js').ReadOptions} [options]
 * @returns {Promise<Artifact>} the caller disposes of its model
 * @throws {import('../errors.js').ArtifactError}
 */
export async function loadArtifact(reader, options = {}) {
  const artifact = await readArtifact(reader, options);
  return { ...artifact, model: await buildModel(artifact) };
}
