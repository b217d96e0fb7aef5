/**
 * TensorFlow.js's WebAssembly backend with the kernels of networks that read digits, in place of
 * src/backends/wasm.js: the first answer does not wait for the others, which wasm-kernels.js loads.
 */

import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul';
import { addConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Add';
import { castConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Cast';
import { conv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D';
import { identityConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Identity';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool';
import { reluConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Relu';
import { reshapeConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape';
import { sliceConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Slice';
import { softmaxConfig } from '@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax';
import { registerKernel } from '@tensorflow/tfjs-core';

// Not from the package's index, which imports register_all_kernels (dist/index.js).
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/base';

const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  castConfig,
  conv2DConfig,
  fusedConv2DConfig,
  identityConfig,
  maxPoolConfig,
  reluConfig,
  reshapeConfig,
  sliceConfig,
  softmaxConfig,
];

for (const kernel of KERNELS) {
  registerKernel(kernel);
}
