/** Finds parts by their words. */

import { make } from '../dom.js';
import { markOf } from './marks.js';
import { count } from './words.js';

/** @typedef {import('./document.js').Part} Part */

/**
 * @param {Part} part
 * @returns {string} what a search looks at
 */
function wordsOf(part) {
  const { name, kind, group, weights } = part;
  const encodings = weights.map(({ encoding }) => encoding);
  return [name, kind, group, markOf(part)?.words ?? '', ...encodings].join(' ').toLowerCase();
}

/**
 * @param {readonly Part[]} parts
 * @param {string} query
 * @returns {Part[]} with all of its words
 */
export function found(parts, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0
    ? []
    : parts.filter((part) => {
        const text = wordsOf(part);
        return words.every((word) => text.includes(word));
      });
}

/**
 * @param {readonly Part[]} parts
 * @param {{onFound: (parts: Part[]) => void, choose: (id: string) => void}} deps
 * @returns {HTMLElement}
 */
export function createSearch(parts, { onFound, choose }) {
  const form = make('form', 'graph-search');
  const label = make('label', '', 'Find ');
  const field = createField();
  const status = make('span', 'graph-found');
  form.role = 'search';
  status.role = 'status';
  /** @type {Part[]} */
  let hits = [];
  let at = -1;
  const say = () => {
    const isEmpty = field.value.trim() === '';
    const words = hits.length === 0 ? 'not found' : `${count(at + 1)} of ${count(hits.length)}`;
    status.textContent = isEmpty ? '' : words;
  };
  /** @param {1 | -1} step */
  function go(step) {
    if (hits.length > 0) {
      at = (at + step + hits.length) % hits.length;
      choose(hits[at].id);
    }
    say();
  }
  field.addEventListener('input', () => {
    hits = found(parts, field.value);
    at = -1;
    onFound(hits);
    go(1);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  label.append(field);
  form.append(
    label,
    stepButton('▲', 'Previous', () => go(-1)),
    stepButton('▼', 'Next', () => go(1)),
    status,
  );
  return form;
}

/** @returns {HTMLInputElement} */
function createField() {
  const field = document.createElement('input');
  field.type = 'search';
  field.placeholder = 'name, kind or encoding';
  field.autocomplete = 'off';
  field.spellcheck = false;
  return field;
}

/**
 * @param {string} sign
 * @param {string} words
 * @param {() => void} onClick
 */
function stepButton(sign, words, onClick) {
  const button = make('button', 'graph-button', sign);
  button.ariaLabel = words;
  button.title = words;
  button.setAttribute('type', 'button');
  button.addEventListener('click', onClick);
  return button;
}
