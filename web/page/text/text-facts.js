import { modelFacts } from '../model-facts.js';

/** @typedef {import('../model-facts.js').Fact} Fact */

/** @type {Record<import('../../src/text/text-generator.js').Engine, string>} */
const ENGINES = { kernel: 'tfjs-bridge’s kernel for LSTMs', tfjs: 'TensorFlow.js, step by step' };

const COUNT = new Intl.NumberFormat('en');

/**
 * What is said of a model of characters, and of how it was checked on this device.
 *
 * @param {import('../../src/artifact/artifact.js').ArtifactFiles} artifact
 * @param {import('../../src/proof/verified-model.js').VerifiedModel} verified
 * @param {import('../../src/text/text-generator.js').Engine} engine
 * @returns {Fact[]}
 */
export function textFacts(artifact, verified, engine) {
  const { training } = artifact.metadata;
  return [
    ...modelFacts(artifact, verified).filter(({ key }) => key !== 'dataset'),
    { key: 'dataset', name: 'Trained on', value: datasetWords(training) },
    ...resultFacts(training),
    { key: 'engine', name: 'Written by', value: ENGINES[engine] },
  ];
}

/** @param {import('../../src/artifact/metadata.js').Training | null} training */
function datasetWords(training) {
  return training === null
    ? 'not stated'
    : `${training.dataset.name}, ${COUNT.format(training.split.train)} characters`;
}

/**
 * @param {import('../../src/artifact/metadata.js').Training | null} training
 * @returns {Fact[]}
 */
function resultFacts(training) {
  const { validation_loss: loss, validation_accuracy: accuracy } = training?.metrics ?? {};
  if (loss === undefined || accuracy === undefined) {
    return [];
  }
  const value = `loss ${loss.toFixed(3)} nats, next character right ${(100 * accuracy).toFixed(1)} %`;
  return [{ key: 'result', name: 'On unseen text', value }];
}
