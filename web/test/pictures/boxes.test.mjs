import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOX_FORMATS, cornersOf, overlapOf, suppressed } from '../../src/pictures/boxes.js';
import { classesOf, drawnOver, inPicture, sharesOf } from '../../src/pictures/class-map.js';
import { cosineSimilarity, nearestEmbeddings, unitVector } from '../../src/pictures/embeddings.js';
import { pictureValues } from '../../src/pictures/picture-values.js';
import { windowOf } from '../../src/pictures/picture-window.js';

const INPUT = { width: 20, height: 10 };

/** The box from (2, 1) to (8, 5), in each format. */
const SAME = {
  xyxy: [2, 1, 8, 5],
  yxyx: [1, 2, 5, 8],
  xywh: [2, 1, 6, 4],
  center_xywh: [5, 3, 6, 4],
  center_yxhw: [3, 5, 4, 6],
  rel_xyxy: [0.1, 0.1, 0.4, 0.5],
  rel_yxyx: [0.1, 0.1, 0.5, 0.4],
  rel_xywh: [0.1, 0.1, 0.3, 0.4],
  rel_center_xywh: [0.25, 0.3, 0.3, 0.4],
  rel_center_yxhw: [0.3, 0.25, 0.4, 0.3],
};

for (const format of BOX_FORMATS) {
  test(`boxes are read as Keras calls them: ${format}`, () => {
    const corners = cornersOf([9, 9, 9, 9, ...SAME[format]], 4, format, INPUT);
    corners.forEach((value, i) => {
      assert.ok(Math.abs(value - SAME.xyxy[i]) < 1e-9, `${corners}`);
    });
  });
}

test('of boxes that overlap, the best of each class stays', () => {
  const corners = /** @type {const} */ ([0, 0, 4, 4]);
  const beside = /** @type {const} */ ([0, 0, 4, 3]);
  const candidates = [
    { index: 0, score: 0.6, corners: beside },
    { index: 0, score: 0.9, corners },
    { index: 1, score: 0.7, corners },
    { index: 0, score: 0.9, corners: /** @type {const} */ ([9, 9, 9, 9]) },
  ];
  assert.equal(overlapOf(corners, beside), 0.75);
  const scores = (/** @type {number} */ overlap, limit = 10) =>
    suppressed(candidates, overlap, limit).map(({ score, index }) => [score, index]);
  const best = [
    [0.9, 0],
    [0.9, 0],
    [0.7, 1],
  ];
  assert.deepEqual(scores(0.74), best);
  assert.deepEqual(scores(0.75), [...best, [0.6, 0]]);
  assert.deepEqual(scores(1, 2), best.slice(0, 2));
});

/** @type {[number, number, number, number][]} width and height of the picture, and of the input */
const SIZES = [
  [200, 120, 30, 30],
  [90, 230, 24, 40],
  [40, 25, 64, 50],
];
const FITS = /** @type {const} */ (['stretch', 'crop', 'pad', 'center-crop', 'letterbox']);

for (const fit of FITS) {
  test(`a place of the input is found again in the picture: ${fit}`, () => {
    for (const [width, height, across, down] of SIZES) {
      for (const method of /** @type {const} */ (['bilinear', 'pil-bilinear'])) {
        const how = { fit, method, width: across, height: down, shorter_side: across + down };
        /** The place of each pixel's middle is its colour: red from the left, green from above. */
        const data = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => {
          const pixel = i >> 2;
          return [pixel % width, Math.floor(pixel / width), 0, 255][i % 4];
        });
        const spec = /** @type {const} */ ({ channels: 3, scale: 'none', invert: 'never' });
        const values = pictureValues({ data, width, height }, { ...how, ...spec });
        const window = windowOf({ width, height }, how);
        checkPlaces(values, window, how, { width, height });
      }
    }
  });
}

/**
 * @param {Float32Array} values
 * @param {import('../../src/pictures/geometry.js').Box} window
 * @param {{width: number, height: number}} input
 * @param {{width: number, height: number}} picture
 */
function checkPlaces(values, window, input, picture) {
  let seen = 0;
  for (let i = 0; i < input.width * input.height; i += 1) {
    const [column, row] = [i % input.width, Math.floor(i / input.width)];
    const x = window.left + ((column + 0.5) * window.width) / input.width - 0.5;
    const y = window.top + ((row + 0.5) * window.height) / input.height - 0.5;
    const margin = Math.max(window.width / input.width, window.height / input.height, 1) + 1;
    const isInside = (/** @type {number} */ at, /** @type {number} */ side) =>
      at > margin && at < side - 1 - margin;
    if (isInside(x, picture.width) && isInside(y, picture.height)) {
      seen += 1;
      assert.ok(Math.abs(values[3 * i] - x) < 1.01, `${column}: ${values[3 * i]} and ${x}`);
      assert.ok(Math.abs(values[3 * i + 1] - y) < 1.01, `${row}: ${values[3 * i + 1]} and ${y}`);
    }
  }
  assert.ok(seen > 50, `${seen} places`);
}

test('a map has the class of the highest score, or of the threshold, or the one it names', () => {
  const scores = { data: [0.1, 0.9, 0.5, 0.5], shape: [1, 2, 2] };
  assert.deepEqual([...classesOf(scores, 0.5)], [1, 0]);
  assert.deepEqual([...classesOf({ data: [0.4, 0.5], shape: [1, 2, 1] }, 0.5)], [0, 1]);
  assert.deepEqual([...classesOf({ data: [7, 3], shape: [1, 2] }, 0.5)], [7, 3]);
});

test('what was cropped away has no class, and does not count', () => {
  const window = { left: 1, top: 0, width: 2, height: 2 };
  const map = { classes: Int16Array.of(4, 5), shape: [1, 2] };
  const found = inPicture(map, window, { width: 4, height: 2 });
  assert.deepEqual([...found], [-1, 4, 5, -1, -1, 4, 5, -1]);
  assert.deepEqual(sharesOf(found), [
    { index: 4, share: 0.5 },
    { index: 5, share: 0.5 },
  ]);
});

test('colours are mixed with the picture, by their opacity', () => {
  const pixels = { data: Uint8ClampedArray.of(100, 0, 0, 255, 9, 9, 9, 255), width: 2, height: 1 };
  const colours = Uint8ClampedArray.of(200, 100, 0, 51, 0, 0, 0, 0);
  const mixed = drawnOver(pixels, { ...pixels, data: colours });
  assert.deepEqual([...mixed.data], [120, 20, 0, 255, 9, 9, 9, 255]);
});

test('embeddings are alike as far as they point the same way', () => {
  assert.equal(cosineSimilarity([1, 2], [2, 4]), 1);
  assert.equal(cosineSimilarity([1, 0], [0, 3]), 0);
  assert.equal(cosineSimilarity([0, 0], [0, 3]), 0);
  assert.deepEqual([...unitVector([3, 4])], [Math.fround(0.6), Math.fround(0.8)]);
  assert.deepEqual([...unitVector([0, 0])], [0, 0]);
  const found = nearestEmbeddings(
    [1, 0],
    [
      [0, 1],
      [1, 1],
      [5, 0],
    ],
    2,
  );
  assert.deepEqual(
    found.map(({ index }) => index),
    [2, 1],
  );
  assert.throws(() => cosineSimilarity([1], [1, 2]), {
    name: 'DataError',
    message: /embeddings: different lengths; expected 1 values, got 2/,
  });
});
