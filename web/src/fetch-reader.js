import { htmlInstead, missingFile, unreadableFile } from './artifact-faults.js';
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
    async read(name, { signal, onBytes } = {}) {
      const response = await request(fetch, label, name, `${address}/${name}`, signal);
      if (response.status === 404) {
        throw missingFile(label, name, 'status 404');
      }
      if (!response.ok) {
        throw unreadableFile(label, name, `status ${response.status}`);
      }
      if (response.headers.get('content-type')?.startsWith('text/html')) {
        await response.body?.cancel();
        throw htmlInstead(`${label}/${name}`);
      }
      return await bodyOf(response, label, name, { signal, onBytes });
    },
  };
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} label
 * @param {string} name
 * @param {string} url
 * @param {AbortSignal | undefined} signal
 */
async function request(fetch, label, name, url, signal) {
  try {
    // no-cache asks the server whether its file is newer. After a new export the browser would
    // otherwise mix old shards from its cache with the new metadata.json.
    return await fetch(url, { cache: 'no-cache', signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadableFile(label, name, `no answer from the server (${messageOf(error)})`);
  }
}

/**
 * @param {Response} response
 * @param {string} label
 * @param {string} name
 * @param {import('./artifact.js').ReadFileOptions} options
 */
async function bodyOf(response, label, name, { signal, onBytes = () => {} }) {
  try {
    return await joined(response, onBytes);
  } catch (error) {
    signal?.throwIfAborted();
    throw unreadableFile(label, name, `an answer that broke off (${messageOf(error)})`);
  }
}

/**
 * @param {Response} response
 * @param {(bytes: number) => void} onBytes
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function joined(response, onBytes) {
  const reader = response.body?.getReader();
  /** @type {Uint8Array[]} */
  const pieces = [];
  let length = 0;
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
    pieces.push(piece.value);
    length += piece.value.length;
    onBytes(piece.value.length);
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.length;
  }
  return whole;
}
