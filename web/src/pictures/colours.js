/** Turns a picture's pixels into the channels that a model reads. Pure. */

/** @typedef {import('./pixels.js').Pixels} Pixels */
/**
 * @typedef {object} Raster
 * @property {Uint8ClampedArray | Float32Array} values row by row, a pixel's channels beside each
 *   other, in [0, 255]
 * @property {number} width in pixels
 * @property {number} height in pixels
 * @property {number} channels
 */
/** @typedef {import('../artifact/picture-spec.js').Inversion} Inversion */

const WHITE = 255;

/**
 * Three channels are red, green, blue; one is grey, by ITU-R 601 and rounded as Pillow's
 * `convert("L")` does it, which is what `keras.utils.load_img` calls. Four keep the opacity.
 *
 * What is transparent is seen on white, as on a page. Keras's loaders drop the opacity instead, and
 * bring out whatever colour is stored where nothing is seen: mostly black, which a drawing that was
 * cut out never had as its ground in training.
 *
 * Always white, where digits (digits/ink.js) are laid on black if all that is drawn is light: a digit's
 * colours are thrown away and only its contrast counts, so any background that shows it will do. Here the
 * colours reach the model, and one that depended on the drawing would change what it sees.
 *
 * @param {Pixels} pixels RGBA, 8 bits a channel
 * @param {1 | 3 | 4} channels
 * @param {Inversion} [invert]
 * @returns {Raster}
 */
export function channelsOf({ data, width, height }, channels, invert = 'never') {
  const values = new Uint8ClampedArray(width * height * channels);
  for (let i = 0; i < width * height; i += 1) {
    if (channels === 4) {
      values.set(data.subarray(4 * i, 4 * i + 4), 4 * i);
      continue;
    }
    const opacity = data[4 * i + 3] / WHITE;
    const red = onWhite(data[4 * i], opacity);
    const green = onWhite(data[4 * i + 1], opacity);
    const blue = onWhite(data[4 * i + 2], opacity);
    if (channels === 1) {
      values[i] = grey(red, green, blue);
    } else {
      values[3 * i] = red;
      values[3 * i + 1] = green;
      values[3 * i + 2] = blue;
    }
  }
  const raster = { values, width, height, channels };
  const isInverted = invert === 'always' || (invert === 'light-ground' && isGroundLight(raster));
  return isInverted ? inverted(raster) : raster;
}

/**
 * @param {number} value
 * @param {number} opacity in [0, 1]
 * @returns {number} whole, since grey is taken of whole numbers
 */
function onWhite(value, opacity) {
  return Math.round(value * opacity + WHITE * (1 - opacity));
}

/**
 * @param {number} red
 * @param {number} green
 * @param {number} blue
 * @returns {number} whole, with Pillow's weights in 1/65536 (libImaging/Convert.c, L24)
 */
function grey(red, green, blue) {
  return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
}

/**
 * @param {Raster} raster
 * @returns {boolean} whether most of the outermost pixels are light, in their first channel
 */
function isGroundLight({ values, width, height, channels }) {
  const border = [];
  for (let x = 0; x < width; x += 1) {
    border.push(values[x * channels], values[((height - 1) * width + x) * channels]);
  }
  for (let y = 0; y < height; y += 1) {
    border.push(values[y * width * channels], values[(y * width + width - 1) * channels]);
  }
  return border.sort((a, b) => a - b)[border.length >> 1] > WHITE / 2;
}

/**
 * @param {Raster} raster
 * @returns {Raster} its negative; opacity stays
 */
function inverted({ values, channels, ...size }) {
  const isOpacity = (/** @type {number} */ i) => channels === 4 && i % 4 === 3;
  const negative = values.map((value, i) => (isOpacity(i) ? value : WHITE - value));
  return { ...size, channels, values: negative };
}
