import { blindNotice } from '../blind-notice.js';
import { find, make } from '../dom.js';
import { duration, megabytes } from '../figures.js';
import { showFacts } from '../model-facts.js';
import { titleOf } from '../model-names.js';
import { markScrolling } from '../scroll-box.js';
import { differenceScale } from './difference-scale.js';
import { fileTable } from './file-table.js';
import { createLatencyView } from './latency-view.js';
import { originOf } from './origin.js';

/** @typedef {import('../load-log.js').LoadRecord} LoadRecord */
/** @typedef {import('../model-facts.js').Fact} Fact */

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
  const table = make('div', 'table-scroll');
  table.tabIndex = 0; // what scrolls must be reached by keyboard
  table.role = 'group';
  table.ariaLabel = 'Files';
  files.append(make('summary', ''), table, markScrolling(table));
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
      showFacts(facts, factsOf(record, readMs));
      showFiles(files, record);
    },
  };
}

/** @param {LoadRecord} record */
function headingOf({ artifact, label, backend }) {
  const { name } = artifact.metadata.model;
  const words = make('div', '');
  // Several may have the same name: each says where it is from.
  const place = `${originOf(label)}: ${label}`;
  words.append(make('h3', '', titleOf(name)), make('p', 'record-label', place));
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
    { key: 'vectors', name: 'Test inputs', value: vectors, term: 'vectors' },
    {
      key: 'parameters',
      name: 'Parameters',
      value: COUNT.format(metadata.model.parameters),
      term: 'parameters',
    },
    {
      key: 'loaded',
      name: 'Loaded',
      value: `${megabytes(artifact.bytes)} in ${artifact.files.size + 1} files`,
    },
    {
      key: 'integrity',
      name: 'Checked by',
      value: integrityOf(artifact.integrity),
      term: 'integrity',
    },
    {
      key: 'read',
      name: 'Read and checked in',
      value: readMs === 0 ? 'it was here already' : duration(readMs),
    },
    { key: 'built', name: 'Built in', value: duration(timings.buildMs) },
    { key: 'first-run', name: 'First run', value: duration(timings.warmUpMs) },
    { key: 'self-test', name: 'Proven in', value: duration(timings.selfTestMs) },
  ];
}

/** @param {import('../../src/artifact/artifact.js').ArtifactFiles['integrity']} integrity */
function integrityOf(integrity) {
  return integrity === 'SHA-256'
    ? 'SHA-256 of every file'
    : 'sizes only, since this page was not served by HTTPS or from localhost';
}

/**
 * @param {HTMLDetailsElement} details
 * @param {LoadRecord} record
 */
function showFiles(details, { artifact }) {
  find(details, 'summary', HTMLElement).textContent = `The files of ${artifact.label}`;
  find(details, '.table-scroll', HTMLElement).replaceChildren(fileTable(artifact));
}
