/**
 * TensorFlow.js as the library runs it: one object, as in the package `@tensorflow/tfjs`. A second copy
 * would have layers and weights of its own, and pages without a bundler could not import one at all.
 */

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
