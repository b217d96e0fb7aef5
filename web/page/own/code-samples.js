/** Commands and code that bring a model from Keras into a project; they run in the tests. */

import { copyText } from '../clipboard.js';
import { make } from '../dom.js';

/** @typedef {{title: string, code: string}} CodeSample */

/** @type {readonly CodeSample[]} */
export const CODE_SAMPLES = [
  { title: 'Export a Keras model', code: 'tfjs-bridge export model.keras my-model' },
  {
    title: 'Use it in a page or in Node.js',
    code: `import { loadModel } from 'tfjs-bridge';

// Checked byte by byte, and proven on the device.
const model = await loadModel('my-model'); // an address, or a path in Node.js
// As many values as your model reads, row by row; or arrays within arrays.
const input = new Float32Array(28 * 28);
console.log(await model.predict(input));
model.dispose();`,
  },
  {
    title: 'Begin a project with it',
    code: 'tfjs-bridge new my-app --from my-model --install',
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
