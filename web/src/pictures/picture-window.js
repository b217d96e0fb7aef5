/** Which part of a picture a model's input shows, to find places of the input in the picture. Pure. */

import { isPillow } from './framing.js';
import {
  bars,
  centerLines,
  middle,
  pillowInside,
  pillowMiddle,
  tensorflowInside,
} from './geometry.js';

/** @typedef {import('../artifact/picture-spec.js').DeclaredPicture} DeclaredPicture */
/** @typedef {import('./geometry.js').Box} Box */
/** @typedef {import('./line.js').Line} Line */
/** @typedef {import('./line.js').Size} Size */

/**
 * @param {Size} size of the picture
 * @param {Pick<DeclaredPicture, 'width' | 'height' | 'fit' | 'method' | 'shorter_side'>} spec
 * @returns {Box} in the picture's pixels, also parts of them; where bars were added, it is larger than
 *   the picture
 */
export function windowOf({ width, height }, spec) {
  const [size, wanted] = [
    { width, height },
    { width: spec.width, height: spec.height },
  ];
  switch (spec.fit) {
    case 'crop':
      return (isPillow(spec.method) ? pillowMiddle : middle)(size, wanted);
    case 'pad': {
      const { left, top } = bars(size, wanted);
      return { left: -left, top: -top, width: width + 2 * left, height: height + 2 * top };
    }
    case 'center-crop': {
      const shorterSide = spec.shorter_side ?? Math.max(spec.width, spec.height);
      const { down, across } = centerLines(size, wanted, shorterSide);
      const [horizontal, vertical] = [partOf(across), partOf(down)];
      const { start: left, length } = horizontal;
      return { left, width: length, top: vertical.start, height: vertical.length };
    }
    case 'letterbox':
      return around(
        size,
        wanted,
        (isPillow(spec.method) ? pillowInside : tensorflowInside)(size, wanted),
      );
    default:
      return { left: 0, top: 0, width, height };
  }
}

/** @param {Line} line */
function partOf({ source, target, start, count }) {
  const step = source / target;
  return { start: start * step, length: count * step };
}

/**
 * @param {Size} size of the picture
 * @param {Size} wanted
 * @param {Box} inside where the picture lies in it
 * @returns {Box}
 */
function around(size, wanted, inside) {
  const [across, down] = [size.width / inside.width, size.height / inside.height];
  return {
    left: -inside.left * across,
    top: -inside.top * down,
    width: wanted.width * across,
    height: wanted.height * down,
  };
}
