/** What all commands share: arguments, --help, --json, errors and exit codes. */

import { messageOf, sentence, TfjsBridgeError, UsageError } from '../../src/errors.js';
import { guardOutput, note, print } from '../io/output.mjs';
import { parseArguments } from '../options/arguments.mjs';
import { isNotInstalled, isTfjsMissing, missingPackage } from '../platform/installation.mjs';
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
 * @property {string} help PROGRAM in it stands for the program's name
 * @property {Options} options besides --json, --debug and --help
 * @property {(positionals: string[], values: Values) => Promise<Outcome>} run
 */

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
 * @param {string} program its name, as the user typed it
 * @returns {Promise<number>} exit code: 0 ok, 1 failed check, 2 usage, 4 bad artifact or data, or
 *   output that cannot be written, 130 interrupted
 */
export async function runCommand(load, argv, program) {
  // Looked for by hand, so that wrong arguments are reported in the form that was asked for too.
  const isJson = argv.includes('--json');
  guardOutput();
  try {
    const command = await load();
    const options = { ...SHARED_OPTIONS, ...command.options };
    const { positionals, values } = parseArguments(options, argv);
    if (values.help) {
      print(command.help.replaceAll('PROGRAM', program));
      return 0;
    }
    const outcome = await command.run(positionals, values);
    print(`${isJson ? JSON.stringify(outcome.json) : outcome.text}\n`, outcome.exitCode);
    return outcome.exitCode;
  } catch (error) {
    return printError(error, { program, isJson, isDebug: argv.includes('--debug') });
  }
}

/**
 * @param {unknown} error
 * @param {{program: string, isJson: boolean, isDebug: boolean}} options
 * @returns {number} exit code
 */
function printError(error, { program, isJson, isDebug }) {
  const known = error instanceof TfjsBridgeError ? error : unforeseen(error, program);
  const { name, message, exitCode } = known;
  if (isJson && !isTfjsMissing(error)) {
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
 * @param {unknown} error
 * @returns {error is Error & {code: string, path: string}} whether the system refused a file: usage,
 *   as in Python (tfjs_bridge/cli/console.py)
 */
function isOfFiles(error) {
  return error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error;
}

/**
 * @param {unknown} error
 * @param {string} program
 * @returns {TfjsBridgeError}
 */
function unforeseen(error, program) {
  // Asked first: an error of a missing module may have a path, too.
  if (isNotInstalled(error)) {
    return new TfjsBridgeError(missingPackage(error, program));
  }
  if (isOfFiles(error)) {
    const { code, path } = error;
    const expected = 'a place that can be read and written';
    const remedy = 'Check the path, its permissions and the free space';
    const parts = { problem: 'cannot be used', expected, got: code, remedy };
    return new UsageError(sentence(path, parts));
  }
  const parts = {
    problem: 'failed unexpectedly',
    expected: 'a result',
    got: `an error (${messageOf(error)})`,
    remedy: 'Run it again with --debug, and report what it prints',
  };
  return new TfjsBridgeError(sentence('tfjs-bridge', parts));
}
