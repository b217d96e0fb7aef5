import { make } from '../dom.js';

/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {ArtifactFiles} artifact
 * @returns {HTMLElement} each file with its bytes, and what it was checked by
 */
export function fileTable({ metadata, integrity, bytes }) {
  const table = make('table', 'table');
  const caption = `${COUNT.format(bytes)} bytes with metadata.json, which lists the others`;
  const head = row('th', ['File', 'Bytes', integrity]);
  const body = make('tbody', '');
  for (const [name, record] of metadata.files) {
    const check = integrity === 'SHA-256' ? `${record.sha256.slice(0, 16)}… ✓` : 'size ✓';
    body.append(row('td', [name, COUNT.format(record.bytes), check]));
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
function row(tag, cells) {
  const element = make('tr', '');
  element.append(...cells.map((text) => make(tag, '', text)));
  return element;
}
