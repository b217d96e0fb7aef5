import { checkOptions, OPEN_RULES } from '../options.js';
import { modelArtifacts } from '../runtime/layers-model.js';
import { readLocation } from './open.js';

// A module of its own, apart from open.js: this one imports TensorFlow.js, which the text kernel and the
// page's first answer do without.

/**
 * Lets plain TensorFlow.js load an artifact after checking every byte, from disk too:
 * `tf.loadLayersModel(artifactHandler('exported/cnn'))`, or `tf.loadGraphModel()` for a graph. The
 * golden vectors are not run.
 *
 * @param {string | URL} location a folder, or the model.json in it: a path (in Node), a file: URL,
 *   or a web address
 * @param {import('./open.js').OpenOptions} [options] how the files are read
 * @returns {{load: () => Promise<import('@tensorflow/tfjs-core').io.ModelArtifacts>}} an IOHandler;
 *   nothing is read before its load() is called, which throws what openArtifact() does
 * @throws {import('../errors.js').UsageError} if an option is not known
 */
export function artifactHandler(location, options = {}) {
  checkOptions('artifactHandler', options, OPEN_RULES);
  return {
    async load() {
      return modelArtifacts(await readLocation(location, options));
    },
  };
}
