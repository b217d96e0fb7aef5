/** Registers all kernels of TensorFlow.js's WebAssembly backend; in a file of its own to be loaded late. */

import '@tensorflow/tfjs-backend-wasm/dist/register_all_kernels';
