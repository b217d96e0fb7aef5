import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isDistribution, softmax, topK } from '../../src/classes/ranking.js';
import { channelsOf } from '../../src/pictures/colours.js';
import { parseLabels } from '../../src/pictures/label-file.js';
import { likelyScale } from '../../src/pictures/likely-scale.js';
import {
  classColour,
  classMap,
  colourPicture,
  greyMap,
  rangeOf,
} from '../../src/pictures/output-picture.js';
import { pictureShape } from '../../src/pictures/picture-shape.js';
import { pictureValues } from '../../src/pictures/picture-values.js';
import { visible } from '../../src/visible-text.js';

const CASES = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/picture-inputs.json', import.meta.url), 'utf8'),
);

/** @type {{name: string, text: string, labels: string[]}[]} what Python reads, too */
const LABELS = JSON.parse(
  readFileSync(new URL('../../../tests/vectors/labels.json', import.meta.url), 'utf8'),
);

for (const { name, text, labels } of LABELS) {
  test(`labels: ${name}`, () => {
    assert.deepEqual(parseLabels(text, 'labels', labels.length), labels.map(visible));
  });
}

/** Two roundings of a float32 below 256: Keras and this sum in different orders. */
const ROUNDING = 2 ** -15;

/** @type {import('../../src/pictures/picture-values.js').PictureSpec} */
const SPEC = {
  width: 2,
  height: 1,
  channels: 1,
  fit: 'stretch',
  method: 'bilinear',
  scale: 'none',
  invert: 'never',
};

/**
 * @param {number} width
 * @param {number[]} values grey, and opaque
 */
function greys(width, values) {
  const data = Uint8ClampedArray.from(values.flatMap((value) => [value, value, value, 255]));
  return { data, width, height: values.length / width };
}

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

test('ink is turned to light on dark where it is asked for, or the border is light', () => {
  const dark = greys(3, [250, 250, 250, 250, 10, 250, 250, 250, 250]);
  const light = greys(3, [5, 5, 5, 5, 245, 5, 5, 5, 5]);
  /** @param {'never' | 'always' | 'light-ground'} invert */
  const middles = (invert) => [dark, light].map((it) => channelsOf(it, 1, invert).values[4]);
  assert.deepEqual(middles('never'), [10, 245]);
  assert.deepEqual(middles('always'), [245, 10]);
  assert.deepEqual(middles('light-ground'), [245, 245]);
  assert.deepEqual([...channelsOf(greys(1, [40]), 4, 'always').values], [215, 215, 215, 255]);
});

test('what is transparent is white, whatever colour is stored there', () => {
  const hidden = { data: Uint8ClampedArray.of(200, 10, 0, 0), width: 1, height: 1 };
  assert.deepEqual([...channelsOf(hidden, 3).values], [255, 255, 255]);
  assert.deepEqual([...channelsOf(hidden, 4).values], [200, 10, 0, 0]);
});

test('bars of a padded picture are black also where the ink is inverted', () => {
  const paper = greys(1, [255, 255, 255]);
  const spec = { ...SPEC, width: 3, height: 3, fit: /** @type {const} */ ('pad') };
  const found = pictureValues(paper, { ...spec, invert: 'light-ground' });
  assert.deepEqual([...found], Array(9).fill(0));
});

for (const [what, pixels, spec, message] of /** @type {const} */ ([
  ['pixels', { data: new Uint8Array(7), width: 1, height: 2 }, {}, /picture: wrong size.*got 7/],
  ['no pixel', { data: new Uint8Array(0), width: 0, height: 0 }, {}, /at least one pixel, got 0/],
  ['a fit', greys(1, [0]), { fit: 'squeeze' }, /fit: not known; expected stretch, crop, pad/],
  ['a method', greys(1, [0]), { method: 'cubic' }, /method: not known; expected bilinear, /],
  ['a width', greys(1, [0]), { width: 1.5 }, /width: not a size; .* got 1.5/],
  ['no size', greys(1, [0]), { height: null }, /height: not a size; .* got null/],
  ['caffe in grey', greys(1, [0]), { scale: 'caffe' }, /expected none, unit, tf, got caffe/],
])) {
  test(`what cannot be prepared is refused: ${what}`, () => {
    const wrong = /** @type {any} */ ({ ...SPEC, ...spec });
    assert.throws(() => pictureValues(pixels, wrong), { message });
  });
}

test('inputs that are pictures have channels last, of one, three or four', () => {
  const found = { height: 32, width: 48, channels: 3 };
  assert.deepEqual(pictureShape([null, 32, 48, 3], 'float32'), found);
  const open = { height: null, width: null, channels: 1 };
  assert.deepEqual(pictureShape([8, null, null, 1], 'int32'), open);
  for (const shape of [[null, 784], [null, 3, 32, 32], [null, 32, 32, 2], [null, 1, 9, 1], []]) {
    assert.equal(pictureShape(shape, 'float32'), null);
  }
  assert.equal(pictureShape([null, 8, 8, 1], 'bool'), null);
});

/**
 * @param {string} className
 * @param {Record<string, unknown>} [config]
 */
const layer = (className, config = {}) => ({ className, name: className.toLowerCase(), config });

