/** Servers for tests: real ones, in this process, with models that are made here. */

import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { createLog } from '../../node/server/log.mjs';
import { startServer } from '../../node/server/start.mjs';
import { startThread } from '../../node/server/worker.mjs';
import { inkOfStrokes, PAD_SIZE, PEN_RADIUS } from '../../page/digits/strokes.js';
import { DIGITS } from './digit-strokes.mjs';
import { makeDigitArtifact } from './make-artifact.mjs';
import { makeLargeTextModel, makeTextArtifact } from './make-text-artifact.mjs';
import { inWeb } from './run.mjs';

/** @typedef {{status: number, headers: import('node:http').IncomingHttpHeaders, text: string}} Reply */
/**
 * @typedef {object} Site
 * @property {string} url without a slash at the end
 * @property {string} web
 * @property {string} exported
 * @property {string[]} log lines
 * @property {{label: string, thread: import('node:worker_threads').Worker}[]} threads that were
 *   started, by their models' names
 * @property {() => Promise<void>} remove stops the server and removes the folders
 */

/**
 * @param {Parameters<typeof makeTextArtifact>[2]} [buildText]
 * @returns {Promise<string>} a new folder with a model of digits, "cnn", and one of text, "text"
 */
export async function makeModels(buildText) {
  const exported = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeDigitArtifact(join(exported, 'cnn'));
  await makeTextArtifact(join(exported, 'text'), undefined, buildText);
  return exported;
}

/**
 * @param {Parameters<typeof startSite>[0]} [settings]
 * @returns {Promise<Site>} its model of text takes more than a second for 10,000 characters, in
 *   which a test can break in; the small one can be done before a message arrives
 */
export async function startSlowSite(settings) {
  return await startSite({ exported: await makeModels(makeLargeTextModel), ...settings });
}

/** @returns {Promise<string>} a new folder with the page, built of one line, and what is not served */
async function makePage() {
  const web = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await mkdir(join(web, 'dist'));
  await mkdir(join(web, 'src'));
  for (const name of ['index.html', 'style.css', 'icon.svg', 'package.json']) {
    await copyFile(inWeb(name), join(web, name));
  }
  await writeFile(join(web, 'dist', 'main.js'), `export {};${' '.repeat(5000)}`);
  await writeFile(join(web, 'dist', 'tfjs.wasm'), '\0asm');
  await writeFile(join(web, 'src', 'main.js'), 'export {};');
  return web;
}

/**
 * @param {Partial<import('../../node/server/start.mjs').Settings>} [settings]
 * @returns {Promise<Site>}
 */
export async function startSite(settings = {}) {
  const exported = settings.exported ?? (await makeModels());
  const web = await makePage();
  /** @type {string[]} */
  const log = [];
  /** @type {Site['threads']} */
  const threads = [];
  const running = await startServer(
    {
      web,
      exported,
      host: '127.0.0.1',
      port: 0,
      allowedHosts: [],
      isPreloaded: false,
      log: createLog({ write: (line) => log.push(line) }, { isQuiet: false }),
      ...settings,
    },
    {
      startThread(data) {
        const thread = startThread(data);
        threads.push({ label: data.label, thread });
        return thread;
      },
    },
  );
  return {
    url: running.url.replace(/\/$/, ''),
    web,
    exported,
    log,
    threads,
    async remove() {
      await running.stop();
      await rm(web, { recursive: true });
      await rm(exported, { recursive: true });
    },
  };
}

/**
 * @param {Site} site
 * @param {string} label
 * @returns {import('node:worker_threads').Worker} the last one of a model
 */
export function threadOf({ threads }, label) {
  const found = threads.findLast((one) => one.label === label);
  assert.ok(found);
  return found.thread;
}

/**
 * @param {number} digit
 * @returns {Buffer} a PNG picture of it, white on black
 */
export function pngOf(digit) {
  const { ink, width, height } = inkOfStrokes(DIGITS[digit], PAD_SIZE, PEN_RADIUS);
  const png = new PNG({ width, height });
  for (const [i, value] of ink.entries()) {
    const grey = Math.round(255 * value);
    png.data.set([grey, grey, grey, 255], 4 * i);
  }
  return PNG.sync.write(png);
}

/**
 * @param {string} url
 * @param {unknown} json
 * @param {RequestInit} [options]
 */
export function postJson(url, json, options = {}) {
  const headers = { 'Content-Type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(json), ...options });
}

/**
 * @param {string} url
 * @param {Buffer} png
 */
export function postPng(url, png) {
  const headers = { 'Content-Type': 'image/png' };
  return fetch(url, { method: 'POST', headers, body: new Uint8Array(png) });
}

/**
 * @param {Response} response
 * @param {number} status
 * @returns {Promise<{kind: string, message: string, status: number}>} of an answer that is an error
 */
export async function errorOf(response, status) {
  const json = await response.json();
  assert.equal(response.status, status, JSON.stringify(json));
  assert.equal(json.ok, false);
  assert.equal(json.error.status, status);
  assert.match(json.error.message, /^.+: .+; expected .+, got .+\. .+\.$/s);
  return json.error;
}

/**
 * Asks without tidying the path up, as browsers and fetch() do, and with any Host.
 *
 * @param {string} url
 * @param {string} path
 * @param {import('node:http').RequestOptions} [options]
 * @returns {Promise<Reply>}
 */
export function ask(url, path, options = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, path, ...options }, (response) => {
      let text = '';
      response.on('data', (data) => {
        text += data;
      });
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asked.on('error', reject).end();
  });
}

/**
 * @param {string} url
 * @param {string} name
 * @returns {Promise<{state: string, questions: number}>} what /healthz says of a model
 */
export async function healthOf(url, name) {
  const { models } = await (await fetch(`${url}/healthz`)).json();
  return models.find((/** @type {{name: string}} */ model) => model.name === name);
}

/**
 * @param {() => Promise<boolean>} isSo
 * @param {string} what
 */
export async function waitFor(isSo, what) {
  const limit = performance.now() + 20_000;
  while (!(await isSo())) {
    assert.ok(performance.now() < limit, `waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
