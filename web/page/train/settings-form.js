import { find, make } from '../dom.js';

/** @typedef {import('./messages.js').Settings} Settings */
/** @typedef {import('./messages.js').TrainingBackend} TrainingBackend */
/**
 * @typedef {object} SettingsForm
 * @property {() => string} folder of the chosen digits, with a slash at its end
 * @property {() => import('./messages.js').NetworkName} network
 * @property {() => Settings | null} read null where the browser shows what is wrong
 * @property {(opened: import('./messages.js').Opened) => void} offer what can be chosen
 * @property {() => void} lock
 * @property {(state: {canTrain: boolean}) => void} unlock
 * @property {(listener: () => void) => void} onData other digits are chosen
 * @property {(listener: () => void) => void} onNetwork another network is chosen
 */

/** @type {readonly import('./messages.js').NetworkName[]} */
const NETWORKS = ['codelab', 'mlp', 'cnn'];

/** How the page names backends. */
const BACKENDS = {
  wasm: 'WebAssembly',
  webgl: 'GPU (WebGL)',
  webgpu: 'GPU (WebGPU)',
  cpu: 'plain JavaScript, slow',
};

/**
 * @param {HTMLElement} root
 * @returns {SettingsForm}
 */
export function createSettings(root) {
  const form = find(root, '#train-form', HTMLFormElement);
  const data = find(root, '#train-data', HTMLSelectElement);
  const network = find(root, '#train-network', HTMLSelectElement);
  const backend = find(root, '#train-backend', HTMLSelectElement);
  const digits = find(root, '#train-digits', HTMLInputElement);
  const fields = find(root, '#train-fields', HTMLFieldSetElement);
  const start = find(root, '#train-start', HTMLButtonElement);
  const choices = [data, network, fields, start];
  const number = (/** @type {string} */ id) => find(root, id, HTMLInputElement).valueAsNumber;
  return {
    folder: () => new URL(data.value, document.baseURI).href,
    network: () => networkNamed(network.value),
    read: () =>
      form.reportValidity()
        ? {
            network: networkNamed(network.value),
            backend: /** @type {TrainingBackend} */ (backend.value),
            epochs: number('#train-epochs'),
            batchSize: number('#train-batch'),
            digits: number('#train-digits'),
          }
        : null,
    offer({ trainCount, backends }) {
      // Sprites differ in size: that of the page has 7,000 training digits, MNIST's 55,000.
      digits.max = String(trainCount);
      digits.value = String(Math.min(number('#train-digits'), trainCount));
      backend.replaceChildren(...backends.map(optionOf));
    },
    lock: () => setDisabled(choices, true),
    unlock({ canTrain }) {
      setDisabled(choices, false);
      start.disabled = !canTrain;
    },
    onData: (listener) => data.addEventListener('change', listener),
    onNetwork: (listener) => network.addEventListener('change', listener),
  };
}

/**
 * @param {{disabled: boolean}[]} controls
 * @param {boolean} isDisabled
 */
function setDisabled(controls, isDisabled) {
  for (const control of controls) {
    control.disabled = isDisabled;
  }
}

/** @param {TrainingBackend} name */
function optionOf(name) {
  const option = /** @type {HTMLOptionElement} */ (make('option', '', BACKENDS[name]));
  option.value = name;
  return option;
}

/**
 * @param {string} text
 * @returns {import('./messages.js').NetworkName}
 */
function networkNamed(text) {
  return NETWORKS.find((name) => name === text) ?? NETWORKS[0];
}
