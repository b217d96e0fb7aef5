/** TensorFlow.js's loader of graph models; in a file of its own to be loaded late. */

export { loadGraphModel } from '@tensorflow/tfjs-converter';
