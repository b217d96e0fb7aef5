import { missingFile, unreadableFile } from '../../artifact-faults.js';
import { messageOf } from '../../errors.js';

/**
 * Reads an artifact from files that were chosen in the browser.
 *
 * @param {import('./model-folders.js').ModelFolder} folder
 * @returns {import('../../artifact.js').Reader}
 */
export function createFileReader({ label, files }) {
  return {
    label,
    async read(name) {
      const file = files.get(name);
      if (file === undefined) {
        throw missingFile(label, name, `${files.size} other files`);
      }
      try {
        return new Uint8Array(await file.arrayBuffer());
      } catch (error) {
        throw unreadableFile(label, name, messageOf(error));
      }
    },
  };
}
