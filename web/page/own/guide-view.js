import { make } from '../dom.js';
import { foldersInListing, listingOf, PRETRAINED } from '../exported-model.js';
import { titleOf } from '../model-facts.js';
import { CODE_SAMPLES, codeView } from './code-samples.js';
import { createAddressReader } from './readers.js';

/**
 * For visitors without a model at hand: those on the server, and how to export one from Keras.
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
    models.append(make('h2', '', 'Or try one of these'), list);
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
  const note = make('p', '', 'Drop the folder it writes, my-model, above. ');
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

/**
 * All models that the server lists.
 *
 * @param {URL} folder of the exported models, with a slash at its end
 * @returns {Promise<string[]>} their folders in it, one's own first, such as "cnn/" and
 *   "pretrained/cnn/"; none where the server does not say
 */
export async function modelFolders(folder) {
  const list = await listingOf(folder, undefined);
  const names = foldersInListing(list);
  const own = names.filter((name) => name !== PRETRAINED && isModelName(name));
  let pretrained = pretrainedInListing(list);
  // Python's http.server lists one folder at a time; our servers list both in one answer.
  if (pretrained.length === 0 && names.includes(PRETRAINED)) {
    pretrained = foldersInListing(await listingOf(new URL(`${PRETRAINED}/`, folder), undefined));
  }
  const places = pretrained.filter(isModelName).map((name) => `${PRETRAINED}/${name}`);
  return [...own, ...places].map((place) => `${place}/`);
}

/**
 * @param {string} html a list of files, as our own servers make it
 * @returns {string[]} names of the pretrained models in it, which plain servers list apart
 */
export function pretrainedInListing(html) {
  const links = html.matchAll(/<link rel="item" href="pretrained\/([^"/]+)\/"/g);
  return Array.from(links, ([, name]) => name);
}

/**
 * @param {string} name
 * @returns {boolean} whether it is not a folder that training writes beside a model, nor the digits
 *   of make-sprite, which plain servers list as well
 */
function isModelName(name) {
  return !/^\.|\.(report|training)$|^sprite$/.test(name);
}
