import { blindNotice } from '../blind-notice.js';
import { find, make } from '../dom.js';
import { duration, megabytes } from '../figures.js';
import { differenceScale } from './difference-scale.js';
import { fileTable } from './file-table.js';
import { createLatencyView } from './latency-view.js';

/** @typedef {import('../load-log.js').LoadRecord} LoadRecord */
/** @typedef {{name: string, value: string}} Fact */

const COUNT = new Intl.NumberFormat('en');

/**
 * One model's proof: what was loaded, how far it is from Keras, and how long everything took.
 *
 * @returns {{element: HTMLElement, show: (record: LoadRecord) => void}} what is folded out stays so
 */
export function createRecordView() {
  const element = make('article', 'panel record');
  const heading = make('div', 'record-heading');
  const proof = make('div', 'record-proof');
  const facts = make('dl', 'facts');
  const latency = createLatencyView();
  const files = document.createElement('details');
  files.append(make('summary', ''), make('div', 'table-scroll'));
  element.append(heading, proof, facts, latency.element, files);
  /** @type {LoadRecord | null} */
  let shown = null;
  let readMs = 0;
  return {
    element,
    show(record) {
      latency.show(record.latencies);
      if (record === shown) {
        return;
      }
      shown = record;
      readMs = record.timings.readMs || readMs; // a model that is built anew has its files already
      heading.replaceChildren(...headingOf(record));
      proof.replaceChildren(...differenceScale(record.report), ...blindNotice(record.report));
      facts.replaceChildren(...factsOf(record, readMs).map(rowOf));
      showFiles(files, record);
    },
  };
}

/** @param {LoadRecord} record */
function headingOf({ artifact, label, backend }) {
  const { name } = artifact.metadata.model;
  const words = make('div', '');
  words.append(make('h3', '', name), make('p', 'record-label', label));
  return [words, make('p', 'chip chip-good', `Keras's numbers on ${backend}`)];
}

/**
 * @param {LoadRecord} record
 * @param {number} readMs
 * @returns {Fact[]}
 */
function factsOf({ artifact, timings }, readMs) {
  const { golden, metadata } = artifact;
  const vectors = `${COUNT.format(golden.count)}: ${metadata.golden.source}`;
  return [
    { name: 'Test vectors', value: vectors },
    { name: 'Parameters', value: COUNT.format(metadata.model.parameters) },
    { name: 'Loaded', value: `${megabytes(artifact.bytes)} in ${artifact.files.size + 1} files` },
    { name: 'Checked by', value: integrityOf(artifact.integrity) },
    { name: 'Read and checked in', value: readMs === 0 ? 'it was here already' : duration(readMs) },
    { name: 'Built in', value: duration(timings.buildMs) },
    { name: 'First run', value: duration(timings.warmUpMs) },
    { name: 'Self-test', value: duration(timings.selfTestMs) },
  ];
}

/** @param {import('../../src/artifact/artifact.js').ArtifactFiles['integrity']} integrity */
function integrityOf(integrity) {
  return integrity === 'SHA-256'
    ? 'SHA-256 of every file'
    : 'sizes only, since this page was not served by HTTPS or from localhost';
}

/** @param {Fact} fact */
function rowOf({ name, value }) {
  const row = make('div', 'fact');
  row.append(make('dt', '', name), make('dd', '', value));
  return row;
}

/**
 * @param {HTMLDetailsElement} details
 * @param {LoadRecord} record
 */
function showFiles(details, { artifact }) {
  find(details, 'summary', HTMLElement).textContent =
    `The files of ${artifact.metadata.model.name}`;
  find(details, '.table-scroll', HTMLElement).replaceChildren(fileTable(artifact));
}
