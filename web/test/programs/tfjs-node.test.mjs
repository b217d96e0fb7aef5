import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../helpers/make-artifact.mjs';
import { inWeb, runScriptIn } from '../helpers/run.mjs';

const CALL = [inWeb('../exported/pretrained/cnn'), '--random-seed', '1', '--backend', 'tensorflow'];

test('tfjs-node is asked for and not there: how to get it is said', async (t) => {
  const folder = await temporaryFolder(t);
  const { code, stderr } = await runScriptIn(folder, inWeb('node/predict.mjs'), ...CALL);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /backend tensorflow: does not start; expected Node\.js, and the npm package @tensorflow\/tfjs-node, got an error \(no package @tensorflow\/tfjs-node\)\. Install it \(npm install @tensorflow\/tfjs-node\), or use another backend\./,
  );
});

test('tfjs-node is used where it is installed and asked for', async (t) => {
  const folder = await temporaryFolder(t);
  // The package itself downloads native code when it is installed, which tests cannot rely on. This
  // one does what it does for us: it registers a backend of that name when it is loaded.
  const { resolve } = createRequire(import.meta.url);
  const [core, cpu] = ['@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-cpu'].map((name) =>
    JSON.stringify(resolve(name)),
  );
  const installed = join(folder, 'node_modules/@tensorflow/tfjs-node');
  await mkdir(installed, { recursive: true });
  await writeFile(
    join(installed, 'index.js'),
    `const tf = require(${core});
     const { MathBackendCPU } = require(${cpu});
     tf.registerBackend('tensorflow', () => new MathBackendCPU());
     for (const { kernelName, kernelFunc } of tf.getKernelsForBackend('cpu'))
       tf.registerKernel({ kernelName, kernelFunc, backendName: 'tensorflow' });`,
  );
  const program = inWeb('node/predict.mjs');
  const { stdout } = await runScriptIn(folder, program, ...CALL, '--json');
  const { backend, predictions } = JSON.parse(stdout);
  assert.equal(backend, 'tensorflow');
  assert.equal(predictions[0].label, predictions[0].true_label);
});
