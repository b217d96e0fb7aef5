import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} path from web/
 * @returns {string}
 */
export function inWeb(path) {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/**
 * Runs a script in a process of its own, from a working directory that is not the project's.
 *
 * @param {string} script absolute
 * @param {...string} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function runScript(script, ...args) {
  return runScriptIn(tmpdir(), script, ...args);
}

/**
 * @param {string} cwd the working directory
 * @param {string} script absolute
 * @param {...string} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function runScriptIn(cwd, script, ...args) {
  return new Promise((resolve) => {
    const options = { cwd, encoding: /** @type {const} */ ('utf8') };
    const child = execFile(process.execPath, [script, ...args], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}
