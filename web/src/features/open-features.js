/** What an artifact declares of tables and texts, with its tokenizers, ready to prepare. */

import { openEncoders } from '../tokenizers/open-encoders.js';
import { createFeatures } from './run.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./run.js').Features} Features */

/**
 * @param {Pick<ArtifactFiles, 'label' | 'metadata' | 'files'>} artifact
 * @returns {Promise<Features | undefined>} undefined: its preprocessing is of another kind
 * @throws {import('../errors.js').ArtifactError} if a tokenizer is missing or malformed
 */
export async function openFeatures(artifact) {
  const { label, metadata } = artifact;
  const { preprocessing, inputs } = metadata;
  return preprocessing?.kind === 'features'
    ? createFeatures(preprocessing, inputs, label, await openEncoders(artifact))
    : undefined;
}
