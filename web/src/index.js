/** What the npm package offers. Nothing happens at import; each part can be left out of a bundle. */

/** @typedef {import('./artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('./backend.js').BackendName} BackendName */
/** @typedef {import('./bundle.js').Bundle} Bundle */
/** @typedef {import('./bundle.js').Inputs} Inputs */
/** @typedef {import('./bundle.js').LoadOptions} LoadOptions */
/** @typedef {import('./digits/digit-classifier.js').DigitClassifier} DigitClassifier */
/** @typedef {import('./digits/digit-classifier.js').DigitResult} DigitResult */
/** @typedef {import('./proof/golden.js').GoldenReport} GoldenReport */
/** @typedef {import('./artifact/metadata.js').Metadata} Metadata */
/** @typedef {import('./artifact/open.js').OpenOptions} OpenOptions */
/** @typedef {import('./classes/classes.js').Classification} Classification */
/** @typedef {import('./pictures/image-classifier.js').ImageClassifier} ImageClassifier */
/** @typedef {import('./pictures/image-detector.js').Detection} Detection */
/** @typedef {import('./pictures/image-detector.js').ImageDetector} ImageDetector */
/** @typedef {import('./pictures/image-embedder.js').ImageEmbedder} ImageEmbedder */
/** @typedef {import('./pictures/image-regressor.js').ImageRegressor} ImageRegressor */
/** @typedef {import('./pictures/image-segmenter.js').ImageSegmenter} ImageSegmenter */
/** @typedef {import('./pictures/image-segmenter.js').Segmentation} Segmentation */
/** @typedef {import('./pictures/read-picture.js').PictureSource} PictureSource */
/** @typedef {import('./predictor/load-model.js').LoadModelOptions} LoadModelOptions */
/** @typedef {import('./predictor/load-model.js').PredictOptions} PredictOptions */
/** @typedef {import('./predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./text/text-classifier.js').TextClassifier} TextClassifier */
/** @typedef {import('./text/text-generator.js').GenerateOptions} GenerateOptions */
/** @typedef {import('./text/text-generator.js').GeneratorOptions} GeneratorOptions */
/** @typedef {import('./text/text-generator.js').TextGenerator} TextGenerator */
/** @typedef {import('./text/text-generator.js').Written} Written */
/** @typedef {import('./proof/verified-model.js').Trial} Trial */

export { artifactHandler } from './artifact/io-handler.js';
export { openArtifact } from './artifact/open.js';
export { BACKENDS, useBackend } from './backend.js';
export { loadBundle } from './bundle.js';
export { createDigitClassifier } from './digits/digit-classifier.js';
export { inkOf } from './digits/ink.js';
export { normalizeDigit } from './digits/preprocessing.js';
export {
  ArtifactError,
  DataError,
  TfjsBridgeError,
  UsageError,
  VerificationError,
} from './errors.js';
export { cosineSimilarity, nearestEmbeddings } from './pictures/embeddings.js';
export { createImageClassifier } from './pictures/image-classifier.js';
export { createImageDetector } from './pictures/image-detector.js';
export { createImageEmbedder } from './pictures/image-embedder.js';
export { createImageRegressor } from './pictures/image-regressor.js';
export { createImageSegmenter } from './pictures/image-segmenter.js';
export { preparePicture } from './pictures/picture-model.js';
export { pixelsOf } from './pictures/pixels.js';
export { readPicture } from './pictures/read-picture.js';
export { loadModel } from './predictor/load-model.js';
export { hostModels } from './predictor/worker-host.js';
export * as tf from './tensorflow.js';
export { applyAlphabet, decode, encode } from './text/characters.js';
export { choose, createRandom, samplingWeights } from './text/sampling.js';
export { createTextClassifier } from './text/text-classifier.js';
export { createTextGenerator } from './text/text-generator.js';
