import * as tfConverter from '@tensorflow/tfjs-converter';
import * as tfCore from '@tensorflow/tfjs-core';
import * as tfLayers from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-web/wasm';
import { useBackend } from '../../web/src/backend.js';
import { onOnnxRuntime, onTensorFlow, readVectors } from './contenders.js';
import { race } from './race.js';

const tf = { ...tfCore, ...tfLayers, ...tfConverter };
ort.env.wasm.wasmPaths = './';

/** @param {string} path */
async function read(path) {
  const response = await fetch(`./model/${path}`);
  if (!response.ok) {
    throw new Error(`${path}: HTTP status ${response.status}`);
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** @param {any} options */
window.measure = async ({ names, rounds }) => {
  await useBackend('wasm', { wasmFolder: './' });
  const vectors = await readVectors(read);
  /** @param {string} name */
  const make = (name) => () =>
    name === 'ort-web'
      ? onOnnxRuntime(ort, name, read, vectors)
      : onTensorFlow(tf, name, read, vectors);
  const makers = Object.fromEntries(names.map((/** @type {string} */ name) => [name, make(name)]));
  const where = navigator.userAgent.match(/Chrome\/\d+/)?.[0] ?? navigator.userAgent;
  return { where, found: await race(makers, vectors, { rounds }) };
};
