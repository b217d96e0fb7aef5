import { copyText } from '../clipboard.js';
import { make } from '../dom.js';

/** How long a button says that it has copied. */
const SAID_MS = 2000;

/**
 * @param {import('./code-samples.js').CodeSample} sample
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
      words.textContent = 'Selected: copy it by hand';
    }
    setTimeout(() => words.replaceChildren(), SAID_MS);
  });
  head.append(make('h3', '', title), words, button);
  text.append(content);
  figure.append(head, text);
  return figure;
}
