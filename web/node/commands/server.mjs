import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { usage } from '../options/arguments.mjs';
import { isClone } from '../platform/installation.mjs';
import { isBroken, isUsable } from '../server/catalogue.mjs';
import { createLog } from '../server/log.mjs';
import { startServer } from '../server/start.mjs';

/** @typedef {import('../server/start.mjs').Running} Running */

const HELP = `Usage: PROGRAM [--exported DIR] [--host ADDRESS] [--port N] [options]

Serves the exported models, and runs them over HTTP: POST /api/predict recognizes a digit, POST
/api/generate writes text; /openapi.json describes every route. In a clone it serves the demo page,
too; elsewhere that is what 'tfjs-bridge serve' of the Python package does. Ctrl-C stops the server
after the current requests, or after 5 seconds.

Options:
  --exported DIR     folder of the artifacts (default: exported/, in a clone that of the clone)
  --host ADDRESS     address to listen on (default: 127.0.0.1, this machine only)
  --port N           port to listen on, 0 for any free one (default: 3000)
  --allow-host NAME  further host name to accept requests for; may be repeated. A server on this
                     machine's own addresses refuses all other names
  --preload          load all models before the first request; a broken one stops the program
  --quiet            do not log requests to stderr
  --json             print one JSON object with the address once the server listens
  --debug            print stack traces
  -h, --help         print this help

Exit codes: 0 ok, 1 could not run, 2 wrong usage, or a port that is in use, 4 bad artifact, with
--preload.
`;

const WEB = fileURLToPath(new URL('../..', import.meta.url));
/** The npm package lies in node_modules, where nobody exports to. */
const EXPORTED = isClone ? join(WEB, '..', 'exported') : 'exported';

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
      throw usage('arguments', 'not expected', 'only options', positionals.join(' '));
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
 * Nothing calls process.exit(): the program ends when its last connection and thread are closed. A
 * second signal finds no handler here and ends it at once.
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
    ...broken.map(({ error }) => `Skipped: ${error.message}`),
    ...(isPageBuilt || !isClone ? [] : ['The page is not built yet: npm --prefix web run build']),
    'Press Ctrl-C to stop it.',
  ];
  return {
    exitCode: 0,
    text: lines.join('\n'),
    json: { ok: true, url, models, broken: broken.map(({ name }) => name), page: isPageBuilt },
  };
}
