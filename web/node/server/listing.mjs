import { join } from 'node:path';
import { artifactsDirectlyIn, PRETRAINED } from '../platform/artifact-places.mjs';
import { notFound } from './files.mjs';

/**
 * GET /exported/?list: links to the artifacts, and to the folder of pretrained ones, in the form of
 * Python's http.server, so that the page reads both. Without "list" no folder is listed.
 *
 * @param {string} folder of artifacts
 * @returns {import('express').RequestHandler}
 */
export function createListing(folder) {
  return async (request, response) => {
    if (!('list' in request.query)) {
      throw notFound(request.path);
    }
    const names = new Set((await artifactsDirectlyIn(folder)).map(([name]) => name));
    if ((await artifactsDirectlyIn(join(folder, PRETRAINED))).length > 0) {
      names.add(PRETRAINED);
    }
    const links = [...names].sort().map(link);
    response.set('Cache-Control', 'no-cache');
    response
      .type('html')
      .send(['<!doctype html><title>Artifacts</title>', ...links, ''].join('\n'));
  };
}

/** @param {string} name */
function link(name) {
  const shown = name.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
  return `<li><a href="${encodeURIComponent(name)}/">${shown}/</a></li>`;
}
