import { DataError, messageOf } from '../../../src/errors.js';
import { duration } from '../../figures.js';
import { listenForDrops } from '../../file-input.js';
import { latestOnly } from '../../latest-only.js';
import { createResults } from '../pictures/results.js';
import { createFieldView } from './controls.js';
import { exampleOf, inputOfProblem, textsOf } from './field-values.js';
import { fieldsOf } from './fields.js';
import { createPanelElements } from './panel-elements.js';
import { createTableView } from './table-view.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../run-model.js').NamedValues} NamedValues */
/** @typedef {import('../../../src/artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../feature-inputs.js').Run} Run */
/**
 * @typedef {object} FeaturePanel
 * @property {(own: OwnModel, spec: FeaturesSpec) => void} show begins anew with a model
 * @property {(file: File) => boolean} take whether it takes a file of rows that was meant for no other
 *   part
 * @property {() => void} hide
 */
/**
 * @typedef {object} Shown what the panel works for
 * @property {OwnModel} own
 * @property {FeaturesSpec} spec
 * @property {import('./controls.js').FieldView[]} views one for each raw input
 */

/** Answers come while one types, but not to each letter. */
const PAUSE_MS = 250;

const ID = 'own-features';

/**
 * A form for the rows of a table, or for texts, as the artifact declares them.
 *
 * @param {HTMLElement} area where the panel comes first
 * @param {Run} run
 * @returns {FeaturePanel}
 */
export function createFeaturePanel(area, run) {
  const parts = createPanelElements(ID);
  const results = createResults(ID, parts.complain);
  const table = createTableView(ID, run);
  parts.answers.prepend(results.element);
  parts.root.append(table.element);
  area.prepend(parts.root);
  /** @type {Shown | null} */
  let current = null;
  let example = 0;
  let version = 0; // of what is typed
  let isAsked = false; // by the button or a key, not by typing

  async function answer() {
    if (current === null) {
      return;
    }
    const [shown, wanted] = [current, version];
    const isStale = () => shown !== current || wanted !== version;
    try {
      const values = read(shown);
      const start = performance.now();
      const [found = null] = values === null ? [] : await run(shown.own, values);
      if (!isStale()) {
        show(found, start);
      }
    } catch (error) {
      if (!isStale()) {
        // An answer to something else would stand beside what is wrong.
        show(null, 0);
        complain(shown, error);
      }
    }
    if (isAsked && !isStale()) {
      isAsked = false;
      shown.views.find((view) => view.element.querySelector('[aria-invalid]'))?.focus();
    }
  }

  /**
   * @param {NamedValues[] | null} found null: there is no answer
   * @param {number} start
   */
  function show(found, start) {
    results.element.hidden = found === null;
    parts.timing.textContent =
      found === null ? '' : `Answered in ${duration(performance.now() - start)}`;
    if (found !== null) {
      parts.complain('');
      results.show(found, { isLive: false });
    }
  }

  /**
   * @param {Shown} shown
   * @param {unknown} error
   */
  function complain({ spec, views }, error) {
    const words = messageOf(error);
    const name = inputOfProblem(words, spec);
    const isOfOnly = views.length === 1 && error instanceof DataError;
    const view = isOfOnly ? views[0] : views.find(({ field }) => field.name === name);
    view?.complain(words);
    parts.complain(view === undefined ? words : '');
  }

  const request = latestOnly(answer, (error) => parts.complain(messageOf(error)));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const now = () => {
    clearTimeout(pause);
    version += 1;
    request();
  };
  parts.form.addEventListener('input', () => {
    clearTimeout(pause);
    version += 1;
    pause = setTimeout(request, PAUSE_MS);
  });
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    isAsked = true;
    now();
  });
  /** @param {number} place of the golden example */
  function fillIn(place) {
    const examples = current?.own.artifact?.goldenExamples;
    const count = current?.own.artifact?.golden.count ?? 0;
    example = place % Math.max(count, 1);
    for (const { field, fill } of current?.views ?? []) {
      const own = examples?.get(field.name);
      fill(own === undefined ? [] : textsOf(field, own, example));
    }
    parts.showExample(examples == null ? 0 : count, example);
  }
  parts.next.addEventListener('click', () => {
    fillIn(example + 1);
    now();
  });
  listenForDrops(parts.root, ({ files }) => {
    if (files.length > 0) {
      table.take(files[0]);
    }
  });
  return {
    show(own, spec) {
      const isSame = current?.own.artifact === own.artifact;
      const views = isSame ? (current?.views ?? []) : viewsOf(spec);
      current = { own, spec, views };
      parts.root.hidden = false;
      results.begin(own, { keepsLabels: isSame });
      if (!isSame) {
        parts.begin(spec, views);
        fillIn(0);
      }
      const fields = views.map(({ field }) => field);
      table.begin(own, fields); // of a rebuilt model as well: the former one is disposed of
      now(); // rebuilt on another backend: what was typed stays
    },
    take(file) {
      const isTable = /\.[ct]sv$/i.test(file.name);
      const isTaken = current !== null && isTable;
      if (isTaken) {
        table.take(file);
        table.element.scrollIntoView({ block: 'nearest' });
      }
      return isTaken;
    },
    hide() {
      clearTimeout(pause);
      current = null;
      table.end();
      parts.root.hidden = true;
    },
  };
}

/** @param {FeaturesSpec} spec */
function viewsOf(spec) {
  return fieldsOf(spec).map((field, place) => createFieldView(field, `${ID}-${place}`));
}

/**
 * @param {Shown} shown its fields say what is wrong with them
 * @returns {Record<string, any[]> | null} any: the example's value, or lists of values; by the input's
 *   name. null: something is wrong
 */
function read({ views }) {
  /** @type {Record<string, any[]>} */
  const values = {};
  let isRight = true;
  for (const { field, read, complain } of views) {
    try {
      values[field.name] = [exampleOf(field, read())];
      complain('');
    } catch (error) {
      complain(messageOf(error));
      isRight = false;
    }
  }
  return isRight ? values : null;
}
