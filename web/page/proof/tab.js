import { memory } from '@tensorflow/tfjs-core';
import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { exportedModel } from '../exported-model.js';
import { megabytes } from '../figures.js';
import { latestOnly } from '../latest-only.js';
import { offerToExplain } from '../terms/ask.js';
import { backendChoices, createBackendPicker } from './backend-picker.js';
import { createRecordView } from './record-view.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('./backend-picker.js').BackendChoice} BackendChoice */

/**
 * What was loaded and measured on this page, and the backends that it can all be proven on.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @returns {Promise<void>} when the tab can be used, or its failure is shown
 */
export async function startProof(root, runtime) {
  const status = find(root, '#proof-status', HTMLElement);
  const fail = createFailure(root);
  const update = createRecords(root, runtime);
  offerToExplain(root, { '.backends legend': 'backend', '#tensors-name': 'tensors' });
  const picker = createBackendPicker(root, { onProve: prove });

  /** @param {BackendChoice} choice */
  async function prove({ name, title }) {
    picker.setBusy(true);
    fail.clear();
    root.dataset.state = 'proving';
    status.textContent = `Proving ${models(runtime.loadLog.records.length)} on ${title}`;
    await paint();
    try {
      await runtime.switchBackend(name);
    } catch (error) {
      fail.show(`${title} could not be used; the page continues with the backend it had.`, error);
    }
    settle();
  }

  function settle() {
    const { backend } = runtime.loadLog.records[runtime.loadLog.records.length - 1];
    status.textContent = `${models(runtime.loadLog.records.length)} proven on this device`;
    picker.mark(backend);
    picker.setBusy(false);
    root.dataset.state = 'ready';
    update();
  }

  try {
    if (runtime.loadLog.records.length === 0) {
      await loadOne(root, runtime, status);
    }
    const started = new Set(runtime.loadLog.records.map(({ backend }) => backend));
    picker.offer(await backendChoices({ wasmFolder: runtime.wasmFolder, started }));
    settle();
  } catch (error) {
    root.dataset.state = 'failed';
    status.textContent = '';
    fail.show('The model cannot be proven.', error);
  }
}

/** @param {number} count */
function models(count) {
  return count === 1 ? '1 model' : `${count} models`;
}

/** Lets the browser paint what was written before a computation blocks the page. */
async function paint() {
  await new Promise(requestAnimationFrame);
  // The first ends before the frame is painted, the second after it.
  await new Promise((resolve) => setTimeout(resolve));
}

/** @param {HTMLElement} root */
function createFailure(root) {
  const box = find(root, '#proof-error', HTMLElement);
  return {
    clear() {
      box.hidden = true;
    },
    /**
     * @param {string} title
     * @param {unknown} error
     */
    show(title, error) {
      find(box, 'h2', HTMLElement).textContent = title;
      find(box, 'p', HTMLElement).textContent = messageOf(error);
      box.hidden = false;
    },
  };
}

/**
 * A visitor who opens this tab first has loaded nothing, and there would be nothing to prove.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @param {HTMLElement} status
 */
async function loadOne(root, runtime, status) {
  const read = exportedModel(root.dataset.artifact ?? '', root.dataset.exported ?? '');
  let { model, artifact } = await runtime.load(read, {
    onProgress(loaded, total) {
      status.textContent = `Loading a model: ${megabytes(loaded)} of ${megabytes(total)}`;
    },
  });
  runtime.onSwitch(async () => {
    const former = model;
    ({ model } = await runtime.build(artifact));
    former.dispose();
  });
}

/**
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {() => void} shows what there is now; later changes show by themselves
 */
export function createRecords(root, runtime) {
  const list = find(root, '#records', HTMLElement);
  /** @type {Map<string, ReturnType<typeof createRecordView>>} */
  const views = new Map();
  const update = latestOnly(async () => {
    if (root.hidden || runtime.loadLog.records.length === 0) {
      return; // and where nothing was loaded, no backend has started that could be asked
    }
    for (const record of runtime.loadLog.records) {
      const view = views.get(record.label) ?? createRecordView();
      if (!views.has(record.label)) {
        views.set(record.label, view);
        list.append(view.element);
      }
      view.show(record);
    }
    showMemory(root);
  }, reportError);
  runtime.loadLog.onChange(update);
  new MutationObserver(update).observe(root, { attributeFilter: ['hidden'] });
  return update;
}

/** @param {HTMLElement} root */
function showMemory(root) {
  const { numTensors, numBytes, ...own } = memory();
  // TensorFlow.js's type of memory() leaves out what its WebGL and WebGPU backends add.
  const graphics = /** @type {{numBytesInGPU?: number}} */ (own).numBytesInGPU;
  find(root, '#tensors', HTMLElement).textContent = String(numTensors);
  find(root, '#tensor-bytes', HTMLElement).textContent = megabytes(numBytes);
  find(root, '#graphics-bytes', HTMLElement).textContent =
    graphics === undefined ? 'none' : megabytes(graphics);
}
