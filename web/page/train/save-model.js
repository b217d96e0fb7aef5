import { readArtifact } from '../../src/artifact/artifact.js';
import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes } from '../figures.js';

/** @typedef {import('./messages.js').Trained} Trained */
/** @typedef {Map<string, Uint8Array<ArrayBuffer>>} Files */

/**
 * What can be done with a trained network: use it in the Digits tab, download it.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 */
export function createModelSaver(root, runtime) {
  const use = find(root, '#train-use', HTMLButtonElement);
  const download = find(root, '#train-download', HTMLButtonElement);
  const words = find(root, '#train-saved', HTMLElement);
  let count = 0;
  /** @type {{name: string, files: Files} | null} */
  let kept = null;

  /** @param {(network: {name: string, files: Files}) => Promise<string>} task */
  const withKept = (task) => async () => {
    try {
      words.textContent = kept === null ? '' : await task(kept);
    } catch (error) {
      words.textContent = messageOf(error);
    }
  };

  use.addEventListener(
    'click',
    withKept(async ({ name, files }) => {
      runtime.registry.put({ name, source: await readBack(name, files) });
      return `"${name}" can now be chosen in the Digits tab.`;
    }),
  );
  download.addEventListener('click', withKept(save));

  /** @param {boolean} isThere */
  function enable(isThere) {
    use.disabled = !isThere;
    download.disabled = !isThere;
  }

  return {
    clear() {
      kept = null;
      words.textContent = '';
      enable(false);
    },
    /** @param {Trained} trained */
    async offer({ files, confusion }) {
      if (files.size > 0) {
        count += 1;
        const name = `trained-here-${count}`;
        // Checked before it is offered: what cannot be read back is an error of ours.
        await readBack(name, files);
        kept = { name, files };
      } else if (confusion !== null) {
        words.textContent =
          'It cannot be saved: computing its digests needs a page served over HTTPS or from localhost.';
      }
      enable(kept !== null);
    },
  };
}

/**
 * Reads an artifact as if it came from a server: what is used is what was written.
 *
 * @param {string} label
 * @param {Files} files
 */
function readBack(label, files) {
  return readArtifact({
    label,
    async read(name) {
      const bytes = files.get(name);
      if (bytes === undefined) {
        throw new Error(`${label}/${name}: was not written`);
      }
      return bytes;
    },
  });
}

/**
 * @param {{name: string, files: Files}} network
 * @returns {Promise<string>} what to do with the file
 */
async function save({ name, files }) {
  // By a module of ours: of a package that is imported like this esbuild leaves nothing out.
  const { zipSync } = await import('./zip.js');
  const entries = Array.from(files, ([file, bytes]) => [`${name}/${file}`, bytes]);
  // Weights are noise, and do not get smaller.
  const zip = zipSync(Object.fromEntries(entries), { level: 0 });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([zip], { type: 'application/zip' }));
  link.download = `${name}.zip`;
  link.click();
  // A click only asks for the download; the browser may read the address a little later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return `${name}.zip, ${megabytes(zip.length)}. Unpack it, and run: tfjs-bridge verify ${name}`;
}
