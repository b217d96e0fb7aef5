import { make } from './dom.js';
import { megabytes, scientific } from './figures.js';

/** @typedef {import('../src/artifact/metadata.js').Metadata} Metadata */
/** @typedef {{key: string, name: string, value: string}} Fact */

const COUNT = new Intl.NumberFormat('en');

/**
 * What the footer says of the model, and of how it was checked on this device.
 *
 * @param {import('../src/artifact/artifact.js').ArtifactFiles} artifact
 * @param {import('../src/proof/verified-model.js').VerifiedModel} verified
 * @returns {Fact[]}
 */
export function modelFacts({ metadata, integrity, bytes }, { backend, report }) {
  return [
    { key: 'model', name: 'Model', value: metadata.model.name },
    { key: 'parameters', name: 'Parameters', value: COUNT.format(metadata.model.parameters) },
    { key: 'size', name: 'Size', value: megabytes(bytes) },
    ...trainingFacts(metadata),
    { key: 'backend', name: 'Backend', value: `TensorFlow.js ${backend}` },
    { key: 'integrity', name: 'Files checked by', value: integrity },
    {
      key: 'difference',
      name: 'Difference from Keras',
      value: `${scientific(report.largestDifference)}, ${scientific(report.tolerance)} allowed`,
    },
  ];
}

/**
 * @param {Metadata} metadata
 * @returns {string} the model in a line
 */
export function modelWords(metadata) {
  const accuracy = trainingFacts(metadata).find(({ key }) => key === 'accuracy');
  const parameters = `${COUNT.format(metadata.model.parameters)} parameters`;
  return accuracy === undefined ? parameters : `${parameters}, ${accuracy.value} right`;
}

/**
 * @param {Metadata} metadata
 * @returns {Fact[]}
 */
function trainingFacts({ training }) {
  if (training === null) {
    return [{ key: 'dataset', name: 'Trained on', value: 'not stated' }];
  }
  const { dataset, split, metrics } = training;
  const examples = `${dataset.name}, ${COUNT.format(split.train)} examples`;
  /** @type {Fact[]} */
  const facts = [{ key: 'dataset', name: 'Trained on', value: examples }];
  if (split.test !== null && metrics.test_accuracy !== undefined) {
    const accuracy = `${(100 * metrics.test_accuracy).toFixed(2)} %`;
    const tested = `${accuracy} of ${COUNT.format(split.test)}`;
    facts.push({ key: 'accuracy', name: 'Test accuracy', value: tested });
  }
  return facts;
}

/**
 * @param {HTMLElement} list a description list; what it held is replaced
 * @param {Fact[]} facts
 */
export function showFacts(list, facts) {
  const rows = facts.map(({ key, name, value }) => {
    const row = make('div', 'fact');
    row.dataset.fact = key;
    row.append(make('dt', '', name), make('dd', '', value));
    return row;
  });
  list.replaceChildren(...rows);
}
