import { missingFile, unreadableFile } from './artifact-faults.js';
import { messageOf } from './errors.js';

/**
 * Reads an artifact that a server offers.
 *
 * @param {URL} folder the artifact's address, with or without a slash at the end
 * @param {{fetch?: typeof globalThis.fetch}} [deps]
 * @returns {import('./artifact.js').Reader}
 */
export function createFetchReader(folder, deps = {}) {
  const fetch = deps.fetch ?? globalThis.fetch.bind(globalThis);
  const address = folder.href.replace(/\/*$/, '');
  const label = decodeURI(new URL(address).pathname.slice(1)) || folder.host;
  return {
    label,
    async read(name) {
      const response = await request(fetch, label, name, `${address}/${name}`);
      if (response.status === 404) {
        throw missingFile(label, name, 'status 404');
      }
      if (!response.ok) {
        throw unreadableFile(label, name, `status ${response.status}`);
      }
      return await bodyOf(response, label, name);
    },
  };
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} label
 * @param {string} name
 * @param {string} url
 */
async function request(fetch, label, name, url) {
  try {
    // no-cache asks the server whether its file is newer. After a new export the browser would
    // otherwise mix old shards from its cache with the new metadata.json.
    return await fetch(url, { cache: 'no-cache' });
  } catch (error) {
    throw unreadableFile(label, name, `no answer from the server (${messageOf(error)})`);
  }
}

/**
 * @param {Response} response
 * @param {string} label
 * @param {string} name
 */
async function bodyOf(response, label, name) {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    throw unreadableFile(label, name, `an answer that broke off (${messageOf(error)})`);
  }
}
