/** Brings the form for tables and texts, where a model reads some; its code comes with the first such model. */

import { messageOf } from '../../src/errors.js';
import { make } from '../dom.js';
import { loadStyles } from './late-styles.js';
import { runTensors, vectorOf } from './run-model.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('./features/panel.js').FeaturePanel} FeaturePanel */
/** @typedef {import('./run-model.js').NamedValues} NamedValues */
/**
 * @callback Run
 * @param {OwnModel} own
 * @param {Record<string, any>} values any: an example's, a value or lists of values, by the input's name
 * @returns {Promise<NamedValues[]>} the outputs; throws DataError if a value does not fit its input
 */

/**
 * @param {HTMLElement} area where the panel comes first
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {(own: OwnModel) => Promise<void>} begins anew with a model; hides the form where it has none
 */
export function createFeatureInputs(area, runtime) {
  /** @type {Promise<FeaturePanel> | null} */
  let loading = null;
  const notice = make('p', 'own-problem');
  /** @type {OwnModel | null} */
  let latest = null;
  return async (own) => {
    latest = own;
    const spec = own.artifact?.metadata.preprocessing;
    notice.remove();
    if (spec?.kind !== 'features') {
      (await loading)?.hide();
      return;
    }
    loading ??= loadPanel(area, runtime);
    try {
      const panel = await loading;
      if (latest === own) {
        panel.show(own, spec);
      }
    } catch (error) {
      loading = null; // the next model tries again; this one can still be run on prepared numbers
      notice.textContent = `tables and texts: the form for them cannot be loaded (${messageOf(error)}). Reload the page.`;
      area.prepend(notice);
    }
  };
}

/**
 * @param {HTMLElement} area
 * @param {import('../runtime.js').Runtime} runtime
 */
async function loadPanel(area, runtime) {
  const [{ createFeaturePanel }] = await Promise.all([
    import('./features/panel.js'),
    loadStyles('features.css'),
  ]);
  return createFeaturePanel(area, (own, values) => answer(own, values, runtime));
}

/**
 * @param {OwnModel} own that has a reader of raw values
 * @param {Record<string, any>} values
 * @param {import('../runtime.js').Runtime} runtime
 */
async function answer(own, values, runtime) {
  const raw = /** @type {import('./own-model.js').RawReader} */ (own.raw);
  // A model of a fixed number of examples takes the same one as often.
  const count = own.inputs.find(({ shape }) => shape[0] !== null)?.shape[0] ?? 1;
  const many = Object.entries(values).map(([name, value]) => [name, new Array(count).fill(value)]);
  const examples = await raw.read(Object.fromEntries(many));
  try {
    const outputs = await runtime.run(own, () => runTensors(own, examples.take(0, count)));
    return outputs.map((output) => vectorOf(output, 0));
  } finally {
    examples.dispose();
  }
}
