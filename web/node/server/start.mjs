import { createServer } from 'node:http';
import { sentence, UsageError } from '../../src/errors.js';
import { createApp } from './app.mjs';
import { createCatalogue, isBroken } from './catalogue.mjs';
import { createHostCheck } from './hosts.mjs';
import { createPool } from './pool.mjs';
import { createRoutes } from './routes.mjs';

/** @typedef {import('node:http').Server} Server */
/**
 * @typedef {object} Settings
 * @property {string} web folder of the page
 * @property {string} exported folder of the artifacts
 * @property {string} host
 * @property {number} port 0: any
 * @property {string[]} allowedHosts further names that the server answers to
 * @property {boolean} isPreloaded whether all models are loaded before the first request
 * @property {import('./log.mjs').Log} log
 */
/**
 * @typedef {object} Running
 * @property {string} url
 * @property {import('./catalogue.mjs').Entry[]} entries
 * @property {() => Promise<void>} stop takes no new requests, gives those that run some time, and
 *   ends all threads
 */

/** A body is small; who sends it for longer only holds a connection. */
const REQUEST_TIMEOUT_MS = 30_000;
const GRACE_MS = 5_000;
const SWEEP_MS = 50;

/**
 * @param {Settings} settings
 * @param {{startThread?: import('./worker.mjs').StartThread, silenceMs?: number}} [deps]
 *   silenceMs: how long a busy model may send nothing
 * @returns {Promise<Running>}
 * @throws {UsageError} if there is no such folder, or the address cannot be had
 * @throws {import('../../src/errors.js').TfjsBridgeError} if a model cannot be loaded that should be
 */
export async function startServer(settings, deps = {}) {
  const { web, exported, host, port, log } = settings;
  const catalogue = createCatalogue(exported);
  const pool = createPool(deps.startThread, deps.silenceMs);
  // Before a port is taken, so that a missing folder ends the program at once.
  const entries = await catalogue.scan();
  const routes = await createRoutes({ web, exported, catalogue, pool });
  const hostCheck = createHostCheck(host, settings.allowedHosts);
  const server = createServer(createApp(routes, { hostCheck, log }));
  // Node's default is 300 s.
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  try {
    // Before listening, so that whoever waits for the port finds every model loaded.
    if (settings.isPreloaded) {
      await preload(entries, pool);
    }
    await listen(server, host, port);
  } catch (error) {
    await pool.close();
    throw error;
  }
  return {
    url: urlOf(server),
    entries,
    async stop() {
      await close(server);
      await pool.close();
    },
  };
}

/**
 * @param {import('./catalogue.mjs').Entry[]} entries
 * @param {import('./pool.mjs').Pool} pool
 */
async function preload(entries, pool) {
  for (const entry of entries) {
    if (isBroken(entry)) {
      throw entry.error;
    }
    if (entry.kind !== 'other') {
      await pool.ask(entry, { task: 'load' });
    }
  }
}

/**
 * @param {Server} server
 * @param {string} host
 * @param {number} port
 */
async function listen(server, host, port) {
  await new Promise((resolve, reject) => {
    server.once('error', (error) => reject(notListening(error, host, port)));
    server.listen(port, host, () => resolve(null));
  });
}

/**
 * @param {Error & {code?: string}} error
 * @param {string} host
 * @param {number} port
 */
function notListening({ code = 'an error' }, host, port) {
  const isTaken = code === 'EADDRINUSE';
  return new UsageError(
    sentence(isTaken ? `port ${port}` : `${host}:${port}`, {
      problem: isTaken ? `taken by another program on ${host}` : 'cannot listen there',
      expected: isTaken ? 'a free port' : 'an address of this machine',
      got: code,
      remedy: isTaken
        ? 'Choose another with --port, or --port 0 for any free one'
        : 'Choose another --host or --port',
    }),
  );
}

/**
 * @param {Server} server
 * @returns {string} its address for a browser on this machine
 */
function urlOf(server) {
  // Wildcard addresses can be listened on, but not connected to.
  const { address, port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const here = { '0.0.0.0': '127.0.0.1', '::': '[::1]', '::1': '[::1]' }[address] ?? address;
  return `http://${here.includes(':') && !here.startsWith('[') ? `[${here}]` : here}:${port}/`;
}

/** @param {Server} server */
async function close(server) {
  // Connections that are kept alive end one by one, as soon as their answer is over.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const limit = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(sweep);
  clearTimeout(limit);
}
