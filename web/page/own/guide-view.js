import { make } from '../dom.js';
import { titleOf } from '../model-names.js';
import { createAddressReader } from './address-reader.js';
import { CODE_SAMPLES } from './code-samples.js';
import { codeView } from './code-view.js';
import { modelFolders } from './server-models.js';

/**
 * For whoever has no model at hand: those that the server has, and the way of one's own from Keras.
 *
 * @param {HTMLElement} root is filled; data-exported: the folder of the server's models
 * @param {{onReader: (reader: import('../../src/artifact/artifact.js').Reader) => void}} deps
 * @returns {Promise<void>} when the server's models are there, or it has said nothing of them
 */
export async function createGuide(root, { onReader }) {
  const models = make('section', 'panel own-panel');
  models.hidden = true;
  root.append(models, wayFromKeras());
  const folder = new URL(root.dataset.exported ?? '', document.baseURI);
  const paths = await modelFolders(folder);
  if (paths.length > 0) {
    const list = make('ul', 'own-samples');
    list.append(...paths.map((path) => sampleOf(path, new URL(path, folder), onReader)));
    models.append(make('h2', '', 'Or try one that is here'), list);
    models.hidden = false;
  }
}

/**
 * @param {string} path such as "pretrained/cnn/"
 * @param {URL} address
 * @param {(reader: import('../../src/artifact/artifact.js').Reader) => void} onReader
 */
function sampleOf(path, address, onReader) {
  const item = make('li', '');
  const button = make('button', 'button own-sample');
  const place = decodeURIComponent(path).replace(/\/$/, '');
  button.setAttribute('type', 'button');
  button.append(
    make('span', '', titleOf(place.slice(place.lastIndexOf('/') + 1))),
    make('span', 'own-sample-place', `exported/${place}`),
  );
  button.addEventListener('click', () => onReader(createAddressReader(address.href)));
  item.append(button);
  return item;
}

function wayFromKeras() {
  const section = make('section', 'panel own-panel');
  const note = make('p', '', 'The folder my-model is what can be dropped above. ');
  const link = /** @type {HTMLAnchorElement} */ (
    make('a', 'own-onward', 'How to install the library')
  );
  link.href = './dist/docs/library.html';
  note.append(link);
  const samples = make('div', 'code-samples');
  samples.append(...CODE_SAMPLES.map(codeView));
  section.append(make('h2', '', 'From Keras to your page'), note, samples);
  return section;
}
