import { listenForDrops } from '../../file-input.js';
import { createResults } from '../pictures/results.js';
import { createAnswering } from './answering.js';
import { createFieldView } from './controls.js';
import { textsOf } from './field-values.js';
import { fieldsOf } from './fields.js';
import { createPanelElements } from './panel-elements.js';
import { createTableView } from './table-view.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../../../src/artifact/features-spec.js').FeaturesSpec} FeaturesSpec */
/** @typedef {import('../feature-inputs.js').Run} Run */
/** @typedef {import('./answering.js').Shown} Shown */
/**
 * @typedef {object} FeaturePanel
 * @property {(own: OwnModel, spec: FeaturesSpec) => void} show begins anew with a model
 * @property {(file: File) => boolean} take whether it takes a file of rows that was meant for no other
 *   part
 * @property {() => void} hide
 */

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
  const answering = createAnswering(parts, results, run);
  parts.answers.prepend(results.element);
  parts.root.append(table.element);
  area.prepend(parts.root);
  /** @type {Shown | null} */
  let current = null;
  let example = 0;

  parts.form.addEventListener('input', answering.typed);
  parts.form.addEventListener('submit', (event) => {
    event.preventDefault();
    answering.now({ isAsked: true });
  });
  parts.next.addEventListener('click', () => {
    example = current === null ? 0 : fillIn(current, example + 1, parts.showExample);
    answering.now();
  });
  listenForDrops(parts.root, ({ files: [file] }) => file && table.take(file));
  return {
    show(own, spec) {
      const isSame = current?.own.artifact === own.artifact;
      const views = isSame ? (current?.views ?? []) : viewsOf(spec);
      current = { own, spec, views };
      parts.root.hidden = false;
      results.begin(own, { keepsLabels: isSame });
      if (!isSame) {
        parts.begin(spec, views);
        example = fillIn(current, 0, parts.showExample);
      }
      const fields = views.map(({ field }) => field);
      table.begin(own, fields); // of a rebuilt model as well: the former one is disposed of
      answering.use(current);
      answering.now(); // rebuilt on another backend: what was typed stays
    },
    take(file) {
      const isTaken = current !== null && /\.[ct]sv$/i.test(file.name);
      if (isTaken) {
        table.take(file);
        table.element.scrollIntoView({ block: 'nearest' });
      }
      return isTaken;
    },
    hide() {
      current = null;
      answering.use(null);
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
 * @param {Shown} shown
 * @param {number} wanted which golden example
 * @param {(count: number, place: number) => void} tell
 * @returns {number} the one that is filled in: after the last comes the first
 */
function fillIn({ own, views }, wanted, tell) {
  const examples = own.artifact?.goldenExamples ?? null;
  const count = examples === null ? 0 : (own.artifact?.golden.count ?? 0);
  const place = wanted % Math.max(count, 1);
  for (const { field, fill } of views) {
    const found = examples?.get(field.name);
    fill(found === undefined ? [] : textsOf(field, found, place));
  }
  tell(count, place);
  return place;
}
