import { find, make } from '../dom.js';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/** @typedef {import('./backend-choices.js').BackendChoice} BackendChoice */
/**
 * @typedef {object} BackendPicker
 * @property {(choices: readonly BackendChoice[]) => void} offer
 * @property {(inUse: BackendName) => void} mark the one that is in use is chosen and named
 * @property {(isBusy: boolean) => void} setBusy
 */

/**
 * Backends to choose from, and a button that proves all models on the chosen one.
 *
 * @param {HTMLElement} root
 * @param {{onProve: (choice: BackendChoice) => void}} deps
 * @returns {BackendPicker}
 */
export function createBackendPicker(root, { onProve }) {
  const list = find(root, '#backends', HTMLElement);
  const button = find(root, '#prove', HTMLButtonElement);
  /** @type {{choice: BackendChoice, input: HTMLInputElement, label: HTMLElement}[]} */
  let options = [];
  /** @type {BackendName | undefined} */
  let current;

  const chosen = () => options.find(({ input }) => input.checked)?.choice;

  function nameTheButton() {
    const choice = chosen();
    const isOther = choice !== undefined && choice.name !== current;
    button.textContent = isOther ? `Prove on ${choice.title}` : 'Run the proof again';
  }

  list.addEventListener('change', nameTheButton);
  button.addEventListener('click', () => {
    const choice = chosen();
    // Not disabled while busy: the focus would be lost.
    if (choice !== undefined && button.ariaDisabled !== 'true') {
      onProve(choice);
    }
  });
  return {
    offer(choices) {
      options = choices.map(optionOf);
      list.replaceChildren(...options.map(({ label }) => label));
    },
    mark(inUse) {
      current = inUse;
      for (const { choice, input, label } of options) {
        input.checked = choice.name === inUse;
        label.dataset.inUse = String(choice.name === inUse);
      }
      nameTheButton();
    },
    setBusy(isBusy) {
      button.ariaDisabled = String(isBusy);
      for (const { choice, input } of options) {
        input.disabled = isBusy || choice.problem !== '';
      }
    },
  };
}

/** @param {BackendChoice} choice */
function optionOf(choice) {
  const label = make('label', 'backend');
  const input = document.createElement('input');
  input.type = 'radio';
  input.name = 'backend';
  input.value = choice.name;
  input.disabled = choice.problem !== '';
  const words = make('span', 'backend-words');
  const note = choice.problem === '' ? choice.note : `not here: ${choice.problem}`;
  words.append(make('strong', '', choice.title), make('span', 'backend-note', note));
  label.append(input, words);
  return { choice, input, label };
}
