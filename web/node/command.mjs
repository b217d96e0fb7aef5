/** What all commands share: arguments, --help, --json, errors and exit codes. */

import { parseArgs } from 'node:util';
import { messageOf, sentence, TfjsBridgeError, UsageError } from '../src/errors.js';

/** @typedef {NonNullable<import('node:util').ParseArgsConfig['options']>} Options */
/** @typedef {Record<string, string | boolean | (string | boolean)[] | undefined>} Values */
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
 * @returns {Promise<number>} exit code: 0 ok, 1 failed check, 2 usage, 4 bad artifact or data
 */
export async function runCommand(load, argv) {
  // Looked for by hand, so that wrong arguments are reported in the form that was asked for too.
  const isJson = argv.includes('--json');
  try {
    const command = await load();
    const { positionals, values } = parse(command, argv);
    if (values.help) {
      process.stdout.write(command.help);
      return 0;
    }
    const outcome = await command.run(positionals, values);
    process.stdout.write(`${isJson ? JSON.stringify(outcome.json) : outcome.text}\n`);
    return outcome.exitCode;
  } catch (error) {
    return printError(error, isJson, argv.includes('--debug'));
  }
}

/**
 * @param {Command} command
 * @param {string[]} argv
 */
function parse(command, argv) {
  try {
    const options = { ...SHARED_OPTIONS, ...command.options };
    return parseArgs({ args: argv, options, allowPositionals: true });
  } catch (error) {
    // Node's own advice after the first sentence is about another case.
    const got = messageOf(error).split('. ')[0];
    throw usage('arguments', 'not understood', 'those that --help shows', got);
  }
}

/**
 * @param {string} object
 * @param {string} problem
 * @param {string} expected
 * @param {string} got
 * @returns {UsageError}
 */
export function usage(object, problem, expected, got) {
  const parts = { problem, expected, got, remedy: 'See --help' };
  return new UsageError(sentence(object, parts));
}

/**
 * @param {string[]} positionals
 * @returns {string} the one argument, a folder
 * @throws {UsageError} if there are none or several
 */
export function onlyArtifact(positionals) {
  if (positionals.length !== 1) {
    const got = positionals.length === 0 ? 'none' : positionals.join(' ');
    throw usage('ARTIFACT_DIR', 'wrong number of arguments', "one artifact's folder", got);
  }
  return positionals[0];
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
    process.stdout.write(`${JSON.stringify(json)}\n`);
  } else {
    process.stderr.write(`error: ${message}\n`);
  }
  if (isDebug && error instanceof Error) {
    process.stderr.write(`${error.stack}\n`);
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
 * @returns {TfjsBridgeError}
 */
function unforeseen(error) {
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
