import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validateMetadata } from '../../src/artifact/metadata.js';

const PICTURE = {
  ...{ kind: 'picture', input: 'x', height: 28, width: 28, channels: 1 },
  ...{ fit: 'stretch', method: 'bilinear', scale: 'unit', invert: 'never' },
};

/** @returns {any} a whole metadata.json; any: each test makes another part of it wrong */
function valid() {
  const sha256 = '0'.repeat(64);
  const spec = { name: 'x', shape: [2, 3], dtype: 'float32' };
  return {
    format: 'tfjs-bridge',
    format_version: 1,
    model: { name: 'm', parameters: 12 },
    inputs: [{ name: 'x', shape: [null, 3], dtype: 'float32' }],
    outputs: [{ name: 'y', shape: [null, 3], dtype: 'float32' }],
    labels: ['a', 'b', 'c'],
    preprocessing: { kind: 'mnist-digit', canvas_size: 28, box_size: 20, value_range: [0, 1] },
    training: {
      dataset: { name: 'MNIST', source: 'here', sha256: {} },
      split: { train: 60000, test: 10000, seed: null },
      epochs: 1,
      batch_size: 128,
      seed: 1,
      optimizer: 'adam',
      loss: 'mse',
      metrics: { test_loss: 0.1, test_accuracy: 0.99 },
    },
    converter: { name: 'tfjs-bridge', version: '0.1.0', writer: 'bridge' },
    versions: { python: '3.12.0' },
    golden: { file: 'golden.bin', tolerance: 1e-5, source: 's', inputs: [spec], outputs: [spec] },
    files: { 'model.json': { bytes: 1, sha256 }, 'golden.bin': { bytes: 48, sha256 } },
  };
}

test('whole metadata is read, and keys that are not known are ignored', () => {
  const metadata = validateMetadata({ ...valid(), later: true }, 'metadata.json');
  assert.equal(metadata.model.parameters, 12);
  assert.deepEqual(metadata.inputs[0].shape, [null, 3]);
  assert.equal(metadata.training?.metrics.test_accuracy, 0.99);
  assert.deepEqual([...metadata.files.keys()], ['model.json', 'golden.bin']);
  assert.equal('later' in metadata, false);
});

test('labels, preprocessing and training may be null', () => {
  const json = { ...valid(), labels: null, preprocessing: null, training: null };
  const { labels, preprocessing, training } = validateMetadata(json, 'metadata.json');
  assert.deepEqual([labels, preprocessing, training], [null, null, null]);
});

test('a model of text names its vocabulary and has no test part', () => {
  const json = validText();
  const { preprocessing, training } = validateMetadata(json, 'metadata.json');
  assert.deepEqual(preprocessing, json.preprocessing);
  assert.equal(training?.split.test, null);
  assert.equal(training?.metrics.validation_loss, 1.5);
});

/** @returns {any} the same for a model of text */
function validText() {
  const json = { ...valid(), labels: null };
  const vocabulary = [' ', 'a', '\u{1f600}'];
  json.preprocessing = { kind: 'characters', alphabet: 'full', vocabulary, sequence_length: 8 };
  json.training.split = { train: 90, validation: 10, seed: null };
  json.training.metrics = { validation_loss: 1.5, validation_accuracy: 0.5 };
  return json;
}

