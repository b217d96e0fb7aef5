import { io, version_core } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { ArtifactError, messageOf, sentence } from '../errors.js';

/** @typedef {import('../artifact/artifact.js').ArtifactFiles} ArtifactFiles */

/** @typedef {Pick<ArtifactFiles, 'label' | 'modelJson' | 'graph' | 'groups' | 'files'>} ModelFiles */

/**
 * Builds the model on the backend in use, from files that were checked.
 *
 * @param {ModelFiles} artifact
 * @returns {Promise<import('@tensorflow/tfjs-layers').LayersModel>} the caller disposes of it
 * @throws {ArtifactError} if TensorFlow.js refuses the topology or the weights
 */
export async function buildLayersModel(artifact) {
  try {
    const artifacts = await modelArtifacts(artifact);
    // strict: no weight may be missing or left over. Without it TensorFlow.js runs the initializers too,
    // and Orthogonal takes 22 s for an LSTM of 512 units, where loading its weights takes 25 ms.
    return await loadLayersModel(io.fromMemory(artifacts), { strict: true });
  } catch (error) {
    throw new ArtifactError(
      sentence(`${artifact.label}/model.json`, {
        problem: 'TensorFlow.js cannot build the model',
        expected: `layers and weights that TensorFlow.js ${version_core} knows`,
        got: `an error (${messageOf(error)})`,
        remedy: 'Export the model again with this version of tfjs-bridge',
      }),
    );
  }
}

/**
 * @param {ModelFiles} artifact
 * @returns {Promise<io.ModelArtifacts>} as TensorFlow.js's IOHandlers give it
 */
export function modelArtifacts({ modelJson, graph, groups, files }) {
  // Of a graph, what was checked: TensorFlow.js would take other signatures and graphs in it, too.
  const { userDefinedMetadata: _, ...checked } = modelJson;
  return io.getModelArtifactsForJSON(graph === null ? modelJson : checked, async () => [
    // The checked groups: the manifest in the JSON may say more than was checked.
    groups.flatMap((group) => group.weights),
    groups.flatMap((group) => group.paths.map((path) => wholeBuffer(files, path))),
  ]);
}

/**
 * @param {Map<string, Uint8Array<ArrayBuffer>>} files
 * @param {string} name
 * @returns {ArrayBuffer} the file's bytes and no others
 */
function wholeBuffer(files, name) {
  const bytes = files.get(name) ?? new Uint8Array(0);
  // TensorFlow.js takes whole ArrayBuffers: a view of a part of one would hand it its neighbours' bytes.
  const isWhole = bytes.byteLength === bytes.buffer.byteLength;
  return isWhole ? bytes.buffer : bytes.slice().buffer;
}
