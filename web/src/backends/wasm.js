/** Registers TensorFlow.js's WebAssembly backend; in a file of its own to be loaded late. */

export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
