import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { parseBackend, useBackend } from '../../src/backend.js';
import { makeConvArtifact, temporaryFolder } from '../helpers/make-artifact.mjs';
import { inWeb, runScript } from '../helpers/run.mjs';

/**
 * Runs code in a process of its own: a backend that failed once stays so, and Emscripten leaves
 * listeners behind.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} code `web` is the address of web/
 */
async function runCode(t, code) {
  const script = join(await temporaryFolder(t), 'code.mjs');
  await writeFile(script, `const web = '${pathToFileURL(inWeb(''))}';\n${code}`);
  return runScript(script);
}

test('a backend that is not known is refused', () => {
  assert.throws(() => parseBackend('gpu'), {
    name: 'UsageError',
    exitCode: 2,
    message:
      'backend: unknown; expected cpu, wasm, webgl, webgpu or tensorflow, got "gpu". ' +
      'Choose one of these.',
  });
});

test('so it is by the call that starts one', async () => {
  const unknown = /** @type {any} any: what JavaScript lets callers pass */ ('gpu');
  await assert.rejects(useBackend(unknown), { name: 'UsageError', exitCode: 2 });
});

test('a backend that TensorFlow.js answers false for is an error', async (t) => {
  const { stdout } = await runCode(
    t,
    `const { useBackend } = await import(web + 'src/backend.js');
     await useBackend('wasm', { wasmFolder: '/nowhere/' }).catch((e) => console.log(e.message));`,
  );
  assert.equal(
    stdout,
    'backend wasm: does not start; expected its .wasm files in /nowhere/, got a refusal of ' +
      'TensorFlow.js. Build or install tfjs-bridge again, or use another backend.\n',
  );
});

test('where one backend does not start, the next one is used', async (t) => {
  const folder = await temporaryFolder(t);
  await makeConvArtifact(folder);
  const { stdout } = await runCode(
    t,
    `const { readArtifact } = await import(web + 'src/artifact/artifact.js');
     const { createFolderReader } = await import(web + 'node/platform/folder-reader.mjs');
     const { buildVerifiedModel } = await import(web + 'src/proof/verified-model.js');
     const artifact = await readArtifact(createFolderReader(${JSON.stringify(folder)}));
     const options = { wasmFolder: '/nowhere/' };
     const { backend, report } = await buildVerifiedModel(artifact, ['wasm', 'cpu'], options);
     console.log(backend, report.ok);`,
  );
  assert.equal(stdout, 'cpu true\n');
});
