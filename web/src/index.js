/** What the npm package offers. Nothing happens at import; each part can be left out of a bundle. */

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
