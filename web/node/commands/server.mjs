import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from '../options/arguments.mjs';
import { isBroken, isUsable } from '../server/catalogue.mjs';
import { createLog } from '../server/log.mjs';
import { startServer } from '../server/start.mjs';

/** @typedef {import('../server/start.mjs').Running} Running */

const HELP = `Usage: server.mjs [--exported DIR] [--host ADDRESS] [--port N] [options]

Serves the demo page, the exported models, and an interface to them over HTTP: digits are read at
POST /api/predict, text is written at POST /api/generate; /openapi.json describes all of it. Ctrl-C
ends it, after the requests that run, or 5 seconds.

Options:
  --exported DIR     folder of the artifacts (default: exported/, beside web/)
  --host ADDRESS     address to listen on (default: 127.0.0.1, this machine only)
  --port N           0 for any free one (default: 3000)
  --allow-host NAME  further name in addresses that the server answers to; may be given several
                     times. On this machine's own addresses no others are answered
  --preload          load all models before the first request; one that is broken ends the program
  --quiet            write no line for each request to stderr
  --json             print one JSON object with the address, once the server listens
  --debug            print stack traces
  -h, --help         print this help

Exit codes: 0 ok, 1 not runnable, 2 wrong usage, or a port that is taken, 4 bad artifact, with
--preload.
`;

const WEB = fileURLToPath(new URL('../..', import.meta.url));
const EXPORTED = fileURLToPath(new URL('../../../exported', import.meta.url));

const PORTS = { least: 0, most: 65_535, isWhole: true, problem: 'not a port' };

/** @type {import('./command.mjs').Command} */
export const serverCommand = {
  help: HELP,
  options: {
    exported: { type: 'string', default: EXPORTED },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', range: PORTS, default: 3000 },
    'allow-host': { type: 'string', multiple: true, default: [] },
    preload: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
  },
  async run(positionals, values) {
    if (positionals.length > 0) {
      throw usage('arguments', 'not understood', 'options alone', positionals.join(' '));
    }
    const running = await startServer({
      web: WEB,
      exported: String(values.exported),
      host: String(values.host),
      port: Number(values.port),
      allowedHosts: [values['allow-host']].flat().map(String),
      isPreloaded: values.preload === true,
      log: createLog(process.stderr, { isQuiet: values.quiet === true }),
    });
    stopAtSignals(running);
    const isPageBuilt = existsSync(join(WEB, 'dist', 'main.js'));
    return outcome(running, isPageBuilt);
  },
};

/**
 * The program ends by itself when nothing is left to do; a second signal ends it at once.
 *
 * @param {Running} running
 */
function stopAtSignals({ stop }) {
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM']);
  const onSignal = () => {
    for (const signal of signals) {
      process.off(signal, onSignal);
    }
    stop();
  };
  for (const signal of signals) {
    process.on(signal, onSignal);
  }
}

/**
 * @param {Running} running
 * @param {boolean} isPageBuilt
 * @returns {import('./command.mjs').Outcome}
 */
function outcome({ url, entries }, isPageBuilt) {
  const broken = entries.filter(isBroken);
  const models = entries.filter(isUsable).map(({ name }) => name);
  const lines = [
    `Serving ${models.join(', ') || 'no models'} on ${url}`,
    ...broken.map(({ error }) => `Left out: ${error.message}`),
    ...(isPageBuilt ? [] : ['The page is not built yet: npm --prefix web run build']),
    'Ctrl-C ends it.',
  ];
  return {
    exitCode: 0,
    text: lines.join('\n'),
    json: { ok: true, url, models, broken: broken.map(({ name }) => name), page: isPageBuilt },
  };
}
