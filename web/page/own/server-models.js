/** Finds the models that the server has, to be tried. */

import { foldersInListing, listingOf, PRETRAINED } from '../exported-model.js';

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
