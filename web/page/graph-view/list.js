/** All parts as a table: for screen readers, and for who looks for the largest. */

import { make } from '../dom.js';
import { tableOf } from './details.js';
import { markOf } from './marks.js';
import { bytes, count, counted, shapeWords } from './words.js';

/** @typedef {import('./document.js').Part} Part */

/**
 * @param {readonly Part[]} parts
 * @param {(id: string) => void} choose
 * @returns {HTMLElement} folded; made when it is opened first
 */
export function createList(parts, choose) {
  const folded = make('details', 'graph-list');
  folded.append(make('summary', '', `As a list: ${counted(parts.length, 'part')}`));
  folded.addEventListener('toggle', () => folded.append(listOf(parts, choose)), { once: true });
  return folded;
}

/**
 * @param {readonly Part[]} parts
 * @param {(id: string) => void} choose
 */
function listOf(parts, choose) {
  const isExported = parts.some((part) => part.export);
  const heads = ['Name', 'Kind', 'Output', 'Parameters', 'Size', 'Multiply-adds'];
  const rows = parts.map((part) => [
    linkTo(part, choose),
    part.kind,
    part.outputs.map(({ shape }) => shapeWords(shape)).join(' and '),
    count(part.parameters),
    bytes(part.bytes),
    part.multiplyAdds === null ? '' : count(part.multiplyAdds),
    ...(isExported ? [markOf(part)?.words ?? 'as it is'] : []),
  ]);
  return tableOf('All parts', isExported ? [...heads, 'Export'] : heads, rows);
}

/**
 * @param {Part} part
 * @param {(id: string) => void} choose
 */
function linkTo({ id, name, group }, choose) {
  const button = make('button', 'graph-link', group === '' ? name : `${name} (in ${group})`);
  button.setAttribute('type', 'button');
  button.addEventListener('click', () => choose(id));
  return button;
}
