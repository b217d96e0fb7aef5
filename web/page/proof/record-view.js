import { find, make } from '../dom.js';
import { duration, inWords, megabytes, scientific } from '../figures.js';
import { showFacts } from '../model-card.js';
import { titleOf } from '../model-facts.js';
import { blindNotice } from '../proof-words.js';
import { markScrolling } from '../scroll-box.js';
import { termOf } from '../terms.js';
import { createLatencyView } from './latency.js';

/** @typedef {import('../load-log.js').LoadRecord} LoadRecord */
/** @typedef {import('../model-card.js').Fact} Fact */
/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */

const COUNT = new Intl.NumberFormat('en');

/**
 * One model's proof: what was loaded, how far it is from Keras, and how long everything took.
 *
 * @returns {{element: HTMLElement, show: (record: LoadRecord) => void}} what is open stays open
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
      // Only the latencies change while a model answers; rebuilding the rest would fold in its
      // files.
      if (record === shown) {
        return;
      }
      shown = record;
      readMs = record.timings.readMs || readMs; // a rebuilt model has its files already
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
      value: readMs === 0 ? 'already in memory' : duration(readMs),
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
    : 'sizes only, since this page was not served over HTTPS or from localhost';
}

/**
 * @param {HTMLDetailsElement} details
 * @param {LoadRecord} record
 */
function showFiles(details, { artifact }) {
  find(details, 'summary', HTMLElement).textContent = `The files of ${artifact.label}`;
  find(details, '.table-scroll', HTMLElement).replaceChildren(fileTable(artifact));
}

/** Ends of the scale, as powers of ten: finer than float32 can tell apart, and plainly wrong. */
const FINEST = -10;
const COARSEST = -1;

/**
 * @param {number} value
 * @returns {number} its place on a logarithmic scale, from 0 to 1
 */
export function placeOnScale(value) {
  const place = (Math.log10(value) - FINEST) / (COARSEST - FINEST);
  return Math.min(Math.max(place, 0), 1);
}

/**
 * The largest difference from Keras beside what is allowed, in words and on a logarithmic scale.
 *
 * @param {import('../../src/proof/golden.js').GoldenReport} report
 * @returns {HTMLElement[]}
 */
export function differenceScale({ largestDifference, tolerance }) {
  const words = make('p', 'difference-words');
  const found = make('strong', '', scientific(largestDifference));
  found.dataset.largestDifference = String(largestDifference);
  const inPlain = inWords(largestDifference);
  const isNamed = inPlain !== found.textContent;
  words.append(
    ...[found, isNamed ? ` (${inPlain}) ` : ' '],
    ...[termOf('largest difference', 'difference'), ' from Keras; '],
    `${scientific(tolerance)} allowed`,
  );
  const scale = make('div', 'difference-scale');
  scale.ariaHidden = 'true'; // the words say it all
  scale.style.setProperty('--difference', String(placeOnScale(largestDifference)));
  scale.style.setProperty('--allowed', String(placeOnScale(tolerance)));
  scale.append(make('span', 'difference-found'), make('span', 'difference-allowed'));
  return [words, scale];
}

/**
 * @param {ArtifactFiles} artifact
 * @returns {HTMLElement} each file with its bytes, and what it was checked by
 */
export function fileTable({ metadata, integrity, bytes }) {
  const table = make('table', 'table');
  const caption = `${COUNT.format(bytes)} bytes with metadata.json, which lists the others`;
  const head = rowOf('th', ['File', 'Bytes', integrity]);
  const body = make('tbody', '');
  for (const [name, record] of metadata.files) {
    const check = integrity === 'SHA-256' ? `${record.sha256.slice(0, 16)}… ✓` : 'size ✓';
    body.append(rowOf('td', [name, COUNT.format(record.bytes), check]));
  }
  const header = make('thead', '');
  header.append(head);
  table.append(make('caption', '', caption), header, body);
  return table;
}

/**
 * @param {'th' | 'td'} tag
 * @param {string[]} cells
 */
function rowOf(tag, cells) {
  const element = make('tr', '');
  element.append(...cells.map((text) => make(tag, '', text)));
  return element;
}

/**
 * Where a model comes from, in words: it distinguishes two models of one name. Pure.
 *
 * @param {string} label of an artifact: its address, or the name of what was chosen or trained
 * @returns {string}
 */
export function originOf(label) {
  if (/(^|\/)exported\/pretrained\//.test(label)) {
    return 'Came with tfjs-bridge';
  }
  if (label.includes('/exported/') || label.startsWith('exported/')) {
    return 'Exported on this server';
  }
  return label.startsWith('trained-here-') ? 'Trained on this page' : 'From your files';
}
