/** What a browser downloads to run a model, as servers send it. */

import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/**
 * @typedef {object} DownloadSizes bytes of model.json and the shards; not of the golden vectors, which
 *   a model runs without
 * @property {number} raw
 * @property {number} gzip each file compressed by itself, at level 9
 * @property {number} brotli likewise, at quality 11
 */

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/**
 * @param {{files: ReadonlyMap<string, Uint8Array>, groups: readonly {paths: readonly string[]}[]}} artifact
 * @returns {Promise<DownloadSizes>}
 */
export async function downloadSizes({ files, groups }) {
  const names = new Set(['model.json', ...groups.flatMap(({ paths }) => paths)]);
  const contents = Array.from(names, (name) => files.get(name) ?? new Uint8Array(0));
  const sizes = await Promise.all(contents.map(sizesOf));
  const sum = (/** @type {keyof DownloadSizes} */ key) =>
    sizes.reduce((total, size) => total + size[key], 0);
  return { raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
}

/**
 * @param {Uint8Array} content
 * @returns {Promise<DownloadSizes>}
 */
async function sizesOf(content) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const params = { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: content.length };
  const [small, smaller] = await Promise.all([
    gzipped(content, { level: 9 }),
    brotlied(content, { params }),
  ]);
  return { raw: content.length, gzip: small.length, brotli: smaller.length };
}
