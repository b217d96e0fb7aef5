import { isBroken, isUsable } from './catalogue.mjs';
import { refused } from './errors.mjs';

/** @typedef {import('./catalogue.mjs').Entry} Entry */
/** @typedef {import('./catalogue.mjs').Model} Model */
/** @typedef {import('./catalogue.mjs').Task} Task */

/** The model that answers where several could and none was named. */
const PREFERRED = 'cnn';

/**
 * @param {Entry[]} entries
 * @param {Task} task
 * @param {string | undefined} wanted a name; undefined: the only model of its kind, or "cnn"
 * @returns {Model}
 * @throws {import('./errors.mjs').RequestError} if there is no such model, or one of another
 *   kind, or no one model to take where none was named
 * @throws {import('../../src/errors.js').TfjsBridgeError} if it is broken
 */
export function chooseModel(entries, task, wanted) {
  return wanted === undefined ? onlyModel(entries, task) : namedModel(entries, task, wanted);
}

/**
 * @param {Entry[]} entries
 * @param {Task} task
 * @param {string} wanted
 * @returns {Model}
 */
function namedModel(entries, task, wanted) {
  const found = entries.find(({ name }) => name === wanted);
  if (found === undefined) {
    throw noModel(404, 'not found', namesOf(entries), JSON.stringify(wanted));
  }
  if (isBroken(found)) {
    throw found.error;
  }
  if (found.kind !== task) {
    throw noModel(400, 'of the wrong kind', `one of kind "${task}"`, `"${found.kind}"`);
  }
  return found;
}

/**
 * @param {Entry[]} entries
 * @param {Task} task
 * @returns {Model}
 */
function onlyModel(entries, task) {
  const fitting = entries.filter(isUsable).filter(({ kind }) => kind === task);
  const found = fitting.length === 1 ? fitting[0] : fitting.find(({ name }) => name === PREFERRED);
  if (found === undefined) {
    throw fitting.length === 0
      ? noModel(404, 'not found', `one of kind "${task}"`, 'none')
      : noModel(400, 'not named', namesOf(fitting), 'none');
  }
  return found;
}

/** @param {{name: string}[]} entries */
function namesOf(entries) {
  return entries.map(({ name }) => name).join(' or ') || 'a model, but there is none';
}

/**
 * @param {number} status
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 */
function noModel(status, problem, expected, got) {
  return refused(status, 'model', { problem, expected, got, remedy: 'See /api/models' });
}
