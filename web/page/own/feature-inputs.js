/** Brings the form for tables and texts, where a model reads some; its code comes with the first such model. */

import { messageOf } from '../../src/errors.js';
import { createPeriodicYield } from '../../src/runtime/yield-to-event-loop.js';
import { make } from '../dom.js';
import { loadStyles } from './late-styles.js';
import { runTensors, vectorOf } from './run-model.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('./features/panel.js').FeaturePanel} FeaturePanel */
/** @typedef {import('./run-model.js').NamedValues} NamedValues */
/**
 * @typedef {object} RunOptions
 * @property {(done: number, all: number) => void} [onProgress] called after each batch, with examples
 * @property {AbortSignal} [signal] stops between two batches
 */
/**
 * @callback Run
 * @param {OwnModel} own
 * @param {Record<string, any[]>} columns any: an example's value or lists of values; by the input's name
 * @param {RunOptions} [options]
 * @returns {Promise<NamedValues[][]>} the outputs for each example; throws DataError if a value does not
 *   fit its input
 */

/**
 * @typedef {object} FeatureInputs
 * @property {(own: OwnModel) => Promise<void>} show begins anew with a model; hides the form where it
 *   has none
 * @property {(file: File) => boolean} take whether the model that is shown takes a file as rows of its
 *   table
 */

/**
 * @param {HTMLElement} area where the panel comes first
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {FeatureInputs}
 */
export function createFeatureInputs(area, runtime) {
  /** @type {Promise<FeaturePanel> | null} */
  let loading = null;
  const notice = make('p', 'own-problem');
  /** @type {FeaturePanel | null} */
  let ready = null;
  /** @type {OwnModel | null} */
  let latest = null;
  /** @param {OwnModel} own */
  async function show(own) {
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
      ready = panel;
      if (latest === own) {
        panel.show(own, spec);
      }
    } catch (error) {
      loading = null; // the next model tries again; this one can still be run on prepared numbers
      notice.textContent = `tables and texts: the form for them cannot be loaded (${messageOf(error)}). Reload the page.`;
      area.prepend(notice);
    }
  }
  return { show, take: (file) => ready?.take(file) === true };
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
  return createFeaturePanel(area, (own, columns, options) =>
    answer(own, columns, { runtime, ...options }),
  );
}

const BATCH_SIZE = 32;

/** How long runs may go on before the page has its turn: two frames. */
const YIELD_AFTER_MS = 32;

/**
 * @param {OwnModel} own that has a reader of raw values
 * @param {Record<string, any[]>} columns
 * @param {{runtime: import('../runtime.js').Runtime} & RunOptions} options
 * @returns {Promise<NamedValues[][]>}
 */
async function answer(own, columns, { runtime, onProgress, signal }) {
  const raw = /** @type {import('./own-model.js').RawReader} */ (own.raw);
  const [{ length: count }] = Object.values(columns);
  const step = stepOf(own, count);
  const examples = await raw.read(filledUp(columns, Math.ceil(count / step) * step));
  const pause = createPeriodicYield(YIELD_AFTER_MS);
  /** @type {NamedValues[][]} */
  const answers = [];
  try {
    for (let start = 0; start < count; start += step) {
      signal?.throwIfAborted();
      const part = () => runTensors(own, examples.take(start, start + step));
      const outputs = await runtime.run(own, part);
      const ends = Array.from({ length: step }, (_, i) => outputs.map((it) => vectorOf(it, i)));
      answers.push(...ends.slice(0, count - start));
      onProgress?.(answers.length, count);
      await pause();
    }
    return answers;
  } finally {
    examples.dispose();
  }
}

/**
 * @param {OwnModel} own
 * @param {number} count of examples
 * @returns {number} how many a run takes: as many as the model is fixed to, where it is, and one where
 *   an output is of all together
 */
function stepOf({ inputs, outputs }, count) {
  const fixed = inputs.map(({ shape }) => shape[0]).find((length) => length != null);
  const isWhole = outputs.some(({ shape }) => shape[0] !== null);
  return fixed ?? (isWhole ? 1 : Math.min(count, BATCH_SIZE));
}

/**
 * @param {Record<string, any[]>} columns
 * @param {number} count
 * @returns {Record<string, any[]>} as many examples, by repeating the last one
 */
function filledUp(columns, count) {
  const entries = Object.entries(columns).map(([name, values]) => {
    const filler = new Array(count - values.length).fill(values[values.length - 1]);
    return [name, [...values, ...filler]];
  });
  return Object.fromEntries(entries);
}
