/** Answers to what a form holds, or what is wrong with it, said at its fields. */

import { DataError, messageOf } from '../../../src/errors.js';
import { duration } from '../../figures.js';
import { latestOnly } from '../../latest-only.js';
import { exampleOf, inputOfProblem } from './field-values.js';

/** @typedef {import('../run-model.js').NamedValues} NamedValues */
/** @typedef {import('../feature-inputs.js').Run} Run */
/** @typedef {import('./controls.js').FieldView} FieldView */
/**
 * @typedef {object} Shown what the panel works for
 * @property {import('../own-model.js').OwnModel} own
 * @property {import('../../../src/artifact/features-spec.js').FeaturesSpec} spec
 * @property {FieldView[]} views one for each raw input
 */
/**
 * @typedef {object} Answering
 * @property {(shown: Shown | null) => void} use another model from now on; null: none
 * @property {() => void} typed answers in a moment
 * @property {(options?: {isAsked?: boolean}) => void} now answers at once; isAsked: and goes to the first
 *   field with which something is wrong
 */

/** Answers come while one types, but not to each letter. */
const PAUSE_MS = 250;

/**
 * @param {ReturnType<typeof import('./panel-elements.js').createPanelElements>} parts
 * @param {ReturnType<typeof import('../pictures/results.js').createResults>} results
 * @param {Run} run
 * @returns {Answering}
 */
export function createAnswering(parts, results, run) {
  /** @type {Shown | null} */
  let current = null;
  let version = 0; // of what is typed
  let isWaitedFor = false; // by who has pressed a button or a key
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;

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
        complain(shown, error, parts);
      }
    }
    if (isWaitedFor && !isStale()) {
      isWaitedFor = false;
      shown.views.find((view) => view.element.querySelector('[aria-invalid]'))?.focus();
    }
  }

  /**
   * @param {NamedValues[] | null} found null: there is no answer
   * @param {number} start
   */
  function show(found, start) {
    const words = `Answered in ${duration(performance.now() - start)}`;
    parts.timing.textContent = found === null ? '' : words;
    parts.complain('');
    results.element.hidden = found === null;
    if (found !== null) {
      results.show(found, { isLive: false });
    }
  }

  const request = latestOnly(answer, (error) => parts.complain(messageOf(error)));
  /** @param {number} ms */
  const after = (ms) => {
    clearTimeout(pause);
    version += 1;
    pause = setTimeout(request, ms);
  };
  return {
    use(shown) {
      clearTimeout(pause);
      current = shown;
    },
    typed: () => after(PAUSE_MS),
    now({ isAsked = false } = {}) {
      isWaitedFor = isAsked;
      after(0);
    },
  };
}

/**
 * @param {Shown} shown
 * @param {unknown} error
 * @param {{complain: (words: string) => void}} parts of the panel, for what is about no field
 */
function complain({ spec, views }, error, parts) {
  const words = messageOf(error);
  const name = inputOfProblem(words, spec);
  const isOfOnly = views.length === 1 && error instanceof DataError;
  const view = isOfOnly ? views[0] : views.find(({ field }) => field.name === name);
  view?.complain(words);
  parts.complain(view === undefined ? words : '');
}

/**
 * @param {Shown} shown its fields say what is wrong with them
 * @returns {Record<string, any[]> | null} any: the example's value, or lists of values; by the input's
 *   name. null: something is wrong
 */
function read({ views }) {
  /** @type {[name: string, examples: any[]][]} */
  const values = [];
  for (const { field, read, complain } of views) {
    try {
      values.push([field.name, [exampleOf(field, read())]]);
      complain('');
    } catch (error) {
      complain(messageOf(error));
    }
  }
  return values.length === views.length ? Object.fromEntries(values) : null;
}
