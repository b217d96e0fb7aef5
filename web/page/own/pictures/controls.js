/** Small labelled controls of the picture panel. */

import { make } from '../../dom.js';

/**
 * @param {string} label
 * @param {() => void} onChange
 * @returns {{element: HTMLElement, input: HTMLInputElement}}
 */
export function checkbox(label, onChange) {
  const element = make('label', 'picture-check');
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.autocomplete = 'off';
  input.addEventListener('change', onChange);
  element.append(input, make('span', '', label));
  return { element, input };
}

/**
 * @param {string} label
 * @param {readonly (readonly [value: string, words: string])[]} options
 * @param {() => void} onChange
 * @returns {{element: HTMLElement, select: HTMLSelectElement, fill: (options:
 *   readonly (readonly [value: string, words: string])[]) => void}}
 */
export function choice(label, options, onChange) {
  const element = make('label', 'picture-field');
  const select = document.createElement('select');
  select.autocomplete = 'off';
  select.addEventListener('change', onChange);
  element.append(make('span', '', label), select);
  /** @param {readonly (readonly [value: string, words: string])[]} wanted */
  const fill = (wanted) => {
    select.replaceChildren(...wanted.map(([value, words]) => new Option(words, value)));
  };
  fill(options);
  return { element, select, fill };
}

/**
 * @param {string} label
 * @param {() => void} onChange
 * @returns {{element: HTMLElement, input: HTMLInputElement}} a count of pixels
 */
export function pixelCount(label, onChange) {
  const element = make('label', 'picture-field');
  const input = document.createElement('input');
  input.type = 'number';
  input.min = '1';
  input.max = '2048';
  input.autocomplete = 'off';
  input.addEventListener('change', onChange);
  element.append(make('span', '', label), input);
  return { element, input };
}

/**
 * @param {string} words
 * @param {string} accept
 * @returns {{element: HTMLElement, input: HTMLInputElement}} looks like a button, and chooses a file
 */
export function fileButton(words, accept) {
  const element = make('label', 'button own-file', words);
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  element.append(input);
  return { element, input };
}
