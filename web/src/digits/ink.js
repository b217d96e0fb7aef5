/** Turns pictures into ink: light (1) on dark (0), whatever their colours. Pure. */

/** @typedef {{ink: Float32Array, width: number, height: number}} Ink row by row, in [0, 1] */
/** @typedef {import('../pictures/pixels.js').Pixels} Pixels */
/** @typedef {import('../pictures/pixels.js').Picture} Picture */

/**
 * Turns colours into ink. The median luminance of the border is the ground and counts as no ink, so
 * that grey paper is empty; on a light ground darker is ink, on a dark one lighter. A picture whose
 * border is transparent is laid on white; or on black, where all that is drawn on it is light.
 *
 * @param {Pixels} picture RGBA, 8 bits a channel, row by row, length 4 * width * height
 * @returns {Ink} of the same size: light ink (1) on dark (0), as `classify()` takes it
 */
export function inkOf({ data, width, height }) {
  const paper = isLightOnNothing(data, width, height) ? 0 : 1;
  const luminance = new Float32Array(width * height);
  for (let i = 0; i < luminance.length; i += 1) {
    luminance[i] = luminanceAt(data, i, paper);
  }
  // The median, so that a digit that touches the border does not become the background.
  const ground = median(border(width, height).map((i) => luminance[i]));
  const isLight = ground > 0.5;
  const ink = luminance.map((value) => {
    const amount = isLight ? (ground - value) / ground : (value - ground) / (1 - ground);
    return Math.max(0, amount);
  });
  return { ink, width, height };
}

/**
 * White ink on a transparent ground would not be seen on white, and hardly in light grey: a drawing
 * that nowhere gets darker than half on white is meant for a dark ground. Pictures for other models are
 * always laid on white: pictures/colours.js says why.
 *
 * @param {Uint8Array | Uint8ClampedArray} data
 * @param {number} width
 * @param {number} height
 */
function isLightOnNothing(data, width, height) {
  const opacity = border(width, height).map((i) => data[4 * i + 3] / 255);
  if (median(opacity) >= 0.5) {
    return false;
  }
  let darkest = 1;
  for (let i = 0; i < width * height; i += 1) {
    darkest = Math.min(darkest, luminanceAt(data, i, 1));
  }
  return darkest > 0.5;
}

/**
 * @param {Uint8Array | Uint8ClampedArray} data
 * @param {number} i index of the pixel
 * @param {0 | 1} paper what shows through: black or white
 * @returns {number} Rec. 709 luma of the pixel on it, in [0, 1]
 */
function luminanceAt(data, i, paper) {
  const opacity = data[4 * i + 3] / 255;
  const weighted = 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2];
  const luma = weighted / 255;
  return luma * opacity + paper * (1 - opacity);
}

/**
 * @param {number} width
 * @param {number} height
 * @returns {number[]} indices of the outermost pixels, those of the corners twice
 */
function border(width, height) {
  const sides = Array.from({ length: height }, (_, y) => [y * width, y * width + width - 1]);
  const ends = Array.from({ length: width }, (_, x) => [x, (height - 1) * width + x]);
  return [...sides, ...ends].flat();
}

/**
 * @param {number[]} values at least one
 * @returns {number} the middle one, the lower of two
 */
function median(values) {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1];
}
