/** The server for tests as users start it: the program, in a process of its own. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { inWeb } from './run.mjs';

export const SERVER = inWeb('node/server.mjs');

/**
 * @typedef {object} Program
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<number | null>} ended its exit code
 * @property {{ok: boolean, url: string, models: string[], broken: string[]}} json what it printed
 * @property {() => string} stderr all of it, so far
 */

/**
 * Starts it on a free port, and waits until it listens.
 *
 * @param {import('node:test').TestContext} t ends it, if nobody has
 * @param {string[]} options
 * @param {string} [cwd]
 * @returns {Promise<Program>}
 */
export async function startProgram(t, options, cwd = tmpdir()) {
  const child = spawn(process.execPath, [SERVER, '--port', '0', '--json', ...options], { cwd });
  t.after(() => child.kill('SIGKILL'));
  const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const printed = new Promise((resolve) => child.stdout.once('data', (data) => resolve(`${data}`)));
  const line = await Promise.race([printed, ended.then(() => null)]);
  assert.ok(line !== null, stderr);
  return { child, ended, json: JSON.parse(line), stderr: () => stderr };
}
