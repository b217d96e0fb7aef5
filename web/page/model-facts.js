import { make } from './dom.js';
import { megabytes, scientific } from './figures.js';
import { termOf } from './terms.js';

/** @typedef {import('../src/artifact/metadata.js').Metadata} Metadata */
/** @typedef {{key: string, name: string, value: string, term?: string}} Fact term: explains its name */

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
    { key: 'model', name: 'Model', value: metadata.model.name, term: metadata.model.name },
    {
      key: 'parameters',
      name: 'Parameters',
      value: COUNT.format(metadata.model.parameters),
      term: 'parameters',
    },
    { key: 'size', name: 'Size', value: megabytes(bytes) },
    ...trainingFacts(metadata),
    { key: 'backend', name: 'Runs on', value: `TensorFlow.js ${backend}`, term: 'backend' },
    { key: 'integrity', name: 'Files checked by', value: integrity, term: 'integrity' },
    {
      key: 'difference',
      name: 'Difference from Keras',
      value: `${scientific(report.largestDifference)}, ${scientific(report.tolerance)} allowed`,
      term: 'difference',
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
  const term = dataset.name.startsWith('mnist') ? 'mnist' : undefined;
  /** @type {Fact[]} */
  const facts = [{ key: 'dataset', name: 'Trained on', value: examples, term }];
  // Text models have no test split, and other people's trainings may leave metrics out.
  if (split.test !== null && metrics.test_accuracy !== undefined) {
    const accuracy = `${(100 * metrics.test_accuracy).toFixed(2)} %`;
    const tested = `${accuracy} of ${COUNT.format(split.test)}`;
    facts.push({ key: 'accuracy', name: 'Test accuracy', value: tested, term: 'accuracy' });
  }
  return facts;
}

/**
 * @param {HTMLElement} list a description list; what it held is replaced
 * @param {Fact[]} facts
 */
export function showFacts(list, facts) {
  list.replaceChildren(...facts.map(rowOf));
}

/** @param {Fact} fact */
function rowOf({ key, name, value, term }) {
  const row = make('div', 'fact');
  row.dataset.fact = key;
  const heading = make('dt', '');
  heading.append(term === undefined ? name : termOf(name, term));
  row.append(heading, make('dd', '', value));
  return row;
}

/**
 * The models that tfjs-bridge trains; terms/glossary.js explains what they are.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const TITLES = {
  cnn: 'Convolutional network',
  mlp: 'Dense network',
  'dense-dropout': 'Dense network with dropout',
  softmax: 'Softmax regression',
  'char-lstm': 'Character LSTM',
};

/**
 * @param {string} name of a model, in its artifact or on the registry
 * @returns {string} such as "Convolutional network (cnn)"; of a model that is not known, its name
 */
export function titleOf(name) {
  return Object.hasOwn(TITLES, name) ? `${TITLES[name]} (${name})` : name;
}
