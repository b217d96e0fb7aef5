/** Runs all contenders in Node. Usage: node node.mjs FOLDER OPTIONS_AS_JSON */

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import ortNode from 'onnxruntime-node';
import * as ortWeb from 'onnxruntime-web';
import { findWasmFolder } from '../../web/node/platform/wasm-folder.mjs';
import { useBackend } from '../../web/src/backend.js';
import { onOnnxRuntime, onTensorFlow, readVectors } from './contenders.js';
import { profile } from './profile.js';
import { race } from './race.js';

// The one that web/src imports: it has packages of its own.
const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const parts = ['core', 'layers', 'converter'].map(
  (name) => import(pathToFileURL(fromWeb.resolve(`@tensorflow/tfjs-${name}`)).href),
);
const tf = Object.assign({}, ...(await Promise.all(parts)));

const [folder, given] = process.argv.slice(2);
const { rounds, names, profiles } = JSON.parse(given);
/** @param {string} path */
const read = async (path) => new Uint8Array(await readFile(join(folder, path)));
await useBackend('wasm', { wasmFolder: findWasmFolder() });
const vectors = await readVectors(read);

/** @type {Record<string, any>} */
const runtimes = { 'ort-web': ortWeb, 'ort-node': ortNode };
/** @param {string} name */
const make = (name) => () =>
  name in runtimes
    ? onOnnxRuntime(runtimes[name], name, read, vectors)
    : onTensorFlow(tf, name, read, vectors);
const makers = Object.fromEntries(names.map((/** @type {string} */ name) => [name, make(name)]));
const cpuNow = () => process.cpuUsage().user / 1000;
const found = await race(makers, vectors, { rounds, cpuNow });
const kernels = profiles ? await profile(tf, makers, vectors) : {};
console.log(JSON.stringify({ where: `Node ${process.version}`, found, kernels }));
process.exit(); // ONNX Runtime keeps threads
