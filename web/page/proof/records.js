import { memory } from '@tensorflow/tfjs-core';
import { find } from '../dom.js';
import { megabytes } from '../figures.js';
import { latestOnly } from '../latest-only.js';
import { createRecordView } from './record-view.js';

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
  const graphics = /** @type {{numBytesInGPU?: number}} */ (own).numBytesInGPU;
  find(root, '#tensors', HTMLElement).textContent = String(numTensors);
  find(root, '#tensor-bytes', HTMLElement).textContent = megabytes(numBytes);
  find(root, '#graphics-bytes', HTMLElement).textContent =
    graphics === undefined ? 'none' : megabytes(graphics);
}
