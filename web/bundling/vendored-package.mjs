/**
 * The npm package as `tfjs-bridge new` puts it into a project: without dependencies, so that it is
 * of the version that wrote the project, and works in Node.js without node_modules.
 *
 *   tfjs-bridge.js, webgl.js, webgpu.js   for browsers, as in the folder standalone/ of the package
 *   node.mjs                              for Node.js, with decoders of pictures
 *   *.wasm                                TensorFlow.js's, and libwebp, which node.mjs looks for
 *   types/                                of both
 */

import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { FOR_NODE } from './for-node.mjs';
import { buildStandalone } from './standalone.mjs';
import { WASM_FILES } from './tfjs-parts.mjs';

const run = promisify(execFile);
const TYPES = './types/src/index.d.ts';

/**
 * @param {string} web its folder
 * @param {string} folder to write to
 */
export async function buildVendoredPackage(web, folder) {
  await mkdir(folder, { recursive: true });
  const wasm = join(web, 'node_modules/@tensorflow/tfjs-backend-wasm/dist');
  await Promise.all([
    buildStandalone(web, folder),
    buildForNode(web, folder),
    writeTypes(web, join(folder, 'types')),
    ...WASM_FILES.map((name) => copyFile(join(wasm, name), join(folder, name))),
    copyFile(join(web, 'node_modules/@cwasm/webp/webp.wasm'), join(folder, 'webp.wasm')),
    copyFile(join(web, '../LICENSE'), join(folder, 'LICENSE')),
    writeManifest(web, folder),
  ]);
}

/**
 * @param {string} web
 * @param {string} folder
 */
async function buildForNode(web, folder) {
  await build({
    ...FOR_NODE,
    absWorkingDir: web,
    entryPoints: { node: 'src/index.js' },
    outdir: folder,
    bundle: true,
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    legalComments: 'linked',
    logLevel: 'warning',
  });
  // A program written in TypeScript or checked by an editor imports node.mjs by its path.
  const types = `export * from '${TYPES.replace(/\.d\.ts$/, '.js')}';\n`;
  await writeFile(join(folder, 'node.d.mts'), types);
}

/**
 * @param {string} web
 * @param {string} folder
 */
async function writeTypes(web, folder) {
  const compiler = createRequire(join(web, 'package.json')).resolve('typescript/package.json');
  const tsc = join(dirname(compiler), 'bin/tsc');
  const project = join(web, 'tsconfig.types.json');
  await run(process.execPath, [tsc, '-p', project, '--outDir', folder]);
  await rm(join(folder, 'tsconfig.types.tsbuildinfo'), { force: true });
}

/**
 * @param {string} web
 * @param {string} folder
 */
async function writeManifest(web, folder) {
  const text = await readFile(join(web, 'package.json'), 'utf8');
  const { name, version, description, license } = JSON.parse(text);
  const manifest = {
    ...{ name, version, description, license, type: 'module' },
    exports: {
      '.': { types: TYPES, node: './node.mjs', default: './tfjs-bridge.js' },
      './worker': { types: './types/src/predictor/worker.d.ts', default: './worker.js' },
    },
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const worker = "import { hostModels } from './tfjs-bridge.js';\n\nhostModels();\n";
  await writeFile(join(folder, 'worker.js'), worker);
}
