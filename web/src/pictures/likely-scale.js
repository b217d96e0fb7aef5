/**
 * Which range of values a model probably takes, and what says so. Python's twin, likely_scale() of
 * tfjs_bridge/convert/pictures.py, is held to the same vectors: tests/vectors/likely-scales.json. Pure.
 */

/** @typedef {import('./scaling.js').Scale} Scale */
/**
 * @typedef {object} LayerFacts
 * @property {string} className
 * @property {string} name
 * @property {Record<string, any>} config any: of many shapes
 * @property {number} [factor] by how much it multiplies at most, where it does only that: layers of
 *   Normalization, and of Rescaling by channels, are exported as depthwise convolutions of size 1
 */
/**
 * @typedef {object} LikelyScale
 * @property {Scale} scale
 * @property {'rescaling' | 'application' | 'guess'} by guess: nothing says so
 * @property {string} name of the layer or the network that says so; '' for a guess
 */

/** Layers before which, and after which, a picture's values have the same range. */
const KEEPING = new Set([
  'InputLayer',
  'CenterCrop',
  'Cropping2D',
  'Dropout',
  'GaussianNoise',
  'Permute',
  'RandomBrightness',
  'RandomContrast',
  'RandomCrop',
  'RandomFlip',
  'RandomHeight',
  'RandomRotation',
  'RandomTranslation',
  'RandomWidth',
  'RandomZoom',
  'Reshape',
  'Resizing',
  'SpatialDropout2D',
  'ZeroPadding2D',
]);

/** Layers that a network may begin with; any other one may be a part of the preparation. */
const COMPUTING = new Set(['Conv2D', 'DepthwiseConv2D', 'SeparableConv2D', 'Flatten', 'Dense']);

/** A factor of a layer that brings 0 to 255 into a small range: 1/255, 1/127.5, or 1/64 or so. */
const LARGEST_FACTOR = 0.05;

/**
 * How `keras.applications` names its networks, and what their preprocess_input does. Those that
 * rescale themselves (EfficientNet, MobileNetV3, ConvNeXt) are known by their layers.
 *
 * @type {[RegExp, Scale][]}
 */
const APPLICATIONS = [
  [/^(xception|inception_v3|inception_resnet_v2|mobilenet(v2)?_\d|resnet\d+v2|nasnet)/i, 'tf'],
  [/^(vgg(16|19)|resnet(50|101|152))$/i, 'caffe'],
  [/^densenet(121|169|201)$/i, 'torch'],
];

/**
 * @param {readonly LayerFacts[]} layers in the order in which a picture passes them, those of models
 *   inside a model in its place
 * @param {readonly string[]} names of the model and of the models inside it
 * @returns {LikelyScale}
 */
export function likelyScale(layers, names) {
  const first = layers.find(({ className }) => !KEEPING.has(className));
  const factor = first && factorOf(first);
  if (first !== undefined && factor !== undefined && factor <= LARGEST_FACTOR) {
    return { scale: 'none', by: 'rescaling', name: first.name };
  }
  if (first?.className === 'Rescaling') {
    return { scale: 'unit', by: 'rescaling', name: first.name };
  }
  // A graph has no layers, and its name has to do.
  const isNetwork = first === undefined || COMPUTING.has(first.className);
  for (const name of isNetwork ? names : []) {
    const known = APPLICATIONS.find(([pattern]) => pattern.test(name));
    if (known !== undefined) {
      return { scale: known[1], by: 'application', name };
    }
  }
  return { scale: 'unit', by: 'guess', name: '' };
}

/**
 * @param {LayerFacts} layer
 * @returns {number | undefined} by how much it multiplies at most, where it does only that
 */
function factorOf({ className, config, factor }) {
  return className === 'Rescaling' ? Math.max(...[config.scale].flat().map(Math.abs)) : factor;
}
