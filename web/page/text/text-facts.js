import { modelFacts } from '../model-card.js';

/** @typedef {import('../model-card.js').Fact} Fact */

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
  const [model, reads, ...usual] = modelFacts(artifact, verified).filter(
    ({ key }) => key !== 'dataset' && key !== 'backend',
  );
  return [
    model,
    reads,
    { key: 'dataset', name: 'Trained on', value: datasetWords(training) },
    ...resultFacts(training),
    ...usual,
    ...engineFacts(engine, `TensorFlow.js ${verified.backend}`),
  ];
}

/**
 * @param {import('../../src/text/text-generator.js').Engine} engine
 * @param {string} backend
 * @returns {Fact[]} what writes, and where that is not TensorFlow.js, what else was proven
 */
function engineFacts(engine, backend) {
  // Only then did the backend that is named write the text; otherwise it only proved the model.
  if (engine === 'tfjs') {
    const value = `${backend}, step by step`;
    return [{ key: 'backend', name: 'Written by', value, term: 'backend' }];
  }
  const kernel = "tfjs-bridge's kernel for LSTMs";
  return [
    { key: 'engine', name: 'Written by', value: kernel, term: 'kernel' },
    { key: 'backend', name: 'Also proven on', value: backend, term: 'backend' },
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
  return [{ key: 'result', name: 'On unseen text', value, term: 'nats' }];
}
