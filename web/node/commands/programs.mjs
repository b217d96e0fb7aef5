/** The command of the npm package: names its programs, and imports only the one that is asked for. */

import { sentence, UsageError } from '../../src/errors.js';
import { nearestName } from '../../src/options.js';
import { print } from '../io/output.mjs';
import { ownPackage } from '../platform/installation.mjs';
import { runCommand } from './command.mjs';

/** @typedef {import('./command.mjs').Command} Command */

const HELP = `Usage: tfjs-bridge PROGRAM [options]

Runs models that were exported from Keras, with TensorFlow.js in Node.js.

Programs:
  verify        prove that an artifact gives Keras's numbers here
  compare       set artifacts of one model side by side: bytes, outputs, time
  predict       recognize the digit in a picture
  generate      write text with a character model
  inspect-lite  list what a model holds, without TensorFlow.js
  serve         run the models of a folder over HTTP
  train         train a digit network in TensorFlow.js

Options:
  --version     print the versions of tfjs-bridge, TensorFlow.js and what runs it
  -h, --help    print this help; after a program's name, that of the program

The Python package tfjs-bridge exports from Keras. Its command has the same name, and programs of its
own: its "serve" shows the demo page, this one answers requests.
`;

/** @type {Record<string, () => Promise<Command>>} */
const PROGRAMS = {
  verify: async () => (await import('./verify.mjs')).verifyCommand,
  compare: async () => (await import('./compare.mjs')).compareCommand,
  predict: async () => (await import('./predict.mjs')).predictCommand,
  generate: async () => (await import('./generate.mjs')).generateCommand,
  'inspect-lite': async () => (await import('./inspect-lite.mjs')).inspectLiteCommand,
  serve: async () => (await import('./server.mjs')).serverCommand,
  train: async () => (await import('./train.mjs')).trainCommand,
};

/** What users of the Python package type. */
const OF_PYTHON = ['export', 'train-and-export', 'make-sprite', 'models', 'doctor'];

/**
 * @param {string[]} argv arguments without node and the script
 * @returns {Promise<number>} exit code, as of runCommand()
 */
export async function runProgram(argv) {
  const [name = '', ...rest] = argv;
  if (['', '--help', '-h', 'help'].includes(name)) {
    const code = name === '' ? 2 : 0;
    print(HELP, code);
    return code;
  }
  if (name === '--version') {
    print(`${versions()}\n`);
    return 0;
  }
  const load = Object.hasOwn(PROGRAMS, name) ? PROGRAMS[name] : () => refuse(name);
  return await runCommand(load, rest, `tfjs-bridge ${name}`);
}

function versions() {
  const { version, dependencies } = ownPackage();
  const tfjs = dependencies['@tensorflow/tfjs-core'];
  return `tfjs-bridge ${version}, TensorFlow.js ${tfjs}, ${runtime()}`;
}

/** @returns {string} Deno and Bun state the version of Node.js that they imitate, too */
function runtime() {
  const { node, bun, deno } = process.versions;
  return bun ? `Bun ${bun}` : deno ? `Deno ${deno}` : `Node.js ${node}`;
}

/**
 * @param {string} name
 * @returns {Promise<Command>} never
 */
async function refuse(name) {
  const known = Object.keys(PROGRAMS);
  const nearest = nearestName(name, known);
  const expected = `${known.slice(0, -1).join(', ')} or ${known.at(-1)}`;
  const remedy = nearest === null ? 'See tfjs-bridge --help' : `Did you mean ${nearest}`;
  const parts = OF_PYTHON.includes(name)
    ? { problem: `${name} is a command of the Python package`, remedy: 'Install that one, too' }
    : { problem: 'unknown program', remedy };
  throw new UsageError(sentence('arguments', { ...parts, expected, got: `'${name}'` }));
}
