import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { inWeb } from '../helpers/run.mjs';

const run = promisify(execFile);
const TSC = inWeb('node_modules/typescript/bin/tsc');

/** A user's project, in which the packed package was installed. */
let project = '';

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: inWeb(''),
  });
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')));
  await writeFile(join(project, 'package.json'), '{"type": "module"}');
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts'];
  await run('npm', ['install', ...quietly, `./${filename}`], { cwd: project });
});

after(() => rm(project, { recursive: true }));

/**
 * @param {string} heading of the package's README
 * @returns {Promise<string>} the first code below it
 */
async function codeBelow(heading) {
  const readme = await readFile(join(project, 'node_modules/tfjs-bridge/README.md'), 'utf8');
  const code = readme.slice(readme.indexOf(heading)).match(/```js\n(.*?)```/s)?.[1];
  assert.ok(code);
  return code;
}

test('the code in the README runs in a fresh folder', async () => {
  const code = (await codeBelow('# tfjs-bridge')).replace(
    'exported/pretrained/cnn',
    inWeb('../exported/pretrained/cnn'),
  );
  await writeFile(join(project, 'digits.js'), code);
  const { stdout } = await run(process.execPath, ['digits.js'], { cwd: project });
  assert.match(stdout, /^wasm \d\.?\d*(e-\d+)?$/m);
  assert.match(stdout, /status: 'digit',\n {2}digit: 1,/);
});

test('what is in the package is the library alone, with its types', async () => {
  const { stdout } = await run('npm', ['ls', '--omit=dev', '--json', '--depth=1'], {
    cwd: project,
  });
  const { dependencies } = JSON.parse(stdout).dependencies['tfjs-bridge'];
  assert.ok(Object.keys(dependencies).every((name) => name.startsWith('@tensorflow/tfjs-')));
  const installed = join(project, 'node_modules/tfjs-bridge');
  await readFile(join(installed, 'LICENSE'));
  await assert.rejects(readFile(join(installed, 'page/main.js')), { code: 'ENOENT' });
  await assert.rejects(readFile(join(installed, 'node/server.mjs')), { code: 'ENOENT' });
});

test('TypeScript knows what it takes and gives', async () => {
  await mkdir(join(project, 'typed'), { recursive: true });
  const right = await codeBelow('# tfjs-bridge');
  await writeFile(join(project, 'typed/right.ts'), right);
  await writeFile(join(project, 'typed/wrong.ts'), right.replace('28, 28)', '"28", 28)'));
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022'];
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', ''];
  const check = (/** @type {string} */ file) =>
    run(process.execPath, [TSC, ...options, ...modules, file], { cwd: project });
  await check('typed/right.ts');
  await assert.rejects(check('typed/wrong.ts'), { stdout: /TS2345.*'string'/ });
});

test('the types that a program needs can be imported, and are sound by themselves', async () => {
  await mkdir(join(project, 'typed'), { recursive: true });
  await writeFile(
    join(project, 'typed/types.ts'),
    `import { loadBundle } from 'tfjs-bridge';
     import type { Bundle, DigitResult, LoadOptions, Metadata, TextGenerator } from 'tfjs-bridge';
     const options: LoadOptions = { cache: true, requestInit: { credentials: 'include' } };
     export const load = (): Promise<Bundle> => loadBundle('cnn', options);
     export const labelOf = (result: DigitResult): string => result.label;
     export const nameOf = (metadata: Metadata): string => metadata.model.name;
     export const end = (writer: TextGenerator): void => writer.dispose();`,
  );
  const modules = ['--module', 'nodenext', '--moduleResolution', 'nodenext', '--types', ''];
  const options = ['--noEmit', '--strict', '--target', 'es2022', ...modules, 'typed/types.ts'];
  await run(process.execPath, [TSC, '--skipLibCheck', ...options], { cwd: project });
  // Without skipLibCheck TensorFlow.js's declarations contradict themselves and WebGPU's; ours do not.
  const { stdout = '' } = await run(process.execPath, [TSC, ...options], { cwd: project }).catch(
    (error) => error,
  );
  const lines = stdout.split('\n');
  const ours = /^(typed|node_modules\/tfjs-bridge)\/.*error TS/;
  assert.deepEqual(
    lines.filter((/** @type {string} */ line) => ours.test(line)),
    [],
  );
});

test('a bundler takes the parts that are used and no others', async () => {
  const entry = { contents: "export { createRandom } from 'tfjs-bridge';", resolveDir: project };
  const { outputFiles } = await build({ stdin: entry, bundle: true, format: 'esm', write: false });
  assert.ok(outputFiles[0].contents.length < 2500, `${outputFiles[0].contents.length} bytes`);
});
