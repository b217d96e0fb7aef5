import { missingFile, tooLarge, unreadableFile } from '../../src/artifact/faults.js';
import { messageOf } from '../../src/errors.js';

/**
 * Reads an artifact from files that were chosen in the browser.
 *
 * @param {import('./model-folders.js').ModelFolder} folder
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
