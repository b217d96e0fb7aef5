/** The page that `tfjs-bridge inspect --html` writes: one file, which asks for nothing else. */

import { find, make } from '../../dom.js';
import { tableOf } from '../details.js';
import { readDocument } from '../document.js';
import { createGraphView } from '../view.js';
import { bytes, count, shapeWords } from '../words.js';

/** @typedef {import('../document.js').InspectionDocument} InspectionDocument */
/** @typedef {import('../document.js').End} End */

/** @type {Record<InspectionDocument['source']['kind'], string>} */
const KINDS = {
  artifact: 'tfjs-bridge artifact',
  'layers-model': 'TensorFlow.js layers model',
  'graph-model': 'TensorFlow.js graph model',
  keras: '.keras file',
  h5: 'HDF5 file of Keras',
};

/**
 * @param {InspectionDocument} model
 * @returns {HTMLElement}
 */
function facts({ source, totals }) {
  const list = make('dl', 'inspection-facts');
  const rows = [
    ['File', source.path],
    ['Kind', KINDS[source.kind] ?? source.kind],
    ['Written by', source.writtenBy],
    ['Made by', source.madeBy],
    ['Size', bytes(source.fileBytes)],
    ['Parts', count(totals.parts)],
    ['Parameters', count(totals.parameters)],
    ['Weights', bytes(totals.weightBytes)],
    ['Multiply-adds', totals.multiplyAdds === null ? null : count(totals.multiplyAdds)],
  ];
  for (const [name, value] of rows) {
    if (value) {
      const row = make('div', '');
      row.append(make('dt', '', name ?? ''), make('dd', '', value));
      list.append(row);
    }
  }
  return list;
}

/**
 * @param {InspectionDocument} model
 * @returns {HTMLElement}
 */
function tables({ inputs, outputs, encodings }) {
  const folded = make('details', 'graph-list');
  const row =
    (/** @type {string} */ word) =>
    (/** @type {End} */ { name, shape, dtype }) => [
      ...[word, name ?? '', shapeWords(shape), dtype ?? ''],
    ];
  folded.append(
    make('summary', '', 'Inputs, outputs and encodings'),
    tableOf(
      'What goes in and comes out',
      ['Tensor', 'Name', 'Shape', 'Type'],
      [...inputs.map(row('input')), ...outputs.map(row('output'))],
    ),
    tableOf(
      'How the weights are stored',
      ['Encoding', 'Weights', 'Values', 'Size'],
      encodings.map(({ encoding, weights, values, bytes: size }) => [
        ...[encoding, count(weights), count(values), bytes(size)],
      ]),
    ),
  );
  return folded;
}

/** @param {readonly string[]} warnings */
function warningsOf(warnings) {
  const list = make('ul', 'inspection-warnings');
  list.ariaLabel = 'Warnings';
  list.append(...warnings.map((words) => make('li', '', words)));
  return warnings.length === 0 ? [] : [list];
}

/** @param {HTMLElement} root */
async function start(root) {
  try {
    const text = find(document, '#inspection', HTMLScriptElement).textContent;
    const model = readDocument(JSON.parse(text ?? 'null'));
    document.title = `${model.name} - inspection`;
    const view = make('section', 'graph-view');
    view.ariaLabel = 'The drawn model';
    view.append(make('p', '', 'Drawing …'));
    root.replaceChildren(
      make('h1', '', model.name),
      facts(model),
      ...warningsOf(model.warnings),
      view,
      tables(model),
    );
    await createGraphView(view, model);
    root.dataset.state = 'ready';
  } catch (error) {
    const problem = make('p', 'inspection-problem', /** @type {Error} */ (error).message);
    problem.role = 'alert';
    root.replaceChildren(make('h1', '', 'Nothing to draw'), problem);
    root.dataset.state = 'failed';
  }
}

await start(find(document, 'main', HTMLElement));
