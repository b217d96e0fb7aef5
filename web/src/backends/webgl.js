/** Registers TensorFlow.js's WebGL backend; in a file of its own to be loaded late. */

import '@tensorflow/tfjs-backend-webgl';
