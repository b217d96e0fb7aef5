/** Serves the files of one folder only: no hidden ones, and none that a link leads to elsewhere. */

import { realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { artifactsDirectlyIn, PRETRAINED } from '../platform/artifact-places.mjs';
import { refused } from './errors.mjs';

/** @typedef {import('express').RequestHandler} RequestHandler */

const PAGE_FILES = ['index.html', 'style.css', 'icon.svg', 'service-worker.js'];

/**
 * @param {string[]} path
 * @returns {boolean} whether it is a part of the page, and not of what the page is made from
 */
export function isOfPage([first, ...rest]) {
  return rest.length === 0 ? PAGE_FILES.includes(first) : first === 'dist';
}

/** @type {NonNullable<FilesOptions['find']>} */
async function asItIs(_folder, path) {
  return path;
}

/**
 * @typedef {object} FilesOptions
 * @property {(path: string[]) => boolean} [isServed] default: every file in the folder
 * @property {(folder: string, path: string[]) => Promise<string[]>} [find] where in the folder a
 *   file is; default: where its path says
 */

/**
 * @param {string} folder
 * @param {FilesOptions} [options]
 * @returns {RequestHandler} takes the path from the parameter "file"; without one: index.html
 */
export function createFiles(folder, { isServed = () => true, find = asItIs } = {}) {
  return async (request, response) => {
    const path = [request.params.file ?? 'index.html'].flat();
    const isAllowed = path.every(isPlain) && isServed(path);
    const found = isAllowed ? await findFile(folder, await find(folder, path)) : null;
    if (found === null) {
      throw notFound(request.path);
    }
    // The browser asks each time whether its file is still right: a new export is seen at once.
    response.set('Cache-Control', 'no-cache');
    response.sendFile(found.file, { root: found.root, cacheControl: false, acceptRanges: false });
  };
}

/** @param {string} part of a path, decoded */
function isPlain(part) {
  // Express decodes %2f and %5c after splitting the path. On Windows, a colon follows a drive or
  // introduces an alternate stream of a file.
  return part !== '' && !part.startsWith('.') && !/[/\\:\0]/.test(part);
}

/**
 * @param {string} folder
 * @param {string[]} path
 * @returns {Promise<{root: string, file: string} | null>} root: without links; file: from there
 */
async function findFile(folder, path) {
  try {
    const root = await realpath(folder);
    const found = await realpath(join(root, ...path));
    // Only the root of a disk ends with a separator.
    const isInside = found.startsWith(root.endsWith(sep) ? root : root + sep);
    const isFile = isInside && (await stat(found)).isFile();
    return isFile ? { root, file: relative(root, found) } : null;
  } catch {
    return null;
  }
}

/**
 * GET /exported/?list: links to the artifacts, and to the folder of pretrained ones, in the form of
 * Python's http.server, so that the page reads both; and to the pretrained artifacts, whose folder has
 * no list of its own, by `<link>`. Without "list" no folder is listed.
 *
 * @param {string} folder of artifacts
 * @returns {RequestHandler}
 */
export function createListing(folder) {
  return async (request, response) => {
    if (!('list' in request.query)) {
      throw notFound(request.path);
    }
    const names = new Set((await artifactsDirectlyIn(folder)).map(([name]) => name));
    const pretrained = await artifactsDirectlyIn(join(folder, PRETRAINED));
    if (pretrained.length > 0) {
      names.add(PRETRAINED);
    }
    const items = pretrained.map(([name]) => item(name)).sort();
    const links = [...names].sort().map(link);
    response.set('Cache-Control', 'no-cache');
    response
      .type('html')
      .send(['<!doctype html><title>Artifacts</title>', ...items, ...links, ''].join('\n'));
  };
}

/** @param {string} name */
function item(name) {
  return `<link rel="item" href="${PRETRAINED}/${encodeURIComponent(name)}/">`;
}

/** @param {string} name */
function link(name) {
  const shown = name.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<li><a href="${encodeURIComponent(name)}/">${shown}/</a></li>`;
}

/**
 * @param {string} path
 * @returns {import('./errors.mjs').RequestError}
 */
export function notFound(path) {
  return refused(404, path, {
    problem: 'not found',
    expected: 'an address that /openapi.json describes, and a file that exists',
    got: 'no such file or address',
    remedy: 'Check the address',
  });
}
