import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import ortNode from 'onnxruntime-node';
import * as ortWeb from 'onnxruntime-web';
import { createFolderReader } from '../../web/node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../web/node/platform/wasm-folder.mjs';
import { readArtifact } from '../../web/src/artifact/artifact.js';
import { useBackend } from '../../web/src/backend.js';
import { onOnnxRuntime, race, tensorFlowAndOurs } from './contenders.js';

// The one that web/src imports: it has packages of its own.
const fromWeb = createRequire(new URL('../../web/package.json', import.meta.url));
const tf = await import(pathToFileURL(fromWeb.resolve('@tensorflow/tfjs-core')).href);

const [folder, modelPath, given] = process.argv.slice(2);
const options = JSON.parse(given);
await useBackend('wasm', { wasmFolder: findWasmFolder() });
const model = new Uint8Array(await readFile(modelPath));
const contenders = [
  ...(await tensorFlowAndOurs(tf, await readArtifact(createFolderReader(folder)))),
];
for (const [name, ort] of [
  ['ort-web', ortWeb],
  ['ort-node', ortNode],
]) {
  const session = await ort.InferenceSession.create(model);
  contenders.push(onOnnxRuntime(name, ort, session, options.layers));
}
const found = await race(contenders, options);
console.log(JSON.stringify({ where: `Node ${process.version}`, ...found }));
process.exit(); // ONNX Runtime keeps threads
