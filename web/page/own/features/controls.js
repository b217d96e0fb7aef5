/** The fields of a form, each with its label, what it expects, and what is wrong with it. */

import { make } from '../../dom.js';

/** @typedef {import('./fields.js').Field} Field */
/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Control */
/**
 * @typedef {object} FieldView
 * @property {Field} field
 * @property {HTMLElement} element
 * @property {() => string[]} read what its controls hold; true or false, of a checkbox
 * @property {(texts: readonly string[]) => void} fill
 * @property {(words: string) => void} complain '' for nothing
 * @property {() => void} focus
 */

/**
 * @param {Field} field
 * @param {string} id of the page's elements, with which those of this field begin
 * @returns {FieldView}
 */
export function createFieldView(field, id) {
  const hint = make('p', 'feature-hint', field.hint);
  hint.id = `${id}-hint`;
  const problem = make('p', 'feature-problem');
  problem.id = `${id}-problem`;
  problem.setAttribute('aria-live', 'polite');
  const controls = Array.from({ length: field.count }, (_, place) => controlOf(field, id, place));
  for (const control of controls) {
    control.dataset.input = field.name;
    control.setAttribute('aria-describedby', `${hint.id} ${problem.id}`);
  }
  const element = frameOf(field, controls);
  element.append(hint, problem, ...offerOf(field, id, controls));
  return {
    field,
    element,
    read: () => controls.map(textOf),
    fill(texts) {
      for (const [i, control] of controls.entries()) {
        fillIn(control, texts[i] ?? '');
      }
    },
    complain(words) {
      if (problem.textContent !== words) {
        problem.textContent = words;
      }
      for (const control of controls) {
        control.ariaInvalid = words === '' ? null : 'true';
      }
    },
    focus: () => controls[0].focus(),
  };
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {number} place among the values of the field
 * @returns {Control}
 */
function controlOf(field, id, place) {
  const control = CONTROLS[field.kind](field);
  control.id = `${id}-${place}`;
  control.autocomplete = 'off'; // Firefox fills in what was there before a reload
  if (field.count > 1) {
    control.ariaLabel = `${field.name}, ${place + 1} of ${field.count}`;
  }
  return control;
}

/** @type {Record<Field['kind'], (field: Field) => Control>} */
const CONTROLS = {
  line: () => inputOf('text'),
  text: () => areaOf(5),
  lines: () => areaOf(4),
  json: () => areaOf(4),
  truth: () => inputOf('checkbox'),
  number({ dtype, bounds }) {
    const input = inputOf('number');
    input.step = dtype === 'float32' ? 'any' : '1';
    if (bounds !== null) {
      [input.min, input.max] = bounds.map(String);
    }
    return input;
  },
  choice({ known }) {
    const select = document.createElement('select');
    select.append(...known.map(optionOf));
    return select;
  },
};

/** @param {string} type */
function inputOf(type) {
  const input = document.createElement('input');
  input.type = type;
  input.spellcheck = false;
  return input;
}

/** @param {number} rows */
function areaOf(rows) {
  const area = document.createElement('textarea');
  area.rows = rows;
  // Spell checkers may send what is typed to a server, and slow large fields down.
  area.spellcheck = false;
  return area;
}

/** @param {string} value */
function optionOf(value) {
  return new Option(value === '' ? '(nothing)' : value, value);
}

/**
 * @param {Field} field
 * @param {Control[]} controls
 * @returns {HTMLElement} with a name for all
 */
function frameOf({ name, kind }, controls) {
  if (controls.length === 1) {
    const frame = make('div', kind === 'truth' ? 'feature-field is-truth' : 'feature-field');
    const label = make('label', '', name);
    label.setAttribute('for', controls[0].id);
    frame.append(label, ...controls);
    return frame;
  }
  const frame = make('fieldset', 'feature-field');
  const row = make('div', 'feature-values');
  row.append(...controls);
  frame.append(make('legend', '', name), row);
  return frame;
}

/**
 * @param {Field} field
 * @param {string} id
 * @param {Control[]} controls
 * @returns {HTMLElement[]} the known values, to choose from while typing
 */
function offerOf({ kind, known }, id, controls) {
  if (known.length === 0 || !['line', 'number'].includes(kind)) {
    return [];
  }
  const list = make('datalist', '');
  list.id = `${id}-known`;
  list.append(...known.filter((value) => value !== '').map((value) => new Option(value, value)));
  for (const control of controls) {
    control.setAttribute('list', list.id);
  }
  return [list];
}

/**
 * @param {Control} control
 * @returns {string}
 */
function textOf(control) {
  const isTruth = control instanceof HTMLInputElement && control.type === 'checkbox';
  return isTruth ? String(control.checked) : control.value;
}

/**
 * @param {Control} control
 * @param {string} text
 */
function fillIn(control, text) {
  if (control instanceof HTMLInputElement && control.type === 'checkbox') {
    control.checked = text === 'true';
    return;
  }
  control.value = text;
}
