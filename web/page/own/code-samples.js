/** Commands and code that bring a model from Keras into a project; they run in the tests. */

import { copyText } from '../clipboard.js';
import { make } from '../dom.js';

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
  const [output] = await bundle.predict(input);
  console.log(await output.data());
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
const [output] = await bundle.predict(input);
console.log(await output.data());
bundle.dispose();`,
  },
  {
    title: 'Or with TensorFlow.js alone, without a proof',
    code: "const model = await tf.loadLayersModel('my-model/model.json'); // or tf.loadGraphModel",
  },
];

/** How long a button says that it has copied. */
const SAID_MS = 2000;

/**
 * @param {CodeSample} sample
 * @returns {HTMLElement} code with a button that copies it
 */
export function codeView({ title, code }) {
  const figure = make('figure', 'code');
  const head = make('figcaption', 'code-head');
  const button = make('button', 'button code-copy', 'Copy');
  const words = make('span', 'code-copied');
  const text = make('pre', '');
  const content = make('code', '', code);
  button.setAttribute('type', 'button');
  button.ariaLabel = `Copy: ${title}`;
  words.role = 'status';
  button.addEventListener('click', async () => {
    if (await copyText(code)) {
      words.textContent = 'Copied';
    } else {
      getSelection()?.selectAllChildren(content);
      words.textContent = 'Selected: copy it yourself';
    }
    setTimeout(() => words.replaceChildren(), SAID_MS);
  });
  head.append(make('h3', '', title), words, button);
  text.append(content);
  figure.append(head, text);
  return figure;
}
