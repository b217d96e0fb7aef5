/** Draws outputs that are pictures themselves: maps of classes, grey maps, colours. Pure. */

/** @typedef {{values: ArrayLike<number>, shape: number[]}} OutputMap shape: height, width, channels */
/** @typedef {{data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number}} Drawing RGBA */
/** @typedef {[low: number, high: number]} Range */
/** @typedef {{index: number, share: number}} ClassShare share: of the picture's pixels */

/** Hues that are this far apart stay different for long: 360 degrees by the golden ratio. */
const HUE_STEP = 137.508;

/**
 * @param {OutputMap} output
 * @returns {{drawing: Drawing, shares: ClassShare[]}} each pixel in the colour of its largest
 *   channel, of equal ones the first; the classes that occur, largest first
 */
export function classMap({ values, shape: [height, width, channels] }) {
  const data = new Uint8ClampedArray(height * width * 4);
  const colours = Array.from({ length: channels }, (_, index) => [...classColour(index), 255]);
  const counts = new Map();
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const index = largestOf(values, pixel * channels, channels);
    counts.set(index, (counts.get(index) ?? 0) + 1);
    data.set(colours[index], 4 * pixel);
  }
  const shares = Array.from(counts, ([index, count]) => ({ index, share: count / height / width }));
  shares.sort((a, b) => b.share - a.share || a.index - b.index);
  return { drawing: { data, width, height }, shares };
}

/**
 * @param {ArrayLike<number>} values
 * @param {number} start
 * @param {number} count
 */
function largestOf(values, start, count) {
  let best = 0;
  for (let i = 1; i < count; i += 1) {
    if (values[start + i] > values[start + best]) {
      best = i;
    }
  }
  return best;
}

/**
 * @param {number} index of a class
 * @returns {[red: number, green: number, blue: number]} in [0, 255]; the first class, mostly the
 *   ground, is dark grey
 */
export function classColour(index) {
  if (index === 0) {
    return [64, 68, 76];
  }
  const hue = (index * HUE_STEP) % 360;
  const lightness = [0.55, 0.7, 0.4][index % 3];
  /** @param {number} offset of the channel, in twelfths of the circle */
  const channel = (offset) => {
    const place = (offset + hue / 30) % 12;
    const swing = 0.75 * Math.min(lightness, 1 - lightness);
    return Math.round(255 * (lightness - swing * Math.max(-1, Math.min(place - 3, 9 - place, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}

/**
 * @param {OutputMap} output
 * @param {number} channel
 * @param {Range} range its first value becomes black, its second white
 * @returns {Drawing}
 */
export function greyMap({ values, shape: [height, width, channels] }, channel, range) {
  const data = new Uint8ClampedArray(height * width * 4);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    const light = lightOf(values[pixel * channels + channel], range);
    data.fill(light, 4 * pixel, 4 * pixel + 3);
    data[4 * pixel + 3] = 255;
  }
  return { data, width, height };
}

/**
 * @param {OutputMap} output of three channels or more; those after blue are not drawn
 * @param {Range} range
 * @returns {Drawing}
 */
export function colourPicture({ values, shape: [height, width, channels] }, range) {
  const data = new Uint8ClampedArray(height * width * 4).fill(255);
  for (let pixel = 0; pixel < height * width; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      data[4 * pixel + channel] = lightOf(values[pixel * channels + channel], range);
    }
  }
  return { data, width, height };
}

/**
 * @param {number} value
 * @param {Range} range
 */
function lightOf(value, [low, high]) {
  return high > low ? (255 * (value - low)) / (high - low) : 0;
}

/**
 * @param {ArrayLike<number>} values
 * @returns {Range} the least and the greatest that are finite; 0, 0 where there is none
 */
export function rangeOf(values) {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i += 1) {
    if (Number.isFinite(values[i])) {
      [low, high] = [Math.min(low, values[i]), Math.max(high, values[i])];
    }
  }
  return low <= high ? [low, high] : [0, 0];
}
