import { find, make } from '../dom.js';

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/**
 * @typedef {object} BackendPicker
 * @property {(choices: readonly BackendChoice[]) => void} offer
 * @property {(inUse: BackendName) => void} mark the one that is in use is chosen and named
 * @property {(isBusy: boolean) => void} setBusy
 */
/**
 * @typedef {object} BackendChoice
 * @property {BackendName} name
 * @property {string} title
 * @property {string} note what it computes on
 * @property {string} problem why it cannot be had here, or nothing
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
  const note = choice.problem === '' ? choice.note : `unavailable: ${choice.problem}`;
  words.append(make('strong', '', choice.title), make('span', 'backend-note', note));
  label.append(input, words);
  return { choice, input, label };
}

/**
 * Which backends would start here, found out without starting one.
 *
 * @param {{wasmFolder: string, started: ReadonlySet<BackendName>}} options started: those that run
 *   already
 * @returns {Promise<BackendChoice[]>}
 */
export async function backendChoices({ wasmFolder, started }) {
  /** @type {Omit<BackendChoice & {find: () => Promise<string>}, 'problem'>[]} */
  const choices = [
    {
      name: 'wasm',
      title: 'WebAssembly',
      note: 'the CPU, several numbers at a time',
      find: () => wasmProblem(wasmFolder),
    },
    { name: 'cpu', title: 'JavaScript', note: 'the CPU, slowly', find: async () => '' },
    { name: 'webgpu', title: 'WebGPU', note: 'the GPU', find: webGpuProblem },
    { name: 'webgl', title: 'WebGL', note: 'the GPU', find: webGlProblem },
  ];
  return Promise.all(
    choices.map(async ({ find, ...choice }) => ({
      ...choice,
      problem: started.has(choice.name) ? '' : await find(),
    })),
  );
}

/** @param {string} wasmFolder */
async function wasmProblem(wasmFolder) {
  if (typeof WebAssembly !== 'object') {
    return 'this browser has no WebAssembly';
  }
  try {
    // HEAD: the file is 425 kB, and is fetched when the backend is chosen.
    const { ok } = await fetch(`${wasmFolder}tfjs-backend-wasm-simd.wasm`, { method: 'HEAD' });
    return ok ? '' : 'the server does not have its .wasm files';
  } catch {
    return 'its .wasm files cannot be fetched now';
  }
}

async function webGpuProblem() {
  const { gpu } = /** @type {any} */ (navigator); // not in TypeScript's libraries
  if (gpu === undefined) {
    return isSecureContext
      ? 'this browser does not have it'
      : 'browsers offer it only to pages served over HTTPS or from localhost';
  }
  try {
    // navigator.gpu is there even where the browser can use no graphics processor.
    const adapter = await gpu.requestAdapter();
    return adapter === null ? 'the browser finds no GPU for it' : '';
  } catch {
    return 'it is disabled in this browser';
  }
}

async function webGlProblem() {
  if (typeof OffscreenCanvas === 'undefined' || hasWebGl(true)) {
    return '';
  }
  return hasWebGl(false)
    ? 'the browser only emulates a GPU, which is too slow'
    : 'the browser finds no GPU for it';
}

/**
 * Asks as TensorFlow.js does (tfjs-backend-webgl, canvas_util.js).
 *
 * @param {boolean} failIfMajorPerformanceCaveat
 */
function hasWebGl(failIfMajorPerformanceCaveat) {
  // SwiftShader computes WebGL on the processor: 40 times slower than WebAssembly, as measured.
  const options = { failIfMajorPerformanceCaveat };
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('webgl2', options) ?? canvas.getContext('webgl', options);
  // Browsers keep a few contexts only; this one is not needed any more.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
