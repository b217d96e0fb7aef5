/** Finds things in pictures: boxes around them, with labels. */

import { checkLabels } from '../classes/classes.js';
import { sentence, UsageError } from '../errors.js';
import { checkOptions, DETECT_RULES, DETECTOR_RULES } from '../options.js';
import { BOX_FORMATS, cornersOf, suppressed } from './boxes.js';
import { createPictureModel } from './picture-model.js';
import { windowOf } from './picture-window.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('../predictor/outputs.js').TypedOutput} TypedOutput */
/** @typedef {import('./boxes.js').BoxFormat} BoxFormat */
/** @typedef {import('./boxes.js').Candidate} Candidate */
/** @typedef {import('./boxes.js').Corners} Corners */
/** @typedef {import('./geometry.js').Box} Box */
/** @typedef {import('./line.js').Size} Size */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} DetectorOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {readonly string[]} [labels] one for each class; default: the artifact's, or numbers
 * @property {string} [boxes] the name of the output [examples, boxes, 4]; default: boxes
 * @property {string} [scores] the name of the output [examples, boxes, classes], or [examples, boxes];
 *   default: scores
 * @property {string} [classes] the name of the output [examples, boxes] with the numbers of classes, below
 *   0 for no box; default: classes, where there is such an output
 * @property {BoxFormat} [boxFormat] Keras's name; xyxy by default, in pixels of the model's input
 * @property {number} [background] the number of a class that is nothing
 */
/**
 * @typedef {object} DetectionLimits
 * @property {number} [threshold] the least score; 0.5 by default
 * @property {number} [overlap] how much two boxes of a class may overlap (intersection over union) and
 *   both be given; 0.5 by default
 * @property {number} [limit] the most boxes; 100 by default
 */
/** @typedef {PictureRunOptions & DetectionLimits} DetectOptions */
/**
 * @typedef {object} Detection
 * @property {string} label
 * @property {number} index of the class
 * @property {number} score
 * @property {Corners} box left, top, right and bottom, in pixels of the picture
 */
/**
 * @typedef {object} Detecting
 * @property {readonly string[] | null} labels one for each class; null: they are called by their numbers
 * @property {(picture: PictureSource, options?: DetectOptions) => Promise<Detection[]>} detect the best
 *   first; throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Detecting} ImageDetector */
/** @typedef {{boxes: string, scores: string, classes: string | null}} Names of outputs */

/** @typedef {{shape: string, fits: (shape: readonly (number | null)[]) => boolean}} Form of an output */

/** @type {Form} */
const BOXES = {
  shape: '[examples, boxes, 4]',
  fits: (shape) => shape.length === 3 && shape[2] === 4,
};

/** @type {Form} */
const SCORES = {
  shape: '[examples, boxes, classes] or [examples, boxes]',
  fits: (shape) => shape.length === 2 || shape.length === 3,
};

/** @type {Form} */
const CLASSES = { shape: '[examples, boxes]', fits: (shape) => shape.length === 2 };

const LIMITS = { threshold: 0.5, overlap: 0.5, limit: 100 };

/**
 * @param {ProvenModel} model from loadModel(); belongs to the detector from now on
 * @param {DetectorOptions} [options]
 * @returns {ImageDetector}
 * @throws {UsageError} if nothing says how pictures are prepared, or which outputs are boxes and scores
 */
export function createImageDetector(model, options = {}) {
  checkOptions('createImageDetector', options, DETECTOR_RULES);
  const { helper, run } = createPictureModel(model, options.preprocessing);
  const { preprocessing: input } = helper;
  const { names, count } = outputsOf(model, options);
  const given = options.labels ?? model.labels;
  const labels = given && checkLabels(model.label, given, count);
  const { boxFormat = 'xyxy', background } = options;
  checkFormat(boxFormat);
  return {
    ...helper,
    labels,
    async detect(picture, options = {}) {
      checkOptions('detect', options, DETECT_RULES);
      const { threshold, overlap, limit } = { ...LIMITS, ...withoutUndefined(options) };
      const { pixels, outputs } = await run(picture, options);
      const boxes = outputs[names.boxes].data;
      const scored = scoresOf(outputs, names)
        .filter(({ score, index }) => score >= threshold && index >= 0 && index !== background)
        .map(({ place, ...one }) => ({
          ...one,
          corners: cornersOf(boxes, 4 * place, boxFormat, input),
        }));
      const window = windowOf(pixels, input);
      return suppressed(scored, overlap, limit)
        .map(({ index, score, corners }) => {
          const box = placed(corners, input, window, pixels);
          return { label: labels?.[index] ?? String(index), index, score, box };
        })
        .filter(({ box: [left, top, right, bottom] }) => right > left && bottom > top);
    },
  };
}

