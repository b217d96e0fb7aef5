import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes } from '../figures.js';
import { showProof } from '../proof-words.js';

/**
 * @typedef {object} LoadView how far the model is, as data-state on the root and in words
 * @property {(loadedBytes: number, totalBytes: number) => void} loading
 * @property {() => void} checking
 * @property {(report: import('../../src/proof/golden.js').GoldenReport, vectors: number) => void} ready
 * @property {() => void} missing there is no model at its address
 * @property {(error: unknown) => void} fail
 */

/**
 * @param {HTMLElement} root
 * @returns {LoadView}
 */
export function createLoadView(root) {
  const status = find(root, '#text-status', HTMLElement);
  const progress = find(root, '#text-progress', HTMLProgressElement);
  const proof = find(root, '#text-proof', HTMLElement);
  const message = find(root, '#text-error-message', HTMLElement);
  const write = find(root, '#text-write', HTMLButtonElement);

  /**
   * @param {'loading' | 'checking' | 'ready' | 'missing' | 'failed'} state
   * @param {string} words
   */
  function enter(state, words) {
    root.dataset.state = state;
    status.textContent = words;
    write.disabled = state !== 'ready';
  }

  return {
    loading(loadedBytes, totalBytes) {
      const amount = `${megabytes(loadedBytes)} of ${megabytes(totalBytes)}`;
      enter('loading', `Loading the model${totalBytes > 0 ? `: ${amount}` : ''}`);
      progress.max = Math.max(1, totalBytes);
      progress.value = loadedBytes;
    },
    checking() {
      progress.removeAttribute('value');
      enter('checking', "Checking the model against Keras's numbers on this device");
    },
    ready(report, vectors) {
      // A model that is proven again on another backend leaves the state of the writing as it is.
      if (root.dataset.state !== 'ready') {
        enter('ready', 'Ready to write');
      }
      showProof(proof, report, vectors);
    },
    missing() {
      enter('missing', '');
    },
    fail(error) {
      message.textContent = messageOf(error);
      enter('failed', '');
    },
  };
}
