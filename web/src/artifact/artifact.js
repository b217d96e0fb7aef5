/** Reads an artifact: docs/artifact-format.md. Nothing unchecked reaches TensorFlow.js. */

import { checkTopology } from './check-topology.js';
import { parseGoldenPictures } from './golden-pictures.js';
import { parseGolden } from './golden-vectors.js';
import { checkBytes, MOST_JSON_BYTES, parseJson } from './integrity.js';
import { validateModelJson } from './manifest.js';
import { readMetadata } from './metadata.js';

/** @typedef {import('./integrity.js').Digester} Digester */
/** @typedef {import('./metadata.js').Metadata} Metadata */
/**
 * @typedef {object} Reader where an artifact's files come from
 * @property {string} label the artifact, by its folder or address
 * @property {(name: string, options?: ReadFileOptions) => Promise<Uint8Array<ArrayBuffer>>} read
 *   throws ArtifactError, or the signal's reason
 */
/**
 * @typedef {object} ReadFileOptions
 * @property {AbortSignal} [signal]
 * @property {number} [mostBytes] a file of more is not read
 * @property {(bytes: number) => void} [onBytes] told of each piece that has come, where the reader
 *   reads in pieces
 */
/**
 * @typedef {object} ReadOptions
 * @property {Digester} [digester] default: crypto.subtle, which insecure contexts do not have
 * @property {AbortSignal} [signal] ends reading with its reason
 * @property {(loadedBytes: number, totalBytes: number, file: FileProgress) => void} [onProgress] told
 *   of each piece that has come: bytes of all files so far, of all in the end, and those of its file
 */
/** @typedef {{name: string, loadedBytes: number, totalBytes: number}} FileProgress one file's */
/**
 * @typedef {object} ArtifactFiles an artifact that was read and checked
 * @property {string} label the artifact in messages, by its path or address
 * @property {Metadata} metadata what metadata.json says
 * @property {import('./manifest.js').ModelJson} modelJson the topology, as TensorFlow.js reads it
 * @property {import('./manifest.js').Group[]} groups weights, and the shards that hold them
 * @property {import('./check-topology.js').GraphPlan | null} graph how a graph model is run; null: a
 *   model of layers
 * @property {Map<string, Uint8Array<ArrayBuffer>>} files by name, without metadata.json
 * @property {import('./golden-vectors.js').Golden} golden inputs, and Keras's outputs for them
 * @property {import('./golden-pictures.js').GoldenPictures | null} goldenPictures pictures, and Keras's
 *   outputs for them; null: there are none
 * @property {import('./golden-examples.js').GoldenExamples | null} goldenExamples raw values, from which
 *   the golden inputs are prepared; null: there are none
 * @property {number} bytes of all files together
 * @property {'SHA-256' | 'sizes only'} integrity what the files were checked by
 */

/**
 * Reads and checks all files of an artifact, and builds nothing yet.
 *
 * @param {Reader} reader
 * @param {ReadOptions} [options]
 * @returns {Promise<ArtifactFiles>}
 * @throws {import('../errors.js').ArtifactError} if a file is missing, damaged or of another format
 */
export async function readArtifact(reader, options = {}) {
  const { label } = reader;
  // `in`: an explicit undefined asks for sizes only.
  const digester = 'digester' in options ? options.digester : globalThis.crypto?.subtle;
  // Its size is not known yet, unlike those of the files that it lists.
  const index = await reader.read('metadata.json', {
    signal: options.signal,
    mostBytes: MOST_JSON_BYTES,
  });
  const indexPath = `${label}/metadata.json`;
  const metadata = await readMetadata(parseJson(indexPath, index), indexPath);
  const files = await readFiles(reader, metadata, digester, options);
  const modelPath = `${label}/model.json`;
  const json = parseJson(modelPath, fileOf(files, 'model.json'));
  const model = validateModelJson(json, modelPath, files);
  const graph = await checkTopology({ ...model, files }, modelPath, metadata);
  return {
    label,
    metadata,
    ...model,
    graph,
    files,
    golden: parseGolden(metadata.golden, fileOf(files, metadata.golden.file)),
    goldenPictures: parseGoldenPictures(metadata.golden.pictures, files, label),
    goldenExamples: await goldenExamplesOf(metadata, files, label),
    bytes: index.length + totalBytes(metadata),
    integrity: digester ? 'SHA-256' : 'sizes only',
  };
}

/**
 * @param {Metadata} metadata
 * @param {Map<string, Uint8Array<ArrayBuffer>>} files
 * @param {string} label
 * @returns {Promise<ArtifactFiles['goldenExamples']>}
 */
async function goldenExamplesOf(metadata, files, label) {
  if (metadata.golden.examples === null) {
    return null;
  }
  const { parseGoldenExamples } = await import('./golden-examples.js');
  return parseGoldenExamples(metadata, files, label);
}

/**
 * @param {Reader} reader
 * @param {Metadata} metadata
 * @param {Digester | undefined} digester
 * @param {ReadOptions} options
 * @returns {Promise<Map<string, Uint8Array<ArrayBuffer>>>}
 */
async function readFiles(reader, metadata, digester, { signal, onProgress = () => {} }) {
  let loaded = 0;
  const total = totalBytes(metadata);
  // All at once: browsers queue the requests that exceed their limit per host.
  const reads = Array.from(metadata.files, async ([name, record]) => {
    const file = { name, loadedBytes: 0, totalBytes: record.bytes };
    /** @param {number} bytes */
    const onBytes = (bytes) => {
      loaded += bytes;
      file.loadedBytes += bytes;
      onProgress(loaded, total, { ...file });
    };
    // Before its first byte, so that a page can show all files from the start.
    onBytes(0);
    const content = await reader.read(name, { signal, onBytes, mostBytes: record.bytes });
    // A file from the cache is returned without checking the signal.
    signal?.throwIfAborted();
    await checkBytes(`${reader.label}/${name}`, content, record, digester);
    // What the reader has not told of by itself.
    onBytes(content.length - file.loadedBytes);
    return /** @type {const} */ ([name, content]);
  });
  return new Map(await Promise.all(reads));
}

/**
 * @param {Map<string, Uint8Array<ArrayBuffer>>} files
 * @param {string} name a name that checkConsistency() has found in the list
 */
function fileOf(files, name) {
  return files.get(name) ?? new Uint8Array(0);
}

/**
 * @param {Metadata} metadata
 * @returns {number} bytes of all files that it lists
 */
function totalBytes({ files }) {
  return Array.from(files.values()).reduce((sum, { bytes }) => sum + bytes, 0);
}
