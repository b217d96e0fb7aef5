/** What all commands share: arguments, --help, --json, errors and exit codes. */

import { messageOf, sentence, TfjsBridgeError, UsageError } from '../../src/errors.js';
import { guardOutput, note, print } from '../io/output.mjs';
import { parseArguments } from '../options/arguments.mjs';
import { InterruptionError } from './interruption.mjs';

/** @typedef {import('../options/arguments.mjs').Options} Options */
/** @typedef {import('../options/arguments.mjs').Values} Values */
/**
 * @typedef {object} Outcome
 * @property {number} exitCode
 * @property {string} text for people, without a line break at the end
 * @property {object} json the same for programs
 */
/**
 * @typedef {object} Command
 * @property {string} help
 * @property {Options} options besides --json, --debug and --help
 * @property {(positionals: string[], values: Values) => Promise<Outcome>} run
 */

const MODULE_NOT_FOUND = 'ERR_MODULE_NOT_FOUND';

/** @type {Options} */
const SHARED_OPTIONS = {
  json: { type: 'boolean' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/**
 * Runs a command and prints what came out of it.
 *
 * @param {() => Promise<Command>} load imports the command, and TensorFlow.js with it
 * @param {string[]} argv arguments without node and the script
 * @returns {Promise<number>} exit code: 0 ok, 1 failed check, 2 usage, 4 bad artifact or data, or
 *   output that cannot be written, 130 interrupted
 */
export async function runCommand(load, argv) {
  // Looked for by hand, so that wrong arguments are reported in the form that was asked for too.
  const isJson = argv.includes('--json');
  guardOutput();
  try {
    const command = await load();
    const options = { ...SHARED_OPTIONS, ...command.options };
    const { positionals, values } = parseArguments(options, argv);
    if (values.help) {
      print(command.help);
      return 0;
    }
    const outcome = await command.run(positionals, values);
    print(`${isJson ? JSON.stringify(outcome.json) : outcome.text}\n`, outcome.exitCode);
    return outcome.exitCode;
  } catch (error) {
    return printError(error, isJson, argv.includes('--debug'));
  }
}

/**
 * @param {unknown} error
 * @param {boolean} isJson
 * @param {boolean} isDebug
 * @returns {number} exit code
 */
function printError(error, isJson, isDebug) {
  const { name, message, exitCode } = error instanceof TfjsBridgeError ? error : unforeseen(error);
  if (isJson && !isNotInstalled(error)) {
    const json = { ok: false, error: { kind: name, message, exit_code: exitCode } };
    print(`${JSON.stringify(json)}\n`, exitCode);
  } else {
    // Terminals echo ^C, so the message starts on a new line.
    note(error instanceof InterruptionError ? `\n${message}\n` : `error: ${message}\n`);
  }
  if (isDebug && error instanceof Error) {
    note(`${error.stack}\n`);
  }
  return exitCode;
}

/**
 * Without its packages a command gives no answer, not even as JSON: the Python side tells this case
 * by the code on stderr (tfjs_bridge/verification/node.py), and is content with a warning.
 *
 * @param {unknown} error
 */
function isNotInstalled(error) {
  return error instanceof Error && 'code' in error && error.code === MODULE_NOT_FOUND;
}

/**
 * @param {unknown} error
 * @returns {error is Error & {code: string, path: string}} whether the system refused a file: usage,
 *   as in Python (tfjs_bridge/cli/console.py)
 */
function isOfFiles(error) {
  return error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error;
}

/**
 * @param {unknown} error
 * @returns {TfjsBridgeError}
 */
function unforeseen(error) {
  if (isOfFiles(error)) {
    const { code, path } = error;
    const expected = 'a place that can be read and written';
    const remedy = 'Check the path, its permissions and the free space';
    const parts = { problem: 'cannot be used', expected, got: code, remedy };
    return new UsageError(sentence(path, parts));
  }
  const parts = isNotInstalled(error)
    ? {
        problem: 'TensorFlow.js is not installed',
        expected: 'its packages in web/node_modules',
        got: `${MODULE_NOT_FOUND} (${messageOf(error)})`,
        remedy: 'Run "npm ci" in web/',
      }
    : {
        problem: 'failed unexpectedly',
        expected: 'a result',
        got: `an error (${messageOf(error)})`,
        remedy: 'Run it again with --debug, and report what it prints',
      };
  return new TfjsBridgeError(sentence('tfjs-bridge', parts));
}
