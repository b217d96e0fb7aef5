/** Finds an exported model: the visitor's own, or else the pretrained one of the same name. */

import { openArtifact } from '../src/artifact/open.js';
import { ArtifactError } from '../src/errors.js';

/** @typedef {import('../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../src/artifact/open.js').OpenOptions} OpenOptions */
/** @typedef {(options?: OpenOptions) => Promise<ArtifactFiles>} Opener reads and checks an artifact */

/** The folder of models that are there from the beginning; training writes beside it. */
export const PRETRAINED = 'pretrained';

/**
 * @param {string} name
 * @param {string} folder of the exported models, relative to the page, with a slash at its end
 * @returns {Opener} looks again each time, since a model may be trained meanwhile
 */
export function exportedModel(name, folder) {
  return async (options = {}) => {
    const base = new URL(folder, document.baseURI);
    const list = await listingOf(base, options.signal);
    const places = placesOf(name, foldersInListing(list));
    return await openFirst(
      // All of one place or all of another: files of two models would never fit each other.
      places.map((place) => new URL(place, base)),
      options,
    );
  };
}

/**
 * @param {string} name
 * @param {string[]} folders that the server lists; none: it does not say what is there
 * @returns {string[]} where the model may be, best first. A place that is not there is not asked
 *   for, because browsers note each failed request in the console
 */
export function placesOf(name, folders) {
  const [own, pretrained] = [`${name}/`, `${PRETRAINED}/${name}/`];
  // A folder of that name may hold no artifact yet, such as while a training writes it.
  if (folders.length === 0 || folders.includes(name)) {
    return [own, pretrained];
  }
  return folders.includes(PRETRAINED) ? [pretrained] : [own];
}

/**
 * @param {readonly string[]} names of models, best first
 * @param {string[]} folders that the server lists; none: it does not say what is there
 * @returns {string} the first one that is there: who has trained one network begins with it
 */
export function firstThere(names, folders) {
  const isOpen = folders.length === 0 || folders.includes(PRETRAINED);
  return (isOpen ? undefined : names.find((name) => folders.includes(name))) ?? names[0];
}

/**
 * @param {string} html a list of files, as web servers make it of a folder
 * @returns {string[]} names of the folders in it
 */
export function foldersInListing(html) {
  return Array.from(html.matchAll(/href="([^"/]+)\/"/g), ([, name]) => name);
}

/**
 * Asks the server what is in a folder. Python's http.server makes a list of every folder; our own
 * servers make such a list here alone, for this question.
 *
 * @param {URL} folder
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<string>} HTML; nothing where the server does not say
 */
export async function listingOf(folder, signal) {
  try {
    const response = await fetch(new URL('?list', folder), { cache: 'no-cache', signal });
    return response.ok ? await response.text() : '';
  } catch {
    return ''; // without a network: each place is asked for, and the service worker answers
  }
}

/**
 * @param {URL[]} places
 * @param {OpenOptions} options
 * @returns {Promise<ArtifactFiles>} of the first place that holds an artifact, whole or damaged
 */
async function openFirst([place, ...others], options) {
  try {
    return await openArtifact(place, options);
  } catch (error) {
    if (others.length === 0 || !isNotThere(error)) {
      throw error;
    }
    // Where there is none at all, the error is that the visitor's own is missing.
    return await openFirst(others, options).catch((other) => {
      throw isNotThere(other) ? error : other;
    });
  }
}

/** @param {unknown} error */
function isNotThere(error) {
  return (
    error instanceof ArtifactError && [error.missing, error.unreadable].includes('metadata.json')
  );
}
