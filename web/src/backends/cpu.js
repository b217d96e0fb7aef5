/** Registers TensorFlow.js's plain JavaScript backend; in a file of its own to be loaded late. */

import '@tensorflow/tfjs-backend-cpu';