test('a model that begins with a Rescaling layer takes what that layer scales', () => {
  const before = [layer('InputLayer'), layer('Resizing')];
  const of = (/** @type {number} */ scale) =>
    likelyScale([...before, layer('Rescaling', { scale }), layer('Conv2D')], ['vgg16']);
  assert.deepEqual(of(1 / 255), { scale: 'none', by: 'rescaling', name: 'rescaling' });
  assert.equal(of(1 / 127.5).scale, 'none');
  assert.equal(of(2).scale, 'unit');
  const later = [...before, layer('Conv2D'), layer('Rescaling', { scale: 1 / 255 })];
  assert.equal(likelyScale(later, ['mine']).by, 'guess');
});

test('a Normalization layer of 0 to 255 is known by its factor', () => {
  const of = (/** @type {number} */ factor) =>
    likelyScale([{ ...layer('DepthwiseConv2D'), factor }, layer('Conv2D')], ['convnext_tiny']);
  assert.deepEqual(of(0.0175), { scale: 'none', by: 'rescaling', name: 'depthwiseconv2d' });
  assert.equal(of(4).by, 'guess');
});

test('networks of keras.applications take what their preprocess_input gives', () => {
  /** @param {string} name */
  const of = (name) => likelyScale([layer('InputLayer'), layer('Conv2D')], ['mine', name]).scale;
  for (const name of ['mobilenetv2_1.00_224', 'mobilenet_0.50_160', 'resnet50v2', 'xception']) {
    assert.equal(of(name), 'tf', name);
  }
  assert.deepEqual(['vgg16', 'resnet152', 'densenet121'].map(of), ['caffe', 'caffe', 'torch']);
  assert.deepEqual(likelyScale([], ['resnet']), { scale: 'unit', by: 'guess', name: '' });
});

test('the likeliest come first; of equal ones the first, and what is no number last', () => {
  const found = topK([0.1, Number.NaN, 0.4, 0.1, 0.4], 4);
  assert.deepEqual(
    found.map(({ index }) => index),
    [2, 4, 0, 3],
  );
  assert.equal(topK([1, 2], 5).length, 2);
});

test('only what sums to 1 between 0 and 1 counts as probabilities', () => {
  assert.ok(isDistribution([0.25, 0.7499, 0]));
  assert.ok(isDistribution(softmax([900, 901, -900])));
  for (const values of [[1], [0.6, 0.6], [1.5, -0.5], [Number.NaN, 1], []]) {
    assert.ok(!isDistribution(values), `${values}`);
  }
});

test('each pixel of a map has the class of its largest channel', () => {
  const values = [0.1, 0.9, 0.8, 0.2, 0.5, 0.5, 0.7, 0.3];
  const { drawing, shares } = classMap({ values, shape: [2, 2, 2] });
  assert.deepEqual(shares, [
    { index: 0, share: 0.75 },
    { index: 1, share: 0.25 },
  ]);
  assert.deepEqual([...drawing.data.slice(0, 4)], [...classColour(1), 255]);
  const colours = new Set(Array.from({ length: 30 }, (_, i) => String(classColour(i))));
  assert.equal(colours.size, 30);
});

test('maps are drawn from black to white over a range that is said', () => {
  const output = { values: [-1, 7, 0, 3, 8, 1], shape: [1, 2, 3] };
  assert.deepEqual([...greyMap(output, 0, [-1, 3]).data], [0, 0, 0, 255, 255, 255, 255, 255]);
  assert.deepEqual([...colourPicture(output, [0, 8]).data.slice(0, 4)], [0, 223, 0, 255]);
  assert.deepEqual(rangeOf([2, Number.NaN, -3, Number.POSITIVE_INFINITY]), [-3, 2]);
  assert.deepEqual(rangeOf([Number.NaN]), [0, 0]);
  assert.deepEqual([...greyMap({ values: [5], shape: [1, 1, 1] }, 0, [5, 5]).data], [0, 0, 0, 255]);
});

for (const [what, text] of [
  ['lines', '\uFEFFcat\r\n dog\r\n\r\n'],
  ['a JSON list', '["cat", "dog"]'],
  ['JSON by number', '{"1": "dog", "0": "cat"}'],
  ["Keras's class index", '{"0": ["n02", "cat"], "1": ["n01", "dog"]}'],
  ['class_indices', '{"dog": 1, "cat": 0}'],
]) {
  test(`labels are read from ${what}`, () => {
    assert.deepEqual(parseLabels(text, 'labels', 2), ['cat', 'dog']);
  });
}

test('labels that do not fit the model are refused, and hidden characters are shown', () => {
  const of = (/** @type {string} */ text) => () => parseLabels(text, 'my.txt', 2);
  assert.throws(of('one'), { message: /^my.txt: wrong number of labels; .* 2 classes, got 1\./ });
  assert.throws(of('["a", 7]'), { message: /not a list of labels; .* got 7\./ });
  assert.throws(of('[1, '), { message: /not valid JSON/ });
  assert.throws(of('{"0": "a", "5": "b"}'), { message: /class number that is missing/ });
  assert.deepEqual(of('a\u202eb\nc')(), ['a\\u202eb', 'c']);
});
