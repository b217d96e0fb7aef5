/** What the card "About this model" says: all of it from the artifact, and from its check on this device. */

import { make } from './dom.js';
import { megabytes, scientific } from './figures.js';
import { testOf } from './model-facts.js';
import { termOf } from './terms.js';

/** @typedef {import('../src/artifact/metadata.js').Metadata} Metadata */
/** @typedef {import('../src/artifact/metadata.js').TensorSpec} TensorSpec */
/** @typedef {{key: string, name: string, value: string, term?: string}} Fact term: explains its name */

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {import('../src/artifact/artifact.js').ArtifactFiles} artifact
 * @param {import('../src/proof/verified-model.js').VerifiedModel} verified
 * @returns {Fact[]}
 */
export function modelFacts({ metadata, integrity, bytes }, { backend, report }) {
  const { name, parameters } = metadata.model;
  return [
    { key: 'model', name: 'Model', value: name, term: name },
    { key: 'reads', name: 'Reads', value: inputWords(metadata) },
    ...trainingFacts(metadata),
    { key: 'parameters', name: 'Parameters', value: COUNT.format(parameters), term: 'parameters' },
    { key: 'size', name: 'Size', value: `${megabytes(bytes)} (${COUNT.format(bytes)} bytes)` },
    { key: 'exported', name: 'Exported by', value: exporterWords(metadata) },
    { key: 'backend', name: 'Runs on', value: `TensorFlow.js ${backend}`, term: 'backend' },
    { key: 'integrity', name: 'Files checked by', value: integrity, term: 'integrity' },
    {
      key: 'difference',
      name: 'Difference from Keras',
      value: `${scientific(report.largestDifference)} on this device; ${scientific(report.tolerance)} allowed`,
      term: 'difference',
    },
  ];
}

/**
 * @param {Metadata} metadata
 * @returns {string} what the model reads: the raw input where its preparation is declared, or else the
 *   model's own inputs
 */
export function inputWords({ inputs, preprocessing }) {
  if (preprocessing?.kind === 'mnist-digit') {
    const { canvas_size: canvas, box_size: box } = preprocessing;
    return `one digit, scaled to ${box} pixels and centred on ${canvas} × ${canvas}`;
  }
  if (preprocessing?.kind === 'characters') {
    return `text, character by character; it knows ${COUNT.format(preprocessing.vocabulary.length)}`;
  }
  return inputs.map(tensorWords).join(', ');
}

/**
 * @param {TensorSpec} spec of a batch, whose first length says nothing of one example
 * @returns {string}
 */
function tensorWords({ name, shape, dtype }) {
  const lengths = shape.slice(1).map((length) => length ?? 'any');
  return [name, lengths.join(' × '), dtype].filter((part) => part !== '').join(' ');
}

/** @param {Metadata} metadata */
function exporterWords({ converter, versions }) {
  const keras = versions.keras === undefined ? '' : `, from Keras ${versions.keras}`;
  return `${converter.name} ${converter.version}${keras}`;
}

/**
 * @param {Metadata} metadata
 * @returns {Fact[]}
 */
function trainingFacts(metadata) {
  const { training } = metadata;
  if (training === null) {
    return [{ key: 'dataset', name: 'Trained on', value: 'not stated' }];
  }
  const { dataset, split } = training;
  const examples = `${dataset.name}, ${COUNT.format(split.train)} examples`;
  const term = dataset.name.startsWith('mnist') ? 'mnist' : undefined;
  const test = testOf(metadata);
  /** @type {Fact[]} */
  const facts = [{ key: 'dataset', name: 'Trained on', value: examples, term }];
  if (test !== null) {
    const value = `${test.accuracy} of ${test.count}`;
    facts.push({ key: 'accuracy', name: 'Test accuracy', value, term: 'accuracy' });
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
