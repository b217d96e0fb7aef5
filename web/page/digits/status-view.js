import { find } from '../dom.js';
import { megabytes } from '../figures.js';
import { showProof } from '../proof-words.js';

/**
 * @typedef {object} StatusView what the page is doing, as data-state on the root and in words
 * @property {() => void} begin
 * @property {(loadedBytes: number, totalBytes: number) => void} loading
 * @property {() => void} checking
 * @property {(report: import('../../src/proof/golden.js').GoldenReport, vectors: number) => void} ready
 * @property {(...reason: (string | Node)[]) => void} fail
 */

/**
 * @param {HTMLElement} root
 * @returns {StatusView}
 */
export function createStatusView(root) {
  const status = find(root, '#status', HTMLElement);
  const progress = find(root, '#progress', HTMLProgressElement);
  const proof = find(root, '#proof', HTMLElement);
  const message = find(root, '#error-message', HTMLElement);

  /**
   * @param {'loading' | 'checking' | 'ready' | 'failed'} state
   * @param {string} words
   */
  function enter(state, words) {
    root.dataset.state = state;
    status.textContent = words;
  }

  const begin = () => enter('loading', 'Loading the model');
  begin();
  return {
    begin,
    loading(loadedBytes, totalBytes) {
      enter('loading', `Loading the model: ${megabytes(loadedBytes)} of ${megabytes(totalBytes)}`);
      progress.max = totalBytes;
      progress.value = loadedBytes;
    },
    checking() {
      progress.removeAttribute('value');
      enter('checking', "Checking the model against Keras's numbers on this device");
    },
    ready(report, vectors) {
      enter('ready', '');
      showProof(proof, report, vectors);
    },
    fail(...reason) {
      message.replaceChildren(...reason);
      enter('failed', '');
    },
  };
}