/** @param {BoxFormat} format */
function checkFormat(format) {
  if (!BOX_FORMATS.includes(format)) {
    const parts = { problem: 'not known', expected: BOX_FORMATS.join(', '), got: format };
    const remedy = "Choose what the model's boxes are";
    throw new UsageError(sentence('createImageDetector: boxFormat', { ...parts, remedy }));
  }
}

/**
 * @param {DetectionLimits} options
 * @returns {DetectionLimits}
 */
function withoutUndefined({ threshold, overlap, limit }) {
  const given = Object.entries({ threshold, overlap, limit });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

/**
 * @param {ProvenModel} model
 * @param {DetectorOptions} options
 * @returns {{names: Names, count: number | null}} count: of classes; null where it cannot be told
 */
function outputsOf({ label, outputs }, { boxes = 'boxes', scores = 'scores', classes }) {
  const hasClasses = classes !== undefined || outputs.some(({ name }) => name === 'classes');
  const names = { boxes, scores, classes: hasClasses ? (classes ?? 'classes') : null };
  requireOutput(label, outputs, { option: 'boxes', name: boxes, ...BOXES });
  const score = requireOutput(label, outputs, { option: 'scores', name: scores, ...SCORES });
  if (names.classes !== null) {
    requireOutput(label, outputs, { option: 'classes', name: names.classes, ...CLASSES });
    return { names, count: null };
  }
  return { names, count: score.shape.length === 2 ? 1 : score.shape[2] };
}

/**
 * @param {string} label
 * @param {TensorSpec[]} outputs
 * @param {{option: string, name: string} & Form} wanted
 * @returns {TensorSpec}
 */
function requireOutput(label, outputs, { option, name, fits, shape }) {
  const found = outputs.find((output) => output.name === name);
  if (found !== undefined && fits(found.shape)) {
    return found;
  }
  const shapes = outputs.map((it) => `${it.name} [${it.shape.map((n) => n ?? 'any').join(', ')}]`);
  throw new UsageError(
    sentence(`${label}: ${option}`, {
      problem: `not the name of an output of the shape ${shape}`,
      expected: 'one such output',
      got: `${name}, of the outputs ${shapes.join(', ')}`,
      remedy: `Name it in the option ${option}, or use predict()`,
    }),
  );
}

/**
 * @param {Record<string, TypedOutput>} outputs of one picture
 * @param {Names} names
 * @returns {{place: number, index: number, score: number}[]} each score; place: the number of its box
 */
function scoresOf(outputs, { scores, classes }) {
  const { data, shape } = outputs[scores];
  const perBox = classes === null ? (shape[1] ?? 1) : 1;
  return Array.from(data, (score, i) => {
    const place = Math.floor(i / perBox);
    const index = classes === null ? i % perBox : Math.round(Number(outputs[classes].data[place]));
    return { place, index, score: Number(score) };
  });
}

/**
 * @param {Corners} corners in pixels of the model's input
 * @param {Size} input
 * @param {Box} window which part of the picture it shows
 * @param {Size} size of the picture
 * @returns {Corners} in pixels of the picture, and within it
 */
function placed([left, top, right, bottom], input, window, size) {
  const x = (/** @type {number} */ value) =>
    Math.min(Math.max(window.left + (value * window.width) / input.width, 0), size.width);
  const y = (/** @type {number} */ value) =>
    Math.min(Math.max(window.top + (value * window.height) / input.height, 0), size.height);
  return [x(left), y(top), x(right), y(bottom)];
}
