import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { loadBundle } from '../../src/bundle.js';
import { blindWords, findBlindOutputs } from '../../src/proof/blindness.js';
import {
  editMetadata,
  makeConvArtifact,
  replaceFile,
  temporaryFolder,
} from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

/**
 * @param {number[]} values two to a vector
 * @param {Partial<import('../../src/artifact/golden-vectors.js').Golden>} [rest]
 */
function golden(values, rest = {}) {
  const count = values.length / 2;
  /** @type {import('../../src/artifact/golden-vectors.js').Vectors[]} */
  const outputs = [
    { name: 'scores', shape: [count, 2], dtype: 'float32', values: Float32Array.from(values) },
  ];
  return { tolerance: 1e-4, count, inputs: [], outputs, reaction: null, random: [], ...rest };
}

/** @param {import('../../src/artifact/golden-vectors.js').Golden} vectors */
function reasons(vectors) {
  return findBlindOutputs(vectors).map(({ name, reason }) => [name, reason]);
}

test('an output that is the same for all vectors is blind, and one that varies is not', () => {
  assert.deepEqual(reasons(golden([1, 2, 1, 2])), [['scores', 'variation']]);
  assert.deepEqual(reasons(golden([1, 2, 1, 2.001])), [['scores', 'variation']]);
  assert.deepEqual(reasons(golden([1, 2, 1, 2.1])), []);
});

test('a larger tolerance needs more variation', () => {
  assert.deepEqual(reasons(golden([1, 2, 1, 2.01], { tolerance: 1e-3 })), [
    ['scores', 'variation'],
  ]);
});

test('one vector is blind unless the outputs are known to move with the weights', () => {
  assert.deepEqual(reasons(golden([1, 2])), [['scores', 'one vector']]);
  assert.deepEqual(reasons(golden([1, 2], { reaction: 0.5 })), []);
});

test('outputs that hardly move with the weights are blind, however much they vary', () => {
  assert.deepEqual(reasons(golden([1, 2, 3, 4], { reaction: 1e-6 })), [['scores', 'reaction']]);
});

test('the words say what it means, and what to do', () => {
  const [output] = findBlindOutputs(golden([1, 2, 1, 2]));
  assert.equal(
    blindWords(output),
    'output scores: it hardly varies over the golden vectors (0, less than 1e-3), so a fault could ' +
      'pass. Export the model again with inputs that it was made for (--golden-inputs FILE.npz).',
  );
});

describe('an artifact', () => {
  const script = inWeb('node/verify.mjs');
  let shared = '';
  before(async () => {
    shared = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
    await makeConvArtifact(shared);
  });
  after(() => rm(shared, { recursive: true }));

  /**
   * @param {import('node:test').TestContext} t
   * @param {(metadata: any) => void} edit
   */
  async function edited(t, edit) {
    const folder = join(await temporaryFolder(t), 'conv');
    await cp(shared, folder, { recursive: true });
    await editMetadata(folder, edit);
    return folder;
  }

  const blind = (/** @type {any} */ metadata) => {
    metadata.golden.sensitivity = { variation: [0.5], reaction: 1e-7 };
  };

  test('that is blind passes with a note, and fails with --strict', async (t) => {
    const folder = await edited(t, blind);
    const plain = await runScript(script, folder, '--backend', 'cpu');
    assert.equal(plain.code, 0);
    assert.match(
      plain.stdout,
      /match Keras's\.\nNote: output output: it hardly moves with the weights/,
    );
    const strict = await runScript(script, folder, '--backend', 'cpu', '--strict');
    assert.equal(strict.code, 1);
    assert.match(strict.stdout, /\nFAILED: output output: it hardly moves/);
    const json = await runScript(script, folder, '--backend', 'cpu', '--strict', '--json');
    const { ok, strict: isStrict, blind_outputs: found } = JSON.parse(json.stdout);
    assert.deepEqual([json.code, ok, isStrict], [1, false, true]);
    assert.deepEqual([found[0].name, found[0].reason], ['output', 'reaction']);
    const bundle = await loadBundle(folder);
    assert.equal(bundle.selfTest.ok, true);
    assert.equal(bundle.selfTest.blindOutputs[0].reason, 'reaction');
    bundle.dispose();
  });

  test('that is not passes with --strict', async () => {
    const { code, stdout } = await runScript(script, shared, '--backend', 'cpu', '--strict');
    assert.equal(code, 0);
    assert.doesNotMatch(stdout, /Note|FAILED/);
    const bundle = await loadBundle(shared);
    assert.deepEqual(bundle.selfTest.blindOutputs, []);
    bundle.dispose();
  });

  test('with wrong outputs does not pass by asking for a large tolerance', async (t) => {
    const folder = await edited(t, (metadata) => {
      metadata.golden.tolerance = 1e30;
    });
    const bytes = await readFile(join(folder, 'golden.bin'));
    bytes.writeFloatLE(1000, bytes.length - 4);
    await replaceFile(folder, 'golden.bin', bytes);
    const message =
      /asks for so large a tolerance .*; expected a golden\.tolerance of at most 0\.001, got 1e\+30\./;
    const { code, stderr } = await runScript(script, folder);
    assert.equal(code, 1);
    assert.match(stderr, message);
    await assert.rejects(loadBundle(folder), { name: 'VerificationError', message });
    await assert.rejects(loadBundle(folder, { backend: 'cpu' }), { message });
  });

  test('may ask for as much as the ceiling, and for less than usual', async (t) => {
    const most = await edited(t, (metadata) => {
      metadata.golden.tolerance = 1e-3;
    });
    assert.equal((await runScript(script, most)).code, 0);
    const least = await edited(t, (metadata) => {
      metadata.golden.tolerance = 1e-12;
    });
    assert.equal((await runScript(script, least, '--backend', 'wasm')).code, 1);
  });

  test('says how much its outputs react as a number, or not at all', async (t) => {
    const folder = await edited(t, (metadata) => {
      metadata.golden.sensitivity = { variation: [1], reaction: '1' };
    });
    await assert.rejects(loadBundle(folder), {
      name: 'ArtifactError',
      message: /golden\.sensitivity\.reaction: wrong value; expected a number, got "1"/,
    });
    const none = await edited(t, (metadata) => {
      metadata.golden.sensitivity = null;
    });
    const bundle = await loadBundle(none);
    assert.deepEqual(bundle.selfTest.blindOutputs, []);
    bundle.dispose();
  });
});
