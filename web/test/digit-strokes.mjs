/** The ten digits as strokes of a pen on a sheet of 280 x 280 pixels, for tests to draw. */

/** @typedef {import('../src/strokes.js').Point} Point */
/** @typedef {import('../src/strokes.js').Stroke} Stroke */

/**
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 * @param {number} from in degrees, clockwise from the right
 * @param {number} to
 * @returns {Point[]}
 */
function arc(x, y, radius, from, to) {
  return Array.from({ length: 25 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / 24) * Math.PI) / 180;
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  });
}

/** @type {Stroke[][]} strokes of each digit, 0 to 9 */
export const DIGITS = [
  [arc(140, 140, 70, -90, 270)],
  [
    [
      [140, 60],
      [140, 220],
    ],
  ],
  [[...arc(140, 105, 45, -180, 30), [95, 215], [190, 215]]],
  [[...arc(130, 100, 40, -160, 80), ...arc(130, 180, 45, -90, 150)]],
  [
    [
      [150, 55],
      [85, 165],
      [205, 165],
    ],
    [
      [165, 110],
      [165, 225],
    ],
  ],
  [[[185, 60], [110, 60], [105, 125], ...arc(135, 165, 50, -110, 140)]],
  [[[165, 55], [110, 120], ...arc(140, 175, 45, -180, 180)]],
  [
    [
      [85, 65],
      [195, 65],
      [125, 220],
    ],
  ],
  [arc(140, 98, 40, 90, 450), arc(140, 180, 45, -90, 270)],
  [[...arc(140, 105, 45, 0, 360), [180, 150], [160, 225]]],
];
