/** Where the programs run from, a clone or the npm package, and what is installed beside them. */

import { existsSync, readFileSync } from 'node:fs';
import { messageOf, sentence } from '../../src/errors.js';

/** npm packs no lockfile. */
export const isClone = existsSync(new URL('../../package-lock.json', import.meta.url));

/** What Node.js says of a package that is not there: by import, and by require. */
const NOT_FOUND = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'];

/** Of no use one by one. */
const OF_SERVER = ['express', 'compression', 'helmet'];

/**
 * @param {unknown} error
 * @returns {error is Error & {code: string}} whether a package is missing
 */
export function isNotInstalled(error) {
  return error instanceof Error && 'code' in error && NOT_FOUND.includes(`${error.code}`);
}

/**
 * Without TensorFlow.js a command gives no answer, not even as JSON: the Python side tells this case
 * by the code on stderr (tfjs_bridge/verification/node.py), and is content with a warning.
 *
 * @param {unknown} error
 */
export function isTfjsMissing(error) {
  return isNotInstalled(error) && isOfTfjs(packageIn(error.message));
}

/** @param {string | null} name of a package; null: the message does not say, so it may be any */
function isOfTfjs(name) {
  return name === null || name.startsWith('@tensorflow/');
}

/**
 * @param {Error & {code: string}} error of a missing package
 * @param {string} program that needs it
 * @returns {string} what is missing, and how to get it
 */
export function missingPackage(error, program) {
  const got = `${error.code} (${messageOf(error)})`;
  const name = packageIn(error.message);
  if (name === null || isOfTfjs(name)) {
    const problem = 'TensorFlow.js is not installed';
    const expected = 'its packages in web/node_modules';
    return sentence('tfjs-bridge', { problem, expected, got, remedy: installRemedy([]) });
  }
  const wanted = ownPackage().optionalDependencies;
  const names = OF_SERVER.includes(name) ? Object.keys(wanted) : [name];
  return sentence(program, {
    problem: `needs the npm package ${name}, which is not installed`,
    expected: 'it beside tfjs-bridge',
    got,
    remedy: installRemedy(names.map((one) => (one in wanted ? `${one}@${wanted[one]}` : one))),
  });
}

/**
 * @param {string[]} packages with their versions
 * @returns {string} what installs them
 */
export function installRemedy(packages) {
  const isHere = isClone || packages.length === 0;
  return isHere ? 'Run "npm ci" in web/' : `Install with: npm install ${packages.join(' ')}`;
}

/**
 * @returns {{version: string, dependencies: Record<string, string>,
 *   optionalDependencies: Record<string, string>}} the package's own package.json
 */
export function ownPackage() {
  return JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
}

/**
 * @param {string} message such as "Cannot find package 'express' imported from ..."
 * @returns {string | null} null where it names no package, but a path
 */
function packageIn(message) {
  const name = /find (?:package|module) '((?:@[^/':\\]+\/)?[^/.':\\][^/':\\]*)(?=['/])/;
  return message.match(name)?.[1] ?? null;
}
