/** Registers TensorFlow.js's WebGPU backend; in a file of its own to be loaded late. */

import '@tensorflow/tfjs-backend-webgpu';
