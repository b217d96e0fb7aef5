import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import {
  editMetadata,
  makeConvArtifact,
  replaceFile,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';
import { makeTableArtifact } from '../helpers/make-features-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

/** @type {string} folder of one artifact and of one bundle, for all tests */
let shared;
before(async () => {
  shared = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  await makeConvArtifact(join(shared, 'conv'));
  await makeTableArtifact(join(shared, 'table'));
  await runScript(inWeb('build.mjs'), join(shared, 'dist'));
});
after(() => rm(shared, { recursive: true }));

const FORMS = {
  'from source': () => inWeb('node/verify.mjs'),
  bundled: () => join(shared, 'dist/node/verify.mjs'),
};

/** @type {[string, (steps: any[]) => void, RegExp][]} */
const DAMAGED = [
  ['a damaged vocabulary', (steps) => steps[0].tokens.reverse(), /"largest_difference":1,"inputs"/],
  [
    'a step that does not take the examples',
    (steps) => steps[1].tokens.splice(0, 1, 11),
    /"largest_difference":null,.*"error":".*input code\[0\]\[0\]: a value that the vocabulary/,
  ],
];

for (const [form, script] of Object.entries(FORMS)) {
  describe(`verify.mjs ${form}`, () => {
    test('finds both backends equal, and says so in one JSON object', async () => {
      const { code, stdout } = await runScript(script(), join(shared, 'conv'), '--json');
      const { backends, ...rest } = JSON.parse(stdout);
      assert.equal(code, 0);
      assert.deepEqual(rest, {
        ok: true,
        artifact: join(shared, 'conv'),
        tolerance: 1e-5,
        tfjs: '4.22.0',
        node: process.versions.node,
        vectors: 4,
        strict: false,
        random_outputs: [],
        blind_outputs: [],
      });
      for (const [i, backend] of ['cpu', 'wasm'].entries()) {
        const { load_ms, run_ms, ...result } = backends[i];
        const difference = result.largest_difference;
        assert.deepEqual(result, {
          backend,
          ok: true,
          largest_difference: difference,
          outputs: [{ name: 'output', largest_difference: difference }],
        });
        assert.ok(difference < 1e-6 && load_ms > 0 && run_ms > 0);
      }
    });

    test('prepares golden examples as declared, and compares them with the inputs', async () => {
      const { code, stdout } = await runScript(script(), join(shared, 'table'));
      assert.equal(code, 0);
      assert.match(
        stdout,
        /\n {2}3 golden examples, prepared as declared ok {6}largest difference /,
      );
    });

    for (const [what, damage, problem] of DAMAGED) {
      test(`finds ${what}, where the network is as it was`, async (t) => {
        const folder = await temporaryFolder(t);
        await cp(join(shared, 'table'), folder, { recursive: true });
        await editMetadata(folder, ({ preprocessing }) => damage(preprocessing.steps));
        const { code, stdout } = await runScript(script(), folder, '--json');
        const { ok, examples, backends } = JSON.parse(stdout);
        assert.deepEqual([code, ok, examples.ok, backends[0].ok], [1, false, false, true]);
        assert.match(JSON.stringify(examples), problem);
      });
    }

    test('prints a line for each backend', async () => {
      const { code, stdout, stderr } = await runScript(script(), join(shared, 'conv'));
      assert.equal(code, 0);
      assert.equal(stderr, '');
      assert.match(
        stdout,
        /conv: 4 golden vectors, tolerance 1e-5\nTensorFlow\.js 4\.22\.0 in Node /,
      );
      assert.match(stdout, /\n {2}cpu {3}ok {6}largest difference 0 \(load [\d.]+ ms, run /);
      assert.match(stdout, /\n {2}wasm {2}ok {6}largest difference [\d.]+e-\d+ \(load /);
      assert.match(stdout, /\nThe outputs match Keras's\.\n$/);
    });

    test('a folder that is no artifact is exit code 4', async () => {
      const { code, stdout, stderr } = await runScript(script(), 'nothing/here');
      assert.equal(code, 4);
      assert.equal(stdout, '');
      assert.equal(
        stderr,
        'error: nothing/here/metadata.json: not found, so this is not an artifact; expected a folder ' +
          'that tfjs-bridge exported, got no such folder. ' +
          'Check the path, or export the model to it.\n',
      );
    });

    test('help is printed', async () => {
      const { code, stdout } = await runScript(script(), '--help');
      assert.equal(code, 0);
      assert.match(stdout, /^Usage: verify\.mjs ARTIFACT_DIR /);
    });
  });
}

describe('verify.mjs', () => {
  const script = inWeb('node/verify.mjs');

  test('runs on the one backend that is asked for', async () => {
    const args = [join(shared, 'conv'), '--backend', 'wasm', '--json'];
    const { backends } = JSON.parse((await runScript(script, ...args)).stdout);
    assert.deepEqual(
      backends.map((/** @type {{backend: string}} */ result) => result.backend),
      ['wasm'],
    );
  });

  test('a difference above the tolerance is exit code 1', async (t) => {
    const folder = await copyWithLastOutput(t, 3);
    const { code, stdout } = await runScript(script, folder);
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}cpu {3}FAILED {2}largest difference 8\.\de-1 /);
    assert.match(stdout, /\nThe outputs do NOT match Keras's\.\n$/);
  });

  test('NaN is a failure, and null in JSON', async (t) => {
    const folder = await copyWithLastOutput(t, Number.NaN);
    const { code, stdout } = await runScript(script, folder, '--json');
    const { ok, backends } = JSON.parse(stdout);
    assert.equal(code, 1);
    assert.equal(ok, false);
    assert.equal(backends[1].ok, false);
    assert.equal(backends[1].largest_difference, null);
    assert.deepEqual(backends[1].outputs, [{ name: 'output', largest_difference: null }]);
  });

  test('errors are one JSON object too', async () => {
    const { code, stdout, stderr } = await runScript(script, 'nothing/here', '--json');
    const { ok, error } = JSON.parse(stdout);
    assert.equal(code, 4);
    assert.equal(stderr, '');
    assert.equal(ok, false);
    assert.deepEqual([error.kind, error.exit_code], ['ArtifactError', 4]);
    assert.match(error.message, /^nothing\/here\/metadata\.json: not found/);
  });

  /** @type {[string, string[], string][]} name, arguments, message */
  const usage = [
    [
      'no argument',
      [],
      "ARTIFACT_DIR: wrong number of arguments; expected one artifact's folder, got none. " +
        'See --help.',
    ],
    [
      'two arguments',
      ['a', 'b'],
      "ARTIFACT_DIR: wrong number of arguments; expected one artifact's folder, got a b. " +
        'See --help.',
    ],
    [
      'an option that is not known',
      ['a', '--fast'],
      "arguments: unknown option; expected one that --help lists, got '--fast'. " + 'See --help.',
    ],
    [
      'a backend of browsers',
      ['a', '--backend', 'cpu,webgpu'],
      '--backend: not available in Node.js, only in browsers; expected cpu, wasm or tensorflow, ' +
        'got "webgpu". See --help.',
    ],
    [
      'a backend that is not known',
      ['a', '--backend', 'cpu,gpu'],
      'backend: unknown; expected cpu, wasm, webgl, webgpu or tensorflow, got "gpu". ' +
        'Choose one of these.',
    ],
  ];
  test('a backend that is not installed is not compared, and no word is said of the artifact', async () => {
    const args = [join(shared, 'conv'), '--backend', 'cpu,tensorflow'];
    const { code, stdout } = await runScript(script, ...args);
    assert.equal(code, 1);
    assert.match(stdout, /\n {2}cpu {3}ok /);
    assert.match(stdout, /\n {2}tensorflow FAILED {2}backend tensorflow: does not start; /);
    assert.match(stdout, /\nNot compared on tensorflow, where the model did not run\.\n$/);
    assert.doesNotMatch(stdout, /do NOT match/);
  });

  for (const [name, args, message] of usage) {
    test(`${name} is exit code 2`, async () => {
      const { code, stdout, stderr } = await runScript(script, ...args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.equal(stderr, `error: ${message}\n`);
    });
  }

  test('a stack trace is printed with --debug alone', async () => {
    const { stderr } = await runScript(script, 'nothing/here', '--debug');
    assert.match(stderr, /\n {4}at /);
  });

  test('without its packages it says how to install them, and where', async (t) => {
    const folder = await temporaryFolder(t);
    for (const part of ['src', 'node', 'package.json']) {
      await cp(inWeb(part), join(folder, part), { recursive: true });
    }
    const { code, stdout, stderr } = await runScript(
      join(folder, 'node/verify.mjs'),
      'a',
      '--json',
    );
    assert.equal(code, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^error: tfjs-bridge: TensorFlow\.js is not installed; .*ERR_MODULE_NOT_/);
    assert.match(stderr, /Run "npm ci" in web\/\.\n$/);
  });
});

/**
 * @param {import('node:test').TestContext} t
 * @param {number} value put in place of the last golden output
 */
async function copyWithLastOutput(t, value) {
  const folder = await temporaryFolder(t);
  await cp(join(shared, 'conv'), folder, { recursive: true });
  const bytes = await readFile(join(folder, 'golden.bin'));
  bytes.writeFloatLE(value, bytes.length - 4);
  await replaceFile(folder, 'golden.bin', bytes);
  return folder;
}
