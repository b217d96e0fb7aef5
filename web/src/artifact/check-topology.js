import { inconsistent } from './faults.js';
import { checkModel } from './model-check/check-model.js';
import { isGraph } from './topology.js';

/** @typedef {import('../runtime/graph-model.js').GraphPlan} GraphPlan */
/** @typedef {{modelJson: import('./manifest.js').ModelJson, groups: import('./manifest.js').Group[]}} Checked */

/**
 * Checks what TensorFlow.js is to build, of either format, before it sees it.
 *
 * @param {Checked & {files: ReadonlyMap<string, Uint8Array>}} model
 * @param {string} file its name for messages
 * @param {import('./metadata.js').Metadata} [metadata] of the same artifact
 * @returns {Promise<GraphPlan | null>} null: a model of layers, which says all of this itself
 * @throws {import('../errors.js').ArtifactError} if TensorFlow.js could not build or run it, or would
 *   never be done
 */
export async function checkTopology(model, file, metadata) {
  if (isGraph(model.modelJson)) {
    // Loaded late: a page of layers models does not wait for it.
    const { checkGraph } = await import('./graph-check/check-graph.js');
    return checkGraph(model, file, metadata);
  }
  if (metadata !== undefined && metadata.golden.random.length > 0) {
    const expected = 'none: layers draw nothing when they predict';
    const got = metadata.golden.random.join(', ');
    throw inconsistent(`${file}, layers`, 'not random, as the metadata says', expected, got);
  }
  checkModel(model, file, metadata);
  return null;
}
