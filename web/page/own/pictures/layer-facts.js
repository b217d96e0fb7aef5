/** What a built model says of its layers, and of what its outputs are. */

import { activationOfOutput, activationOfTensor } from '../../../src/artifact/output-activation.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../../../src/pictures/likely-scale.js').LayerFacts} LayerFacts */
/** @typedef {import('@tensorflow/tfjs-layers').layers.Layer} Layer */

/** Networks of keras.applications that rescale their pictures themselves. */
const RESCALING = /^(efficientnet|mobilenetv3|convnext)/i;

/**
 * @param {OwnModel} own
 * @returns {Promise<LayerFacts[]>} its layers, those of models inside it in their place
 */
export async function layerFacts({ model, artifact }) {
  if ('layers' in model) {
    return await factsOfLayers(model);
  }
  // A graph's rescaling may be part of its first convolution, so that only its name tells.
  const name = artifact?.metadata.model.name ?? '';
  const rescaling = {
    className: 'Rescaling',
    name: `Rescaling (${name})`,
    config: { scale: 1 / 255 },
  };
  return RESCALING.test(name) ? [rescaling] : [];
}

/** @param {Layer} model */
async function factsOfLayers(model) {
  const facts = [];
  for (const layer of innermostOf(model)) {
    const [className, config] = [layer.getClassName(), layer.getConfig()];
    const isOfOne = className === 'DepthwiseConv2D' && String(config.kernelSize) === '1,1';
    const factor = isOfOne ? await largestWeight(layer) : undefined;
    facts.push({ className, name: layer.name, config, factor });
    if (className === 'DepthwiseConv2D') {
      break; // what follows says nothing about what goes in
    }
  }
  return facts;
}

/**
 * @param {Layer} model
 * @returns {Layer[]} those that are not models themselves
 */
function innermostOf(model) {
  return layersOf(model).flatMap((layer) =>
    layersOf(layer).length > 0 ? innermostOf(layer) : [layer],
  );
}

/**
 * @param {Layer} layer
 * @returns {Promise<number>} of its kernel, in size
 */
async function largestWeight(layer) {
  const kernel = Float32Array.from(await layer.getWeights()[0].data());
  return kernel.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
}

/**
 * @param {OwnModel} own
 * @returns {string[]} its name, and those of models inside it
 */
export function modelNames({ model, artifact }) {
  return [artifact?.metadata.model.name ?? '', ...('layers' in model ? namesIn(model) : [])];
}

/**
 * @param {Layer} model
 * @returns {string[]}
 */
function namesIn(model) {
  const inside = layersOf(model).filter((layer) => layersOf(layer).length > 0);
  return [model.name, ...inside.flatMap(namesIn)];
}

/**
 * @param {OwnModel} own
 * @param {number} place of the output
 * @returns {string} the activation that it comes from, such as softmax; '' where it has none
 */
export function activationOf({ model, source, outputs }, place) {
  return 'layers' in model
    ? activationOfTensor(model.outputs[place])
    : activationOfOutput(source.modelJson, outputs[place].name);
}

/**
 * @param {Layer} layer
 * @returns {Layer[]} none, unless it is a model
 */
function layersOf(layer) {
  return /** @type {any} */ (layer).layers ?? [];
}
