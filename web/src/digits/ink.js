/** Turns pictures into ink: light (1) on dark (0), whatever their colours. Pure, but for drawing. */

/** @typedef {{ink: Float32Array, width: number, height: number}} Ink row by row, in [0, 1] */
/** @typedef {{data: Uint8Array | Uint8ClampedArray, width: number, height: number}} Pixels RGBA */
/** @typedef {Pixels | ImageData | CanvasImageSource} Picture pixels, or what a canvas can draw */

/**
 * Turns colours into ink. The median luminance of the border is the ground and counts as no ink, so
 * that grey paper is empty; on a light ground darker is ink, on a dark one lighter.
 *
 * @param {Pixels} picture 8 bits a channel
 * @returns {Ink}
 */
export function inkOf({ data, width, height }) {
  const luminance = new Float32Array(width * height).map((_, i) => luminanceAt(data, i));
  const ground = median(border(luminance, width, height));
  const isLight = ground > 0.5;
  const ink = luminance.map((value) => {
    const amount = isLight ? (ground - value) / ground : (value - ground) / (1 - ground);
    return Math.max(0, amount);
  });
  return { ink, width, height };
}

/**
 * @param {Uint8Array | Uint8ClampedArray} data
 * @param {number} i index of the pixel
 * @returns {number} Rec. 709 luma of the pixel over white, in [0, 1]
 */
function luminanceAt(data, i) {
  const opacity = data[4 * i + 3] / 255;
  const weighted = 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2];
  const luma = weighted / 255;
  return luma * opacity + (1 - opacity);
}

/**
 * @param {Float32Array} values
 * @param {number} width
 * @param {number} height
 * @returns {Float32Array} the values of the outermost pixels, twice those of the corners
 */
function border(values, width, height) {
  const sides = Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1]);
  const ends = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]);
  return Float32Array.from([...sides, ...ends].flat(), (i) => values[i]);
}

/**
 * @param {Float32Array} values at least one
 * @returns {number} the middle one, the lower of two
 */
function median(values) {
  return values.toSorted()[(values.length - 1) >> 1];
}

/**
 * @param {Picture} picture
 * @returns {Pixels}
 */
export function pixelsOf(picture) {
  if ('data' in picture) {
    return picture;
  }
  const { width, height } = sizeOf(picture);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.drawImage(picture, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height) ?? { data: new Uint8Array(0), width, height };
}

/**
 * @param {CanvasImageSource} picture
 * @returns {{width: number, height: number}} in its own pixels, however large it is shown
 */
function sizeOf(picture) {
  if ('naturalWidth' in picture) {
    return { width: picture.naturalWidth, height: picture.naturalHeight };
  }
  if ('videoWidth' in picture) {
    return { width: picture.videoWidth, height: picture.videoHeight };
  }
  const { width, height } = /** @type {HTMLCanvasElement} */ (picture);
  return { width, height };
}
