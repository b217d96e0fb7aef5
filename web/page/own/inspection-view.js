import { countsByOp, nodeShapes, nodesOf, parameterCount } from '../../src/artifact/graph-facts.js';
import { make } from '../dom.js';
import { megabytes, percent, scientific } from '../figures.js';
import { blindNotice } from '../proof-words.js';
import { dataKindOf } from './data-kinds.js';
import { tableOf } from './tables.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {[name: string, value: string]} Fact */

/** Nobody reads more than this. */
const MOST_NODES = 1000;

const COUNT = new Intl.NumberFormat('en');

/**
 * What can be said of a model without running it.
 *
 * @param {OwnModel} own
 * @returns {HTMLElement[]}
 */
export function inspection(own) {
  const { inputs, outputs } = own;
  const facts = make('dl', 'facts');
  facts.append(...[...modelFacts(own), ...artifactFacts(own)].map(rowOf));
  const ends = [
    ...inputs.map(({ name, shape, dtype }) => ['input', name, words(shape), dtype]),
    ...outputs.map(({ name, shape, dtype }) => ['output', name, words(shape), dtype]),
  ];
  return [
    ...(own.report === null ? [] : blindNotice(own.report)),
    facts,
    ...preparationTables(own),
    tableOf('What goes in and comes out', ['Tensor', 'Name', 'Shape', 'Type'], ends),
    ...('layers' in own.model ? [layersTable(own.model)] : graphTables(own)),
  ];
}

/**
 * @param {OwnModel} own
 * @returns {HTMLElement[]} of a model that reads tables or texts
 */
function preparationTables({ artifact }) {
  const spec = artifact?.metadata.preprocessing;
  if (spec?.kind !== 'features') {
    return [];
  }
  const { inputs, steps } = spec;
  const given = inputs.map(({ name, shape, dtype }) => [name, words(shape), dtype]);
  const rows = steps.map((step) => [step.op, step.inputs.join(', '), step.output]);
  const title = `${COUNT.format(steps.length)} ${steps.length === 1 ? 'step' : 'steps'} that prepare it`;
  return [
    tableOf('What you give', ['Input', 'Shape', 'Type'], given),
    tableOf(title, ['Step', 'Reads', 'Makes'], rows),
  ];
}

/** @param {LayersModel} model */
function layersTable({ layers }) {
  const rows = layers.map((layer) => [
    layer.name,
    layer.getClassName(),
    outputWords(layer),
    COUNT.format(layer.countParams()),
  ]);
  const heads = ['Layer', 'Kind', 'Output', 'Parameters'];
  return tableOf(`${COUNT.format(layers.length)} layers`, heads, rows);
}

/** @param {(number | null)[]} shape */
function outputShape(shape) {
  return shape.length === 0 ? 'one value' : words(shape);
}

/** @param {OwnModel} own whose model is a graph */
function graphTables(own) {
  const nodes = nodesOf(own.source.modelJson);
  const shapes = nodeShapes(own);
  const counts = countsByOp(nodes).map(([op, count]) => [op, COUNT.format(count)]);
  const rows = nodes.slice(0, MOST_NODES).map(({ op, name, place }) => {
    const shape = place === '' ? shapes.get(name) : undefined;
    return [op, place === '' ? name : `${name} (in ${place})`, shape ? outputShape(shape) : ''];
  });
  const rest = nodes.length > MOST_NODES ? `: the first ${MOST_NODES}` : '';
  return [
    tableOf(`${COUNT.format(counts.length)} kinds of operations`, ['Operation', 'Nodes'], counts),
    tableOf(`${COUNT.format(nodes.length)} nodes${rest}`, ['Operation', 'Node', 'Output'], rows),
  ];
}

/**
 * @param {OwnModel} own
 * @returns {Fact[]}
 */
function modelFacts({ model, source, artifact, bytes, backend }) {
  const ofGraph = artifact?.metadata.model.parameters ?? parameterCount(source.groups);
  const parameters = 'layers' in model ? model.countParams() : ofGraph;
  return [
    ['Parameters', COUNT.format(parameters)],
    ['Format', 'layers' in model ? 'layers' : 'graph of operations'],
    ['Size', megabytes(bytes)],
    ['Runs on', backend],
  ];
}

/**
 * @param {OwnModel} own
 * @returns {Fact[]}
 */
function artifactFacts({ artifact, report, raw }) {
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
    ...examplesFacts(raw),
    ['Files checked by', integrity],
    ['Exported by', `${converter.name} ${converter.version}${origin}`],
    ['Reads', dataKindOf(preprocessing).words],
    ['Labels', labels === null ? 'none' : shortList(labels)],
    ...trainingFacts(metadata),
  ];
}

/**
 * @param {OwnModel['raw']} raw
 * @returns {Fact[]}
 */
function examplesFacts(raw) {
  const report = raw?.report ?? null;
  const words = `prepared as in Python, to within`;
  return report === null
    ? []
    : [['Raw examples', `${report.count}, ${words} ${scientific(report.largestDifference)}`]];
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
