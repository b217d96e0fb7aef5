/** How a picture becomes a model's input, as metadata.json declares it. Pure. */

/** @typedef {import('./json-field.js').JsonField} JsonField */
/**
 * @typedef {'stretch' | 'crop' | 'pad' | 'center-crop' | 'letterbox'} Fit stretch: the default of Keras's
 *   tools; crop: the middle, `crop_to_aspect_ratio=True`; pad: black bars, then resized,
 *   `pad_to_aspect_ratio=True` of Resizing; center-crop: the shorter side is resized to `shorter_side`,
 *   then the middle is cut out; letterbox: resized, then black bars, `tf.image.resize_with_pad`
 */
/**
 * @typedef {(typeof RESIZE_METHODS)[number]} ResizeMethod bilinear: Keras's default; nearest: of
 *   TensorFlow; pil-nearest: the default of `keras.utils.load_img`
 */
/**
 * @typedef {'none' | 'unit' | 'tf' | 'torch' | 'caffe'} Scale none: 0 to 255; unit: 0 to 1; tf: -1 to
 *   1; torch: 0 to 1, less ImageNet's mean, by its deviation; caffe: blue-green-red, less its mean
 */
/** @typedef {'never' | 'always' | 'light-ground'} Inversion light-ground: if the border is light */
/**
 * @typedef {object} DeclaredPicture how a picture becomes the model's input
 * @property {'picture'} kind
 * @property {string} input the name of the model's input that reads it
 * @property {number} width of the input, in pixels
 * @property {number} height of the input, in pixels
 * @property {1 | 3 | 4} channels grey, red-green-blue, or these and opacity
 * @property {Fit} fit
 * @property {ResizeMethod} method
 * @property {Scale} scale
 * @property {Inversion} invert
 * @property {number} [shorter_side] of the fit center-crop, in pixels
 */

export const FITS = /** @type {const} */ (['stretch', 'crop', 'pad', 'center-crop', 'letterbox']);
/** TensorFlow's, then Pillow's. */
export const RESIZE_METHODS = /** @type {const} */ ([
  ...['bilinear', 'bilinear-antialias', 'nearest', 'area', 'bicubic', 'bicubic-antialias'],
  ...['lanczos3', 'lanczos3-antialias', 'lanczos5', 'lanczos5-antialias'],
  ...['gaussian', 'gaussian-antialias', 'mitchellcubic', 'mitchellcubic-antialias'],
  ...['pil-nearest', 'pil-box', 'pil-bilinear', 'pil-hamming', 'pil-bicubic', 'pil-lanczos'],
]);
export const SCALES = /** @type {const} */ (['none', 'unit', 'tf', 'torch', 'caffe']);
export const INVERSIONS = /** @type {const} */ (['never', 'always', 'light-ground']);

/** Readers allocate a picture of this side, as for digits. */
const LARGEST_SIDE = 4096;

/**
 * @param {number} channels
 * @returns {readonly Scale[]} torch and caffe have a mean for each of three colours
 */
export function scalesFor(channels) {
  return channels === 3 ? SCALES : SCALES.slice(0, 3);
}

/**
 * @param {JsonField} field
 * @returns {DeclaredPicture}
 * @throws {import('../errors.js').ArtifactError} if a key is missing or wrong
 */
export function pictureSpec(field) {
  const channels = field.key('channels').count();
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    return field.key('channels').refuse('1, 3 or 4');
  }
  const [height, width] = [side(field.key('height')), side(field.key('width'))];
  const fit = field.key('fit').oneOf(FITS);
  const least = Math.max(height, width);
  const shorter = fit === 'center-crop' && { shorter_side: side(field.key('shorter_side'), least) };
  return {
    kind: 'picture',
    input: field.key('input').words(),
    height,
    width,
    channels,
    fit,
    ...shorter,
    method: field.key('method').oneOf(RESIZE_METHODS),
    scale: field.key('scale').oneOf(scalesFor(channels)),
    invert: field.key('invert').oneOf(INVERSIONS),
  };
}

/**
 * @param {JsonField} field
 * @param {number} [least]
 */
function side(field, least = 1) {
  const pixels = field.count();
  return pixels >= least && pixels <= LARGEST_SIDE
    ? pixels
    : field.refuse(`a whole number from ${least} to ${LARGEST_SIDE}`);
}
