import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { channelsOf } from '../src/pictures/colours.js';
import { parseLabels } from '../src/pictures/label-file.js';
import { likelyScale } from '../src/pictures/likely-scale.js';
import { classColour, classMap, greyMap, rangeOf } from '../src/pictures/output-picture.js';
import { pictureShape } from '../src/pictures/picture-shape.js';
import { framedPicture, pictureValues } from '../src/pictures/picture-values.js';
import { isDistribution, softmax, topK } from '../src/pictures/ranking.js';
import { SCALES, scaled } from '../src/pictures/scaling.js';

const CASES = JSON.parse(
  readFileSync(new URL('../../tests/vectors/pictures.json', import.meta.url), 'utf8'),
);

/** Two roundings of a float32 below 256: Keras's and ours sum in another order. */
const ROUNDING = 2 ** -15;

for (const { name, pixels, spec, values } of CASES) {
  test(`a picture becomes what Keras makes of it: ${name}`, () => {
    const picture = { ...pixels, data: Uint8ClampedArray.from(pixels.data) };
    const found = pictureValues(picture, spec);
    assert.equal(found.length, values.length);
    const differences = found.map((value, i) => Math.abs(value - values[i]));
    const isExact = name.startsWith('scale') || spec.method === 'nearest';
    assert.ok(Math.max(...differences) <= (isExact ? 0 : ROUNDING), `${Math.max(...differences)}`);
  });
}
