/** Every address that this server answers at; openapi.json describes each of them. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withPretrained } from '../platform/artifact-places.mjs';
import { createFiles, createListing, isOfPage } from './files.mjs';
import { createGenerate } from './generate.mjs';
import { createHealth, createModelList } from './models.mjs';
import { createPredict } from './predict.mjs';

/** @typedef {import('express').RequestHandler} RequestHandler */
/**
 * @typedef {object} Models
 * @property {import('./catalogue.mjs').Catalogue} catalogue
 * @property {import('./pool.mjs').Pool} pool
 */
/** @typedef {{path: string, get?: RequestHandler, post?: RequestHandler}} Route path: Express's */

/**
 * @param {Models & {web: string, exported: string}} options web, exported: folders
 * @returns {Promise<Route[]>}
 */
export async function createRoutes({ web, exported, ...models }) {
  const page = createFiles(web, { isServed: isOfPage });
  const toPage = redirect('/web/');
  // The npm package carries no page.
  const toStart = existsSync(join(web, 'index.html')) ? toPage : redirect('/api/models');
  return [
    { path: '/', get: toStart },
    { path: '/web', get: toPage },
    { path: '/web/', get: page },
    { path: '/web/*file', get: page },
    { path: '/exported/', get: createListing(exported) },
    { path: '/exported/*file', get: createFiles(exported, { find: withPretrained }) },
    { path: '/api/models', get: createModelList(models) },
    { path: '/api/predict', post: createPredict(models) },
    { path: '/api/generate', post: createGenerate(models) },
    { path: '/healthz', get: createHealth(models) },
    { path: '/openapi.json', get: describe(await readDescription()) },
  ];
}

/**
 * @param {string} path
 * @returns {RequestHandler}
 */
function redirect(path) {
  return (_request, response) => response.redirect(path);
}

/** @returns {Promise<object>} */
async function readDescription() {
  return JSON.parse(await readFile(new URL('./openapi.json', import.meta.url), 'utf8'));
}

/**
 * @param {object} json
 * @returns {RequestHandler}
 */
function describe(json) {
  return (_request, response) => {
    response.json(json);
  };
}
