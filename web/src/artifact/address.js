/** What a user gives as the place of an artifact, and the addresses of the files there. Pure. */

import { messageOf, sentence, UsageError } from '../errors.js';

const EXAMPLE = "Give one, such as loadBundle('exported/cnn')";

/** The habit from tf.loadLayersModel(), which takes the address of model.json. */
const FILE_AT_END = /[/\\](?:model|metadata)\.json$/;

/** Schemes that name one file, or a place that only TensorFlow.js's own handlers know. */
const NOT_A_FOLDER = /^(blob|data|javascript|about|indexeddb|localstorage):/i;

/**
 * @param {unknown} location
 * @returns {string} a path or an address, which may still be malformed
 * @throws {UsageError} if it is neither, or of a kind that holds no folder
 */
export function locationText(location) {
  const text = textOf(location).trim();
  if (text === '') {
    const got = typeof location === 'string' ? '""' : nameOf(location);
    throw refused('missing', 'the path or address of a folder that tfjs-bridge exported', got);
  }
  const scheme = text.match(NOT_A_FOLDER)?.[1];
  if (scheme !== undefined) {
    const expected = 'a folder: a path, or an address with https:, http: or file:';
    const remedy = 'Serve the folder that tfjs-bridge exported, and give its address';
    throw refused('not a folder', expected, `an address with ${scheme}:`, remedy);
  }
  return text;
}

/**
 * @param {any} location
 * @returns {string} nothing where it is neither text nor a URL, which may be another window's
 */
function textOf(location) {
  const text = typeof location === 'string' ? location : location?.href;
  return typeof text === 'string' ? text : '';
}

/**
 * @param {string} path of a folder, or of the model.json or metadata.json in it
 * @returns {string} of the folder
 */
export function withoutFileName(path) {
  return path.replace(FILE_AT_END, '');
}

/**
 * @param {string} text an address, relative to the base where it is not whole
 * @param {string | undefined} base
 * @returns {URL} the folder's, with the query that goes to each of its files
 * @throws {UsageError} if it is malformed, or carries a password
 */
export function folderAddress(text, base) {
  const address = parsed(text, base);
  // fetch() refuses such addresses, and they would end up in logs.
  if (address.username !== '' || address.password !== '') {
    const remedy = 'Give it as a header: requestInit: { headers: { Authorization: … } }';
    throw refused('contains a user name', 'an address without one', address.host, remedy);
  }
  address.hash = '';
  address.pathname = withoutFileName(address.pathname).replace(/\/+$/, '');
  return address;
}

/**
 * @param {URL} folder
 * @param {string} name
 * @returns {string} the file's address, with the folder's query
 */
export function fileAddress(folder, name) {
  const address = new URL(folder);
  address.hash = '';
  address.pathname = `${folder.pathname.replace(/\/+$/, '')}/${name}`;
  return address.href;
}

/**
 * @param {URL} folder
 * @returns {string} its name in messages: its path, without a query that may be secret
 */
export function labelOf(folder) {
  const path = folder.pathname.replace(/^\/+|\/+$/g, '');
  try {
    return decodeURI(path) || folder.host;
  } catch {
    return path; // a stray percent sign, which addresses may have
  }
}

/**
 * @param {string} text
 * @param {string | undefined} base
 */
function parsed(text, base) {
  try {
    return new URL(text, base);
  } catch (error) {
    const expected = base === undefined ? 'a whole address' : 'an address';
    const got = `"${text}" (${messageOf(error)})`;
    throw refused('malformed', expected, got, 'Give one such as https://host/models/cnn');
  }
}

/** @param {unknown} value */
function nameOf(value) {
  return value === null || value === undefined ? String(value) : `a value of type ${typeof value}`;
}

/**
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @param {string} [remedy]
 */
function refused(problem, expected, got, remedy = EXAMPLE) {
  return new UsageError(sentence('location', { problem, expected, got, remedy }));
}
