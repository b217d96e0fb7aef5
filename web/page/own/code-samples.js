/** Commands and code that bring a model from Keras into a project; they run in the tests. */

/** @typedef {{title: string, code: string}} CodeSample */

/** @type {readonly CodeSample[]} */
export const CODE_SAMPLES = [
  { title: 'Export a Keras model', code: 'tfjs-bridge export model.keras my-model' },
  {
    title: 'Use it in a browser',
    code: `import { ones } from '@tensorflow/tfjs-core';
import { loadBundle } from 'tfjs-bridge';

async function main() {
  // Checked byte by byte, and proven on the device.
  const bundle = await loadBundle('my-model/');
  // The shape that your model wants.
  const input = bundle.run(() => ones([1, 28, 28, 1]));
  console.log(await bundle.model.predict(input).data());
}

main();`,
  },
  {
    title: 'Use it in Node.js',
    code: `import { ones } from '@tensorflow/tfjs-core';
import { loadBundle } from 'tfjs-bridge';

const bundle = await loadBundle('my-model');
// The shape that your model wants.
const input = bundle.run(() => ones([1, 28, 28, 1]));
console.log(await bundle.model.predict(input).data());
bundle.dispose();`,
  },
  {
    title: 'Or with TensorFlow.js alone, unproven',
    code: "const model = await tf.loadLayersModel('my-model/model.json');",
  },
];
