import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-web/wasm';
import { openArtifact } from '../../web/src/artifact/open.js';
import { useBackend } from '../../web/src/backend.js';
import { onOnnxRuntime, race, tensorFlowAndOurs } from './contenders.js';

ort.env.wasm.wasmPaths = './';

/** @param {any} options */
window.measure = async (options) => {
  await useBackend('wasm', { wasmFolder: './' });
  const contenders = await tensorFlowAndOurs(tf, await openArtifact('./artifact/'));
  const model = new Uint8Array(await (await fetch('./model.onnx')).arrayBuffer());
  const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] });
  contenders.push(onOnnxRuntime('ort-web', ort, session, options.layers));
  const found = await race(contenders, options);
  return { where: navigator.userAgent.match(/Chrome\/\d+/)?.[0] ?? navigator.userAgent, ...found };
};
