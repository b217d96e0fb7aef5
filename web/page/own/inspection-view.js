import { make } from '../dom.js';
import { megabytes, percent, scientific } from '../figures.js';
import { blindNotice } from '../proof-words.js';
import { dataKindOf } from './data-kinds.js';
import { tableOf } from './tables.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {[name: string, value: string]} Fact */

const COUNT = new Intl.NumberFormat('en');

/**
 * What can be said of a model without running it.
 *
 * @param {OwnModel} own
 * @returns {HTMLElement[]}
 */
export function inspection(own) {
  const { layers, inputs, outputs, inputNames, outputNames } = own.model;
  const facts = make('dl', 'facts');
  facts.append(...[...modelFacts(own), ...artifactFacts(own)].map(rowOf));
  const ends = [
    ...inputs.map(({ shape, dtype }, i) => ['input', inputNames[i], words(shape), dtype]),
    ...outputs.map(({ shape, dtype }, i) => ['output', outputNames[i], words(shape), dtype]),
  ];
  const layerRows = layers.map((layer) => [
    layer.name,
    layer.getClassName(),
    outputWords(layer),
    COUNT.format(layer.countParams()),
  ]);
  return [
    ...(own.report === null ? [] : blindNotice(own.report)),
    facts,
    tableOf('What goes in and comes out', ['Tensor', 'Name', 'Shape', 'Type'], ends),
    tableOf(
      `${COUNT.format(layers.length)} layers`,
      ['Layer', 'Kind', 'Output', 'Parameters'],
      layerRows,
    ),
  ];
}

/**
 * @param {OwnModel} own
 * @returns {Fact[]}
 */
function modelFacts({ model, bytes, backend }) {
  return [
    ['Parameters', COUNT.format(model.countParams())],
    ['Size', megabytes(bytes)],
    ['Runs on', backend],
  ];
}

/**
 * @param {OwnModel} own
 * @returns {Fact[]}
 */
function artifactFacts({ artifact, report }) {
  if (artifact === null || report === null) {
    return [['Proof', "none: no metadata.json with Keras's numbers"]];
  }
  const { metadata, integrity } = artifact;
  const { converter, labels, preprocessing, versions } = metadata;
  // Models trained on this page come from no Keras.
  const origin = versions.keras === undefined ? '' : `, from Keras ${versions.keras}`;
  return [
    [
      'Difference from Keras',
      `${scientific(report.largestDifference)}, ${scientific(report.tolerance)} allowed`,
    ],
    ['Files checked by', integrity],
    ['Exported by', `${converter.name} ${converter.version}${origin}`],
    ['Reads', dataKindOf(preprocessing).words],
    ['Labels', labels === null ? 'none' : shortList(labels)],
    ...trainingFacts(metadata),
  ];
}

/**
 * @param {import('../../src/artifact/metadata.js').Metadata} metadata
 * @returns {Fact[]}
 */
function trainingFacts({ training }) {
  if (training === null) {
    return [['Trained on', 'not stated']];
  }
  const metrics = Object.entries(training.metrics).map(([name, value]) => {
    const isShare = name.includes('accuracy');
    return /** @type {Fact} */ ([
      titled(name),
      isShare ? percent(value) : String(Number(value.toPrecision(4))),
    ]);
  });
  const { dataset, split } = training;
  return [
    ['Trained on', `${dataset.name}, ${COUNT.format(split.train)} examples`],
    ['Data from', dataset.source],
    ...metrics,
  ];
}

/** @param {string} name such as test_accuracy */
function titled(name) {
  return `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')}`;
}

/** @param {readonly string[]} labels */
function shortList(labels) {
  const shown = labels.slice(0, 12).join(', ');
  return labels.length > 12 ? `${shown} and ${labels.length - 12} more` : shown;
}

/** @param {import('@tensorflow/tfjs-layers').layers.Layer} layer */
function outputWords(layer) {
  try {
    // TensorFlow.js gives one shape, or a list of shapes where a layer has several outputs.
    const shapes = [layer.outputShape].flat(Array.isArray(layer.outputShape[0]) ? 1 : 0);
    return Array.isArray(shapes[0])
      ? shapes.map((shape) => words(/** @type {(number | null)[]} */ (shape))).join(' and ')
      : words(/** @type {(number | null)[]} */ (shapes));
  } catch {
    return 'several'; // a layer that is used in several places has no one shape
  }
}

/** @param {(number | null)[]} shape */
function words(shape) {
  return shape.map((length) => length ?? 'any').join(' × ');
}

/** @param {Fact} fact */
function rowOf([name, value]) {
  const row = make('div', 'fact');
  row.append(make('dt', '', name), make('dd', '', value));
  return row;
}
