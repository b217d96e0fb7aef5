/** Says of each pixel of a picture what it belongs to. */

import { checkLabels, outputOf } from '../classes/classes.js';
import { checkOptions, OVERLAY_RULES, PICTURE_RUN_RULES, SEGMENTER_RULES } from '../options.js';
import { classesOf, drawnClasses, drawnOver, inPicture, sharesOf } from './class-map.js';
import { classColour } from './output-picture.js';
import { createPictureModel } from './picture-model.js';
import { windowOf } from './picture-window.js';

/** @typedef {import('../artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('../predictor/load-model.js').ProvenModel} ProvenModel */
/** @typedef {import('./class-map.js').Colour} Colour */
/** @typedef {import('./class-map.js').Drawing} Drawing */
/** @typedef {import('./picture-model.js').PictureHelper} PictureHelper */
/** @typedef {import('./picture-model.js').PictureRunOptions} PictureRunOptions */
/** @typedef {import('./pixels.js').Pixels} Pixels */
/** @typedef {import('./read-picture.js').PictureSource} PictureSource */
/**
 * @typedef {object} SegmenterOptions
 * @property {Partial<DeclaredPicture>} [preprocessing] in place of what the artifact declares, or of
 *   parts of it
 * @property {readonly string[]} [labels] one for each class; default: the artifact's, or numbers
 * @property {readonly Colour[]} [colours] one for each class
 * @property {string} [output] the name of the output that holds the map; default: the only one
 * @property {number} [threshold] from which on a map of one channel shows the second of two classes; 0.5
 *   by default, as for a sigmoid
 */
/**
 * @typedef {object} OverlayOptions
 * @property {number} [opacity] of the colours, from 0 to 1; 0.5 by default
 * @property {readonly string[]} [hidden] labels that are not drawn, such as that of the ground
 */
/** @typedef {{label: string, index: number, share: number, colour: Colour}} SegmentShare */
/**
 * @typedef {object} Segmentation in the size of the picture
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {Int16Array} classes the class of each pixel, row by row; -1: the model did not see it,
 *   because pictures are cropped
 * @property {SegmentShare[]} shares the classes that occur, the largest first; share: of the pixels that
 *   the model saw
 * @property {(options?: OverlayOptions) => Drawing} overlay the colours alone, to lay on the picture
 * @property {(options?: OverlayOptions) => Drawing} painted the picture with the colours on it
 */
/**
 * @typedef {object} Segmenting
 * @property {readonly string[] | null} labels one for each class; null: they are called by their numbers
 * @property {(picture: PictureSource, options?: PictureRunOptions) => Promise<Segmentation>} segment
 *   throws DataError if it is not a picture, or is too large
 */
/** @typedef {PictureHelper & Segmenting} ImageSegmenter */

const THRESHOLD = 0.5;
const OPACITY = 0.5;
const WORDS = { shape: '[examples, height, width, classes]', kind: 'segments pictures' };

/**
 * @param {ProvenModel} model from loadModel(); belongs to the segmenter from now on
 * @param {SegmenterOptions} [options]
 * @returns {ImageSegmenter}
 * @throws {import('../errors.js').UsageError} if nothing says how pictures are prepared, which output is
 *   a map, or what its classes are called
 */
export function createImageSegmenter(model, options = {}) {
  checkOptions('createImageSegmenter', options, SEGMENTER_RULES);
  const { helper, run } = createPictureModel(model, options.preprocessing);
  const output = outputOf(model, options.output, isMap, WORDS);
  const given = options.labels ?? model.labels;
  const labels = given && checkLabels(model.label, given, classCount(output));
  const { colours, threshold = THRESHOLD } = options;
  const look = {
    labelOf: (/** @type {number} */ index) => labels?.[index] ?? String(index),
    colourOf: (/** @type {number} */ index) => colours?.[index] ?? classColour(index),
  };
  return {
    ...helper,
    labels,
    async segment(picture, options = {}) {
      checkOptions('segment', options, PICTURE_RUN_RULES);
      const { pixels, outputs } = await run(picture, options);
      const map = outputs[output.name];
      const window = windowOf(pixels, helper.preprocessing);
      const onInput = { classes: classesOf(map, threshold), shape: map.shape };
      return segmentation(pixels, inPicture(onInput, window, pixels), look);
    },
  };
}

/** @param {TensorSpec} output */
function isMap({ shape, dtype }) {
  return shape.length === 4 || (shape.length === 3 && dtype === 'int32');
}

/**
 * @param {TensorSpec} output
 * @returns {number | null} null where it cannot be told
 */
function classCount({ shape }) {
  const channels = shape.length === 4 ? shape[3] : null;
  return channels === 1 ? 2 : channels;
}

/**
 * @param {Pixels} pixels
 * @param {Int16Array} classes
 * @param {{labelOf: (index: number) => string, colourOf: (index: number) => Colour}} look
 * @returns {Segmentation}
 */
function segmentation(pixels, classes, { labelOf, colourOf }) {
  const size = { width: pixels.width, height: pixels.height };
  /** @param {OverlayOptions} [options] */
  const overlay = (options = {}) => {
    checkOptions('overlay', options, OVERLAY_RULES);
    const { opacity = OPACITY, hidden = [] } = options;
    const shown = (/** @type {number} */ index) =>
      hidden.includes(labelOf(index)) ? null : colourOf(index);
    return drawnClasses(classes, size, shown, opacity);
  };
  return {
    ...size,
    classes,
    shares: sharesOf(classes).map(({ index, share }) => {
      return { label: labelOf(index), index, share, colour: colourOf(index) };
    }),
    overlay,
    painted: (options) => drawnOver(pixels, overlay(options)),
  };
}
