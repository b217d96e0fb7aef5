/** Keeps artifacts in a browser's Cache Storage, so that they load again without a network. */

import { ArtifactError, messageOf } from '../errors.js';
import { warnOnce } from '../runtime/warn-once.js';
import { checkBytes, sha256 } from './integrity.js';

/** @typedef {import('./artifact.js').Reader} Reader */
/** @typedef {Uint8Array<ArrayBuffer>} Bytes */
/**
 * @typedef {object} CachedReader
 * @property {string} label
 * @property {Reader['read']} read
 * @property {() => Promise<void>} keep stores what was read, and removes what it has replaced; to be
 *   called once all files were read and checked
 */

/** A server's file can be called anything, so keys are addresses of a host that cannot exist. */
const HOST = 'https://tfjs-bridge.invalid';
const INDEX = 'metadata.json';
/** Says what the bytes of an entry are; those of other files are named in metadata.json. */
const DIGEST_HEADER = 'x-sha256';

/**
 * Reads metadata.json from the server, as long as it answers, and each file whose bytes were kept
 * from the cache. Files are kept by their digest: a new export and the one before it lie side by
 * side until the new one is whole.
 *
 * @param {Reader} reader
 * @param {Cache} cache
 * @param {string} key of the artifact
 * @returns {CachedReader}
 */
export function createCachedReader(reader, cache, key) {
  const { label } = reader;
  const store = createStore(cache, `${HOST}/${encodeURIComponent(key)}/`);
  /** @type {Map<string, import('./metadata.js').FileRecord>} */
  let records = new Map();
  /** @type {Map<string, Bytes>} what is to be stored, by the place where it belongs */
  const fresh = new Map();

  /** @param {import('./artifact.js').ReadFileOptions} options */
  async function readIndex(options) {
    try {
      const bytes = await reader.read(INDEX, options);
      fresh.set(INDEX, bytes);
      return bytes;
    } catch (error) {
      // Only where the server cannot be reached: one that refuses or has lost the model is obeyed.
      const isOffline = error instanceof ArtifactError && error.isUnreachable;
      const kept = isOffline ? await store.get(INDEX) : null;
      if (kept === null) {
        throw error;
      }
      return kept;
    }
  }

  /**
   * @param {string} name
   * @param {import('./artifact.js').ReadFileOptions} options
   */
  async function readFile(name, options) {
    const record = records.get(name);
    const place = placeOf(name, record);
    const kept = await store.get(place);
    // The entry's own digest shows that it is whole, the record that it is the right one.
    if (record !== undefined && kept !== null && (await isIntact(name, kept, record))) {
      return kept;
    }
    const bytes = await reader.read(name, options);
    fresh.set(place, bytes);
    return bytes;
  }

  return {
    label,
    async read(name, options = {}) {
      if (name !== INDEX) {
        return await readFile(name, options);
      }
      const bytes = await readIndex(options);
      records = recordsOf(bytes);
      return bytes;
    },
    async keep() {
      try {
        // The index comes last: it is what finds the others.
        const { [INDEX]: index, ...files } = Object.fromEntries(fresh);
        await Promise.all(Object.entries(files).map(([place, bytes]) => store.put(place, bytes)));
        if (index !== undefined) {
          await store.put(INDEX, index);
          await store.keepOnly([INDEX, ...Array.from(records, ([name, it]) => placeOf(name, it))]);
        }
      } catch (error) {
        const message = messageOf(error); // most often: there is no space left
        warnOnce(message, `${label} is loaded, but cannot be cached (${message})`);
      }
    },
  };
}

/**
 * @param {Cache} cache
 * @param {string} prefix
 */
function createStore(cache, prefix) {
  return {
    /**
     * @param {string} place
     * @returns {Promise<Bytes | null>} null: nothing was kept there, or it was damaged
     */
    async get(place) {
      const response = await cache.match(prefix + place).catch(() => undefined);
      const bytes = response && new Uint8Array(await response.arrayBuffer());
      const isWhole = bytes && (await digestOf(bytes)) === response.headers.get(DIGEST_HEADER);
      return isWhole ? bytes : null;
    },

    /**
     * @param {string} place
     * @param {Bytes} bytes
     */
    async put(place, bytes) {
      const headers = { [DIGEST_HEADER]: await digestOf(bytes) };
      await cache.put(prefix + place, new Response(bytes, { headers }));
    },

    /** @param {string[]} places */
    async keepOnly(places) {
      const wanted = new Set(places.map((place) => prefix + place));
      const stale = (await cache.keys()).filter(
        ({ url }) => url.startsWith(prefix) && !wanted.has(url),
      );
      await Promise.all(stale.map((request) => cache.delete(request)));
    },
  };
}

/** @param {Bytes} bytes */
function digestOf(bytes) {
  return sha256(bytes, crypto.subtle); // where there is Cache Storage, there is this too
}

/**
 * @param {string} name
 * @param {import('./metadata.js').FileRecord | undefined} record
 */
function placeOf(name, record) {
  return `${record?.sha256}/${encodeURIComponent(name)}`;
}

/**
 * @param {string} name
 * @param {Bytes} bytes
 * @param {import('./metadata.js').FileRecord} record
 */
async function isIntact(name, bytes, record) {
  return await checkBytes(name, bytes, record, crypto.subtle).then(
    () => true,
    () => false,
  );
}

/**
 * @param {Bytes} index
 * @returns {Map<string, import('./metadata.js').FileRecord>} none where it is malformed, which
 *   readArtifact() tells
 */
function recordsOf(index) {
  try {
    return new Map(Object.entries(JSON.parse(new TextDecoder().decode(index)).files));
  } catch {
    return new Map();
  }
}
