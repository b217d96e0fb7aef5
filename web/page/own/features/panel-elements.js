/** What the panel for tables and texts consists of; it is not in the page, as few models need it. */

import { make } from '../../dom.js';

/** @typedef {import('../../../src/artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('./controls.js').FieldView} FieldView */

/** @param {string} id of the panel, with which those of its parts begin */
export function createPanelElements(id) {
  const root = make('section', 'panel own-panel own-features');
  root.id = `${id}-panel`;
  root.setAttribute('aria-labelledby', `${id}-title`);
  const title = make('h2', '');
  title.id = `${id}-title`;
  const intro = make('p', '');
  const problem = make('p', 'own-problem');
  problem.id = `${id}-error`;
  problem.role = 'alert';
  problem.hidden = true;
  const timing = make('p', 'picture-words');
  const { form, fields, next } = createForm(id);
  const answers = make('div', 'picture-answers');
  answers.append(timing);
  form.append(problem);
  const work = make('div', 'picture-work');
  work.append(form, answers);
  root.append(title, intro, work);
  return {
    root,
    form,
    answers,
    next,
    timing,
    /** @param {string} words '' for none */
    complain(words) {
      problem.textContent = words;
      problem.hidden = words === '';
    },
    /**
     * @param {FeaturesSpec} spec of a new model
     * @param {FieldView[]} views
     */
    begin(spec, views) {
      const isText = views.length === 1 && views[0].field.kind === 'text';
      title.textContent = isText ? 'On a text' : 'On a row of a table';
      intro.textContent = introOf(spec, isText);
      fields.replaceChildren(...views.map(({ element }) => element));
      problem.hidden = true;
      timing.textContent = '';
    },
    /**
     * @param {number} count of examples
     * @param {number} place of the one that is filled in
     */
    showExample(count, place) {
      next.hidden = count < 2;
      next.textContent = `Fill in example ${((place + 1) % Math.max(count, 1)) + 1} of ${count}`;
    },
  };
}

/** @param {string} id */
function createForm(id) {
  const form = /** @type {HTMLFormElement} */ (make('form', 'feature-form'));
  form.id = `${id}-form`;
  form.noValidate = true; // what is wrong is said at the fields, in the model's own words
  const fields = make('div', 'feature-fields');
  const submit = make('button', 'button', 'Answer');
  submit.id = `${id}-answer`;
  submit.setAttribute('type', 'submit');
  const next = make('button', 'button');
  next.id = `${id}-example`;
  next.setAttribute('type', 'button');
  const buttons = make('div', 'own-buttons');
  buttons.append(submit, next);
  form.append(fields, buttons);
  return { form, fields, next };
}

/**
 * @param {FeaturesSpec} spec
 * @param {boolean} isText
 */
function introOf({ inputs, steps }, isText) {
  const [values, work] = [plural(inputs.length, 'value'), plural(steps.length, 'step')];
  const what = isText ? 'a text' : values;
  return `The model reads ${what}, prepared in ${work} as the artifact declares. What you type stays on this device.`;
}

/**
 * @param {number} count
 * @param {string} word
 */
function plural(count, word) {
  return count === 1 ? `one ${word}` : `${count} ${word}s`;
}
