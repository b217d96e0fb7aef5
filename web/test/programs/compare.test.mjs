import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { summary } from '../../node/commands/compare-timing.mjs';
import { makeConvArtifact, replaceFile } from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

/** @type {string} folder of the artifacts, for all tests */
let shared;
before(async () => {
  shared = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeConvArtifact(join(shared, 'conv'));
  await makeConvArtifact(join(shared, 'changed'));
  const shard = await shardOf('changed');
  const bytes = await readFile(join(shared, 'changed', shard));
  bytes.writeFloatLE(bytes.readFloatLE(0) + 0.5, 0);
  await replaceFile(join(shared, 'changed'), shard, bytes);
});
after(() => rm(shared, { recursive: true }));

/** @param {string} name of an artifact with one shard */
async function shardOf(name) {
  const model = JSON.parse(await readFile(join(shared, name, 'model.json'), 'utf8'));
  return String(model.weightsManifest[0].paths[0]);
}

/** @param {...string} args */
async function compare(...args) {
  const done = await runScript(inWeb('node/compare.mjs'), ...args);
  return { ...done, json: () => JSON.parse(done.stdout) };
}

/**
 * @param {number[]} shape
 * @param {Float32Array} values
 * @returns {Promise<string>} path of the JSON
 */
async function writeData(shape, values) {
  await writeFile(join(shared, 'inputs.bin'), Buffer.from(values.buffer));
  const tensors = [{ name: 'x', shape, dtype: 'float32' }];
  const path = join(shared, 'inputs.json');
  await writeFile(path, JSON.stringify({ file: 'inputs.bin', tensors }));
  return path;
}

test('tells what is downloaded, how far outputs are apart, and how long one takes', async () => {
  const [conv, changed] = ['conv', 'changed'].map((name) => join(shared, name));
  const { code, json } = await compare(conv, conv, changed, '--rounds', '3', '--json');
  const { artifacts, ok, backend } = json();
  assert.deepEqual([code, ok, backend, artifacts.length], [0, true, 'wasm', 3]);
  const files = await Promise.all(
    ['model.json', await shardOf('conv')].map((name) => readFile(join(conv, name))),
  );
  const [first, same, other] = artifacts;
  assert.equal(
    first.bytes.raw,
    files.reduce((sum, { length }) => sum + length, 0),
  );
  const gzip = files.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  assert.deepEqual([first.bytes.gzip, first.format], [gzip, 'layers']);
  assert.ok(first.bytes.brotli < first.bytes.raw);
  assert.equal(same.largest_difference, 0);
  assert.ok(other.largest_difference > 0.01);
  for (const { latency } of artifacts) {
    assert.equal(latency.rounds, 3);
    assert.ok(latency.first_quartile_ms <= latency.median_ms && latency.median_ms > 0);
  }
});

test('runs any number of examples in parts, and writes the outputs of all', async () => {
  const { artifacts } = (await compare(join(shared, 'conv'), '--rounds', '0', '--json')).json();
  const golden = JSON.parse(await readFile(join(shared, 'conv/metadata.json'), 'utf8')).golden;
  const sizes = golden.inputs[0].shape.slice(1);
  const count = 300;
  const size = sizes.reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b, 1);
  const values = Float32Array.from({ length: count * size }, (_, i) => Math.sin(i));
  const data = await writeData([count, ...sizes], values);
  const folder = join(shared, 'outputs');
  await mkdir(folder);
  const args = ['--data', data, '--outputs', folder, '--rounds', '0', '--json'];
  const { artifacts: found } = (await compare(join(shared, 'conv'), ...args)).json();
  const [{ outputs, latency }] = found;
  assert.equal(latency, null);
  assert.deepEqual(outputs[0].shape, [count, ...artifacts[0].outputs[0].shape.slice(1)]);
  const bytes = await readFile(join(folder, '0.bin'));
  const expected = outputs[0].shape.reduce(
    (/** @type {number} */ a, /** @type {number} */ b) => a * b,
  );
  assert.equal(bytes.length, 4 * expected);
});

test('a table for people', async () => {
  const { code, stdout } = await compare(join(shared, 'conv'), '--rounds', '1');
  assert.equal(code, 0);
  assert.match(stdout, /^artifact +format +bytes +gzip +brotli +difference +ms\n/);
});

/** @type {[what: string, args: (shared: string) => string[], code: number, message: RegExp][]} */
const WRONG = [
  ['no artifact', () => [], 2, /ARTIFACT_DIR: wrong number of arguments; expected one folder/],
  ['an empty name', () => [''], 2, /ARTIFACT_DIR: empty/],
  ['no such folder', () => ['nowhere'], 4, /nowhere/],
  ['rounds that are no number', (at) => [join(at, 'conv'), '--rounds', 'x'], 2, /--rounds/],
  ['webgl', (at) => [join(at, 'conv'), '--backend', 'webgl'], 2, /only in browsers/],
  ['no such data', (at) => [join(at, 'conv'), '--data', join(at, 'none.json')], 2, /none\.json/],
];

for (const [what, args, expected, message] of WRONG) {
  test(`refuses ${what}`, async () => {
    const { code, stderr } = await compare(...args(shared));
    assert.equal(code, expected);
    assert.match(stderr, message);
  });
}

/** @type {[what: string, content: string, message: RegExp][]} */
const BAD_DATA = [
  ['what is not JSON', '{', /not valid JSON/],
  ['something else', '[]', /not a list of tensors/],
  [
    'tensors that the file does not hold',
    '{"file": "conv/model.json", "tensors": [{"name": "x", "shape": [9], "dtype": "float32"}]}',
    /does not fit its tensors; expected 36 bytes, got \d+ bytes/,
  ],
  [
    'sizes that are none',
    '{"file": "x", "tensors": [{"name": "x", "shape": [-1], "dtype": "float32"}]}',
    /not a list of tensors/,
  ],
];

for (const [what, content, message] of BAD_DATA) {
  test(`refuses data of ${what}`, async () => {
    const path = join(shared, 'bad.json');
    await writeFile(path, content);
    const { code, stderr } = await compare(join(shared, 'conv'), '--data', path);
    assert.equal(code, 4);
    assert.match(stderr, message);
  });
}

test('a model that does not run on the data says so, and the others go on', async () => {
  const data = await writeData([2, 3], new Float32Array(6));
  const { code, json } = await compare(join(shared, 'conv'), '--data', data, '--json');
  const { ok, artifacts } = json();
  assert.deepEqual([code, ok, artifacts[0].latency], [1, false, null]);
  assert.ok(artifacts[0].error.length > 0 && artifacts[0].bytes.raw > 0);
});

test('quartiles are those of numpy', () => {
  const { median_ms, first_quartile_ms, third_quartile_ms, cpu_ms } = summary({
    ms: [4, 1, 3, 2],
    cpuMs: [5, 9],
  });
  assert.deepEqual([first_quartile_ms, median_ms, third_quartile_ms], [1.75, 2.5, 3.25]);
  assert.equal(cpu_ms, 7);
});
