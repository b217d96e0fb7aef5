/** What is said of the box that was chosen. */

import { make } from '../dom.js';
import { familyOf } from './families.js';
import { markOf } from './marks.js';
import { bytes, count, counted, shapeWords } from './words.js';

/** @typedef {import('./document.js').Part} Part */
/** @typedef {[name: string, value: string | Node]} Fact */
/**
 * @typedef {object} DetailsDeps
 * @property {(id: string) => Part | undefined} partOf
 * @property {(id: string) => readonly string[]} readersOf ids of the parts that take its outputs
 * @property {(id: string) => void} choose
 */

/** Nobody presses more of them. */
const MOST_LINKS = 40;
const MOST_PARTS = 200;

/**
 * @param {readonly Part[]} parts of one box
 * @param {DetailsDeps} deps
 * @returns {HTMLElement[]}
 */
export function detailsOf(parts, deps) {
  return parts.length === 1 ? partDetails(parts[0], deps) : groupDetails(parts, deps);
}

/**
 * @param {readonly Part[]} parts
 * @param {DetailsDeps} deps
 */
function groupDetails(parts, deps) {
  const sum = (/** @type {'parameters' | 'bytes'} */ key) =>
    parts.reduce((total, part) => total + part[key], 0);
  const shown = parts.slice(0, MOST_PARTS).map(({ id }) => id);
  return [
    make('h3', 'graph-title', parts[0].group),
    factsOf([
      ['Parts', count(parts.length)],
      ['Parameters', count(sum('parameters'))],
      ['Bytes', bytes(sum('bytes'))],
      ['Among them', linksTo(shown, deps)],
    ]),
  ];
}

/**
 * @param {Part} part
 * @param {DetailsDeps} deps
 */
function partDetails(part, deps) {
  const { name, group, multiplyAdds } = part;
  const readers = deps.readersOf(part.id);
  return [
    make('h3', 'graph-title', name),
    factsOf([
      ['Kind', `${part.kind} (${familyOf(part.kind).words})`],
      ...(group === '' ? [] : [/** @type {Fact} */ (['In', group])]),
      ['Output', part.outputs.map(outputWords).join(' and ') || 'not known'],
      ['Parameters', count(part.parameters)],
      ['Weights take', bytes(part.bytes)],
      ['Multiply-adds', multiplyAdds === null ? 'not known' : count(multiplyAdds)],
      ...exportFacts(part),
      ['Reads', part.inputs.length === 0 ? 'nothing' : linksTo(part.inputs, deps)],
      ['Read by', readers.length === 0 ? 'nothing here' : linksTo(readers, deps)],
    ]),
    ...weightsOf(part),
    ...settingsOf(part),
  ];
}

/** @param {import('./document.js').Output} output */
function outputWords({ shape, dtype }) {
  return `${shapeWords(shape)}${dtype ? ` ${dtype}` : ''}`;
}

/**
 * @param {Part} part
 * @returns {Fact[]}
 */
function exportFacts(part) {
  const { export: done } = part;
  if (!done) {
    return [];
  }
  const mark = markOf(part);
  const meaning = mark === null ? '' : `${mark.words}: ${mark.meaning}`;
  return [
    ['As layers', done.layers],
    ['As a graph', done.graph],
    ...(meaning === '' ? [] : [/** @type {Fact} */ (['Export', meaning])]),
    ...(done.reason === '' ? [] : [/** @type {Fact} */ (['Why', done.reason])]),
  ];
}

/**
 * @param {Fact[]} facts
 * @returns {HTMLElement}
 */
export function factsOf(facts) {
  const list = make('dl', 'graph-facts');
  for (const [name, value] of facts) {
    const term = make('dd', '');
    term.append(value);
    list.append(make('dt', '', name), term);
  }
  return list;
}

/**
 * @param {readonly string[]} ids
 * @param {DetailsDeps} deps
 * @returns {HTMLElement} buttons
 */
function linksTo(ids, { partOf, choose }) {
  const list = make('span', 'graph-links');
  for (const id of ids.slice(0, MOST_LINKS)) {
    const button = make('button', 'graph-link', partOf(id)?.name ?? id);
    button.setAttribute('type', 'button');
    button.addEventListener('click', () => choose(id));
    list.append(button);
  }
  if (ids.length > MOST_LINKS) {
    list.append(` and ${counted(ids.length - MOST_LINKS, 'other')}`);
  }
  return list;
}

/**
 * @param {Part} part
 * @returns {HTMLElement[]}
 */
function weightsOf({ weights }) {
  const rows = weights.map(({ name, shape, dtype, encoding, bytes: size }) => {
    const words = make('span', '', name);
    words.append(make('small', 'graph-shape', shapeWords(shape)));
    return [words, encoding === dtype ? dtype : `${encoding} of ${dtype}`, bytes(size)];
  });
  return rows.length === 0
    ? []
    : [tableOf('Weights', ['Name and shape', 'Stored as', 'Size'], rows)];
}

/**
 * @param {Part} part
 * @returns {HTMLElement[]}
 */
function settingsOf({ settings }) {
  const rows = Object.entries(settings).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return rows.length === 0 ? [] : [tableOf('Settings', ['Setting', 'Value'], rows)];
}

/**
 * @param {string} caption
 * @param {readonly string[]} heads
 * @param {readonly (readonly (string | Node)[])[]} rows
 * @returns {HTMLElement} a table in a box that scrolls
 */
export function tableOf(caption, heads, rows) {
  const table = make('table', 'graph-table');
  const head = make('tr', '');
  for (const words of heads) {
    const cell = make('th', '', words);
    cell.setAttribute('scope', 'col');
    head.append(cell);
  }
  const [top, body] = [make('thead', ''), make('tbody', '')];
  top.append(head);
  for (const cells of rows) {
    const row = make('tr', '');
    for (const cell of cells) {
      const field = make('td', '');
      field.append(cell);
      row.append(field);
    }
    body.append(row);
  }
  table.append(make('caption', '', caption), top, body);
  const box = make('div', 'graph-scroll');
  box.tabIndex = 0; // what scrolls must be reached by keyboard
  box.role = 'group';
  box.ariaLabel = caption;
  box.append(table);
  return box;
}
