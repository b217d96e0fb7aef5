import { modelArtifacts } from './layers-model.js';
import { openArtifact } from './open-artifact.js';

/**
 * Lets plain TensorFlow.js load an artifact whose every byte was checked, from disk too:
 * `tf.loadLayersModel(artifactHandler('exported/cnn'))`. The golden vectors are not run.
 *
 * @param {string | URL} location as for loadBundle()
 * @param {import('./open-artifact.js').OpenOptions} [options]
 * @returns {{load: () => Promise<import('@tensorflow/tfjs-core').io.ModelArtifacts>}} an IOHandler;
 *   its load() throws what loadBundle() throws of files
 */
export function artifactHandler(location, options) {
  return {
    async load() {
      return modelArtifacts(await openArtifact(location, options));
    },
  };
}
