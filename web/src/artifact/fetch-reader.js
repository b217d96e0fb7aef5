import { ArtifactError, messageOf } from '../errors.js';
import { fileAddress, labelOf } from './address.js';
import { htmlInstead, missingFile, tooLarge, unreachable, unreadableFile } from './faults.js';

/** So much is read of any file, so that a web page in its place is named as such. */
const WEB_PAGE_BYTES = 1024 * 1024;

/**
 * @typedef {object} FetchOptions
 * @property {RequestInit} [requestInit] for each file's request: headers, credentials and so on, as
 *   fetch() takes them; named as for tf.loadLayersModel()
 * @property {typeof globalThis.fetch} [fetchFunc] called in place of fetch()
 */

/**
 * Reads an artifact that a server offers.
 *
 * @param {URL} folder the artifact's address; its query goes to each file
 * @param {FetchOptions} [options]
 * @returns {import('./artifact.js').Reader & {address: string}}
 */
export function createFetchReader(folder, { requestInit, fetchFunc } = {}) {
  // Bound: browsers refuse a fetch() whose `this` is not the window ("Illegal invocation").
  const fetch = fetchFunc ?? globalThis.fetch.bind(globalThis);
  const label = labelOf(folder);
  return {
    label,
    address: folder.href,
    async read(name, { signal, onBytes, mostBytes } = {}) {
      const init = { requestInit, signal };
      const response = await request(fetch, label, name, fileAddress(folder, name), init);
      if (response.status === 404) {
        throw missingFile(label, name, 'status 404');
      }
      // Servers answer 5xx for a while, at a restart or under load: a cached copy may stand in for them.
      if (response.status >= 500) {
        throw unreachable(label, name, `status ${response.status}`);
      }
      if (!response.ok) {
        throw unreadableFile(label, name, `status ${response.status}`);
      }
      // Hosts of single-page apps send index.html with status 200 for files that they do not have.
      if (response.headers.get('content-type')?.startsWith('text/html')) {
        // A body that is not read keeps its connection busy.
        await response.body?.cancel();
        throw htmlInstead(`${label}/${name}`);
      }
      return await bodyOf(response, label, name, { signal, onBytes, mostBytes });
    },
  };
}

/**
 * @param {typeof globalThis.fetch} fetch
 * @param {string} label
 * @param {string} name
 * @param {string} url
 * @param {{requestInit?: RequestInit, signal?: AbortSignal}} init
 */
async function request(fetch, label, name, url, { requestInit, signal }) {
  try {
    // no-cache asks the server whether its file is newer. After a new export the browser would
    // otherwise mix old shards from its cache with the new metadata.json.
    return await fetch(url, { cache: 'no-cache', ...requestInit, signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw unreachable(label, name, `no answer from the server (${messageOf(error)})`);
  }
}

/**
 * @param {Response} response
 * @param {string} label
 * @param {string} name
 * @param {import('./artifact.js').ReadFileOptions} options
 */
async function bodyOf(response, label, name, { signal, onBytes = () => {}, mostBytes }) {
  let length = 0;
  try {
    return await joined(response, (bytes) => {
      length += bytes;
      // Counted, because Content-Length may be missing, or count the compressed bytes.
      if (length > Math.max(mostBytes ?? length, WEB_PAGE_BYTES)) {
        throw tooLarge(`${label}/${name}`, mostBytes ?? 0);
      }
      onBytes(bytes);
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof ArtifactError) {
      await response.body?.cancel().catch(() => {});
      throw error;
    }
    throw unreachable(label, name, `an interrupted response (${messageOf(error)})`);
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
