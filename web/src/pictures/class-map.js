/** Which class each pixel of a picture has, by what a model says of each place of its input. Pure. */

/** @typedef {import('./geometry.js').Box} Box */
/** @typedef {import('./line.js').Size} Size */
/** @typedef {import('./pixels.js').Pixels} Pixels */
/** @typedef {readonly [red: number, green: number, blue: number]} Colour in [0, 255] */
/** @typedef {{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}} Drawing RGBA */

/** Of pixels that the model did not see: they were cropped away. */
export const UNSEEN = -1;

/**
 * @param {{data: ArrayLike<number>, shape: readonly number[]}} output of one picture: height, width, and
 *   either a score for each class, or how likely the second of two is; or numbers of classes
 * @param {number} threshold of the second class
 * @returns {Int16Array} the class of each place, row by row: of the highest score, of equal ones the first
 */
export function classesOf({ data, shape: [height, width, channels] }, threshold) {
  const count = height * width;
  if (channels === undefined) {
    return Int16Array.from(data);
  }
  if (channels === 1) {
    return Int16Array.from({ length: count }, (_, i) => Number(data[i] >= threshold));
  }
  return Int16Array.from({ length: count }, (_, place) => {
    let best = 0;
    for (let i = 1; i < channels; i += 1) {
      best = data[place * channels + i] > data[place * channels + best] ? i : best;
    }
    return best;
  });
}

/**
 * @param {{classes: Int16Array, shape: readonly number[]}} map of the model's input
 * @param {Box} window what part of the picture the input shows
 * @param {Size} size of the picture
 * @returns {Int16Array} the class of each pixel of the picture, by its middle
 */
export function inPicture({ classes, shape: [rows, columns] }, window, { width, height }) {
  const x = placesOf(width, window.left, window.width, columns);
  const y = placesOf(height, window.top, window.height, rows);
  const found = new Int16Array(width * height);
  for (let i = 0; i < found.length; i += 1) {
    const [row, column] = [y[Math.floor(i / width)], x[i % width]];
    const isSeen = row >= 0 && row < rows && column >= 0 && column < columns;
    found[i] = isSeen ? classes[row * columns + column] : UNSEEN;
  }
  return found;
}

/**
 * @param {number} pixels of the picture's side
 * @param {number} start of the window
 * @param {number} length of the window
 * @param {number} places of the map's side
 * @returns {Int32Array} for each pixel the place that shows its middle; it may lie outside
 */
function placesOf(pixels, start, length, places) {
  // Divided last: of whole numbers the product is exact, and so are places on a border.
  return Int32Array.from({ length: pixels }, (_, i) =>
    Math.floor(((i + 0.5 - start) * places) / length),
  );
}

/**
 * @param {Int16Array} classes
 * @returns {{index: number, share: number}[]} the classes that occur, the largest first; share: of the
 *   pixels that were seen
 */
export function sharesOf(classes) {
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const index of classes) {
    counts.set(index, (counts.get(index) ?? 0) + 1);
  }
  counts.delete(UNSEEN);
  const seen = Array.from(counts.values()).reduce((sum, count) => sum + count, 0);
  return Array.from(counts, ([index, count]) => ({ index, share: count / seen })).sort(
    (a, b) => b.share - a.share || a.index - b.index,
  );
}

/**
 * @param {Int16Array} classes
 * @param {Size} size
 * @param {(index: number) => Colour | null} colourOf null: nothing is drawn
 * @param {number} opacity in [0, 1]
 * @returns {Drawing} transparent where nothing is drawn
 */
export function drawnClasses(classes, { width, height }, colourOf, opacity) {
  const data = new Uint8ClampedArray(4 * width * height);
  const alpha = Math.round(255 * opacity);
  /** @type {Map<number, readonly number[]>} */
  const colours = new Map([[UNSEEN, [0, 0, 0, 0]]]);
  for (const [i, index] of classes.entries()) {
    const known = colours.get(index);
    const colour = known ?? colourOf(index);
    const values = known ?? (colour === null ? [0, 0, 0, 0] : [...colour, alpha]);
    colours.set(index, values);
    data.set(values, 4 * i);
  }
  return { data, width, height };
}

/**
 * @param {Pixels} pixels
 * @param {Drawing} drawing of the same size
 * @returns {Drawing} the picture with the drawing on it
 */
export function drawnOver(pixels, { data: colours, width, height }) {
  const data = Uint8ClampedArray.from(pixels.data, (value, i) => {
    const opacity = colours[i | 3] / 255;
    return i % 4 === 3 ? Math.max(value, colours[i]) : value * (1 - opacity) + colours[i] * opacity;
  });
  return { data, width, height };
}