/** @type {[string, (json: any) => void, string][]} name, what is made wrong, message */
const WRONG = [
  [
    'a newer format version',
    (json) => {
      json.format_version = 2;
    },
    'm.json: written by a newer tfjs-bridge; expected format_version 1, got 2. ' +
      'Update tfjs-bridge here, or export the model with this one.',
  ],
  [
    'another format',
    (json) => {
      json.format = 'onnx';
    },
    'm.json, format: wrong value; expected "tfjs-bridge", got "onnx". Export the model again.',
  ],
  [
    'a missing key',
    (json) => {
      delete json.golden.tolerance;
    },
    'm.json, golden.tolerance: missing; expected a number, got nothing. Export the model again.',
  ],
  [
    'a tolerance that nothing can pass',
    (json) => {
      json.golden.tolerance = -1;
    },
    'm.json, golden.tolerance: wrong value; expected a number above 0, got -1. ' +
      'Export the model again.',
  ],
  [
    'a file name that leads out of the folder',
    (json) => {
      json.files['../secret'] = json.files['model.json'];
    },
    'm.json, files["../secret"]: wrong value; expected the plain name of a file other than ' +
      'metadata.json as key, got {"bytes":1,"sha256":"00000000000000000000000000000000000000…. ' +
      'Export the model again.',
  ],
  [
    'a digest in upper case',
    (json) => {
      json.files['model.json'].sha256 = 'A'.repeat(64);
    },
    `m.json, files["model.json"].sha256: wrong value; expected 64 lower-case hex digits, got "${'A'.repeat(58)}…. Export the model again.`,
  ],
  [
    'golden vectors of different counts',
    (json) => {
      json.golden.outputs = [{ name: 'y', shape: [4, 3], dtype: 'float32' }];
    },
    'm.json, golden: shapes disagree; expected one count of vectors in all, got [2,3], [4,3]. ' +
      'Export the model again.',
  ],
  [
    'a golden file of another size than its shapes need',
    (json) => {
      json.files['golden.bin'].bytes = 47;
    },
    'm.json, files["golden.bin"]: wrong size; expected 48 bytes, as its shapes need, got 47. ' +
      'Export the model again.',
  ],
  [
    'a model that is not listed',
    (json) => {
      delete json.files['model.json'];
    },
    'm.json, files: model.json is not listed; expected model.json, got golden.bin. ' +
      'Export the model again.',
  ],
  [
    'too few labels',
    (json) => {
      json.labels = ['a'];
    },
    "m.json, labels: wrong number of labels; expected one label for each of the output's 3 " +
      'values, got 1. Export the model again.',
  ],
  [
    'a box that does not fit the canvas',
    (json) => {
      json.preprocessing.box_size = 29;
    },
    'm.json, preprocessing.box_size: wrong value; expected a whole number from 1 to canvas_size ' +
      '(28), got 29. Export the model again.',
  ],
  [
    'a value range upside down',
    (json) => {
      json.preprocessing.value_range = [1, 0];
    },
    'm.json, preprocessing.value_range: wrong value; expected two numbers, the lower first, ' +
      'got [1,0]. Export the model again.',
  ],
  [
    'a picture for an input that is not there',
    (json) => {
      json.preprocessing = { ...PICTURE, input: 'photo' };
    },
    'm.json, preprocessing.input: not the name of an input; expected x, got "photo". ' +
      'Export the model again.',
  ],
  [
    'a picture of another size',
    (json) => {
      json.preprocessing = { ...PICTURE, width: 27 };
    },
    'm.json, preprocessing.input: the input does not hold such pictures; expected an input of ' +
      '[28,27,1] float32 or int32, got [3] float32. Export the model again.',
  ],
  [
    'a picture that is too large',
    (json) => {
      json.preprocessing = { ...PICTURE, height: 5000 };
    },
    'm.json, preprocessing.height: wrong value; expected a whole number from 1 to 4096, got ' +
      '5000. Export the model again.',
  ],
  [
    'a picture that is cut without a size to resize it to',
    (json) => {
      json.preprocessing = { ...PICTURE, fit: 'center-crop' };
    },
    'm.json, preprocessing.shorter_side: missing; expected a whole number, 0 or more, got nothing. ' +
      'Export the model again.',
  ],
  [
    'a picture that is resized to less than is cut out of it',
    (json) => {
      json.preprocessing = { ...PICTURE, fit: 'center-crop', shorter_side: 27 };
    },
    'm.json, preprocessing.shorter_side: wrong value; expected a whole number from 28 to 4096, got ' +
      '27. Export the model again.',
  ],
  [
    'a scale of three colours for grey',
    (json) => {
      json.preprocessing = { ...PICTURE, scale: 'caffe' };
    },
    'm.json, preprocessing.scale: wrong value; expected "none" or "unit" or "tf", got ' +
      '"caffe". Export the model again.',
  ],
];

for (const [name, spoil, message] of WRONG) {
  test(`${name} is refused`, () => {
    const json = valid();
    spoil(json);
    assert.throws(() => validateMetadata(json, 'm.json'), { name: 'ArtifactError', message });
  });
}

/** @type {[string, (spec: any) => void, string][]} name, what is made wrong, message */
const WRONG_TEXT = [
  [
    'a character of two',
    (spec) => {
      spec.vocabulary[0] = 'ab';
    },
    'm.json, preprocessing.vocabulary: wrong value; expected at least two different characters, ' +
      'each a string of one code point, got ["ab","a","\u{1f600}"]. Export the model again.',
  ],
  [
    'a vocabulary of another size than the output',
    (spec) => {
      spec.vocabulary.pop();
    },
    'm.json, preprocessing.vocabulary: wrong number of characters; expected one character for ' +
      "each of the output's 3 values, got 2. Export the model again.",
  ],
  [
    'an empty sequence',
    (spec) => {
      spec.sequence_length = 0;
    },
    'm.json, preprocessing.sequence_length: wrong value; expected a whole number from 1, got 0. ' +
      'Export the model again.',
  ],
];

for (const [name, spoil, message] of WRONG_TEXT) {
  test(`${name} is refused`, () => {
    const json = validText();
    spoil(json.preprocessing);
    assert.throws(() => validateMetadata(json, 'm.json'), { name: 'ArtifactError', message });
  });
}

test('what is not an object is refused', () => {
  assert.throws(() => validateMetadata([], 'm.json'), {
    message: 'm.json: wrong value; expected an object, got []. Export the model again.',
  });
});
