/** The programs on models of tables and texts. */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { editMetadata, makeConvArtifact } from '../helpers/make-artifact.mjs';
import { makeTableArtifact, makeTextArtifact } from '../helpers/make-features-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

const PREDICT = inWeb('node/predict.mjs');

/** @type {string} */
let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeConvArtifact(join(folder, 'conv'));
  await makeTableArtifact(join(folder, 'table'));
  await makeTextArtifact(join(folder, 'text'));
});
after(() => rm(folder, { recursive: true }));

/** @param {unknown} content */
async function jsonFile(content) {
  const path = join(folder, 'inputs.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

test('predict takes a row by its names, and many', async () => {
  const one = await jsonFile({ work: 'nurse', code: 20, age: 40 });
  const { code, stdout } = await runScript(
    PREDICT,
    join(folder, 'table'),
    '--inputs',
    one,
    '--json',
  );
  const { ok, predictions } = JSON.parse(stdout);
  const [{ outputs, classes }] = predictions;
  assert.deepEqual([code, ok, predictions.length, classes], [0, true, 1, undefined]);
  const [row] = Object.values(outputs);
  assert.equal(row.length, 3);
  const many = await jsonFile({ work: ['nurse', 'cook'], code: [20, 10], age: [40, 1] });
  const both = await runScript(PREDICT, join(folder, 'table'), '--inputs', many, '--json');
  assert.deepEqual(Object.values(JSON.parse(both.stdout).predictions[0].outputs)[0][0], row);
});

test('predict takes a text, and names the label', async () => {
  const file = await jsonFile('"so good"');
  const { stdout } = await runScript(PREDICT, join(folder, 'text'), '--inputs', file, '--json');
  const [{ classes }] = JSON.parse(stdout).predictions;
  assert.deepEqual([classes.length, classes[0].label, classes[0].top.length], [1, 'good', 3]);
  const shown = await runScript(PREDICT, join(folder, 'text'), '--inputs', file);
  assert.match(shown.stdout, /inputs\.json\n {2}good 0\.\d{3}, (bad|neither) 0\.\d{3}, /);
});

test('predict reads standard input', async () => {
  const child = spawn(process.execPath, [PREDICT, join(folder, 'text'), '--inputs', '-', '--json']);
  let stdout = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stdin.end('{"text": ["good", "bad"]}');
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 0);
  const [{ inputs, classes }] = JSON.parse(stdout).predictions;
  assert.deepEqual([inputs, classes.length, classes[1].label], ['-', 2, 'bad']);
});

/** @type {[string, () => string[] | Promise<string[]>, number, RegExp][]} */
const REFUSED = [
  [
    'a value of another type',
    async () => ['--inputs', await jsonFile({ work: 7, code: 10, age: 1 })],
    4,
    /table: input work: not a value of its dtype; expected a string/,
  ],
  ['a missing input', async () => ['--inputs', await jsonFile({ work: 'a' })], 2, /Add code, age/],
  [
    'what is not JSON',
    async () => ['--inputs', await jsonFile('{work}')],
    4,
    /inputs\.json: not valid JSON; expected UTF-8 JSON, got an error .* Check the file\./,
  ],
  ['a file that is not there', () => ['--inputs', 'nowhere.json'], 4, /nowhere\.json: cannot be/],
  ['pictures beside', () => ['--inputs', 'a.json', '--image', 'b.png'], 2, /given beside digits/],
  ['pictures', () => ['--image', 'b.png'], 4, /table.*expected/],
];

for (const [what, args, exitCode, words] of REFUSED) {
  test(`predict refuses ${what}`, async () => {
    const { code, stderr } = await runScript(PREDICT, join(folder, 'table'), ...(await args()));
    assert.match(stderr, words);
    assert.equal(code, exitCode);
  });
}

test('verify says that inputs are prepared otherwise', async () => {
  await makeTextArtifact(join(folder, 'damaged'));
  await editMetadata(join(folder, 'damaged'), ({ preprocessing }) => {
    preprocessing.steps[0].standardize = null;
  });
  const verify = inWeb('node/verify.mjs');
  const { code, stdout } = await runScript(verify, join(folder, 'damaged'), '--backend', 'cpu');
  assert.equal(code, 1);
  assert.match(
    stdout,
    /\n {2}3 golden examples, prepared as declared FAILED {2}largest difference /,
  );
  assert.match(stdout, /prepared of the golden examples do NOT match Keras's\./);
});

test('predict takes numbers of a model without preprocessing', async () => {
  const zeros = Array.from({ length: 8 }, () => Array.from({ length: 8 }, () => [0]));
  const file = await jsonFile(zeros);
  const { code, stdout } = await runScript(
    PREDICT,
    join(folder, 'conv'),
    '--inputs',
    file,
    '--json',
  );
  assert.equal(code, 0);
  assert.equal(Object.values(JSON.parse(stdout).predictions[0].outputs)[0].length, 3);
});

test('inspect-lite names the raw inputs beside those of the network', async () => {
  const script = inWeb('node/tfjs-bridge.mjs');
  const { code, stdout } = await runScript(script, 'inspect-lite', join(folder, 'table'));
  assert.equal(code, 0);
  assert.match(stdout, /\nraw input +work +any x 1 +string\nraw input +code +any x 1 +int64\n/);
  assert.match(stdout, /\ninput +row\w* +any x 5 +float32\n/);
  const json = await runScript(script, 'inspect-lite', join(folder, 'table'), '--json');
  const { raw_inputs: raw, inputs } = JSON.parse(json.stdout);
  assert.deepEqual([raw.length, raw[0].dtype, inputs.length], [3, 'string', 1]);
  const plain = await runScript(script, 'inspect-lite', join(folder, 'conv'), '--json');
  assert.equal('raw_inputs' in JSON.parse(plain.stdout), false);
});
