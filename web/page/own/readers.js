import { createReader } from '#platform';
import { missingFile, tooLarge, unreadableFile } from '../../src/artifact/faults.js';
import { DataError, messageOf, sentence } from '../../src/errors.js';

/**
 * @param {string} text an address of a folder, or of the model.json in it
 * @param {string | URL} base the page's address
 * @returns {URL} the folder
 * @throws {DataError} if it is not an address, or not on the page's server
 */
export function folderAddress(text, base) {
  let address;
  try {
    address = new URL(text.trim(), base);
  } catch (error) {
    throw refused('not an address', messageOf(error), 'Give one such as ../exported/mlp/');
  }
  const { origin } = new URL(base);
  // The Content-Security-Policy would block it anyway, with an error that only the console shows.
  if (address.origin !== origin) {
    const remedy = 'This page contacts no other server: download the folder, and choose it here';
    throw refused('on another server', address.origin, remedy, `an address at ${origin}`);
  }
  address.search = '';
  address.hash = '';
  // People copy the address of the file that they know from tf.loadLayersModel().
  address.pathname = address.pathname.replace(/\/(model|metadata)\.json$/, '/');
  return address;
}

/**
 * @param {string} text
 * @returns {import('../../src/artifact/artifact.js').Reader}
 */
export function createAddressReader(text) {
  return createReader(folderAddress(text, document.baseURI));
}

/**
 * @param {string} problem
 * @param {string} got
 * @param {string} remedy
 * @param {string} [expected]
 */
function refused(problem, got, remedy, expected = 'the address of a folder on this server') {
  return new DataError(sentence('address', { problem, expected, got, remedy }));
}

/**
 * Reads an artifact from files that were chosen in the browser.
 *
 * @param {import('./chosen-files.js').ModelFolder} folder
 * @returns {import('../../src/artifact/artifact.js').Reader}
 */
export function createFileReader({ label, files }) {
  return {
    label,
    async read(name, { mostBytes = Number.POSITIVE_INFINITY } = {}) {
      const file = files.get(name);
      if (file === undefined) {
        throw missingFile(label, name, `${files.size} other files`);
      }
      if (file.size > mostBytes) {
        throw tooLarge(`${label}/${name}`, mostBytes, file.size);
      }
      try {
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        throw unreadableFile(label, name, messageOf(error));
      }
    },
  };
}
