/** What the npm package offers. Nothing happens at import; each part can be left out of a bundle. */

/** @typedef {import('./artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/** @typedef {import('./bundle.js').Bundle} Bundle */
/** @typedef {import('./bundle.js').LoadOptions} LoadOptions */
/** @typedef {import('./digit-classifier.js').DigitClassifier} DigitClassifier */
/** @typedef {import('./digit-classifier.js').DigitResult} DigitResult */
/** @typedef {import('./golden.js').GoldenReport} GoldenReport */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/** @typedef {import('./open-artifact.js').OpenOptions} OpenOptions */
/** @typedef {import('./text-generator.js').GenerateOptions} GenerateOptions */
/** @typedef {import('./text-generator.js').GeneratorOptions} GeneratorOptions */
/** @typedef {import('./text-generator.js').TextGenerator} TextGenerator */
/** @typedef {import('./text-generator.js').Written} Written */
/** @typedef {import('./verified-model.js').Trial} Trial */

export { BACKENDS, useBackend } from './backend.js';
export { loadBundle } from './bundle.js';
export { applyAlphabet, decode, encode } from './characters.js';
export { createDigitClassifier } from './digit-classifier.js';
export {
  ArtifactError,
  DataError,
  TfjsBridgeError,
  UsageError,
  VerificationError,
} from './errors.js';
export { inkOf, pixelsOf } from './ink.js';
export { artifactHandler } from './io-handler.js';
export { openArtifact } from './open-artifact.js';
export { normalizeDigit } from './preprocessing.js';
export { choose, createRandom, samplingWeights } from './sampling.js';
export { createTextGenerator } from './text-generator.js';
