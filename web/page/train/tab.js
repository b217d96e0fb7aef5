import { find } from '../dom.js';
import { showArchitecture } from './architecture-view.js';
import { createExamples } from './examples-view.js';
import { createReport } from './report-view.js';
import { createModelSaver } from './save-model.js';
import { createSettings } from './settings-form.js';
import { createStatus } from './status-view.js';
import { trainAndShow } from './train-and-show.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */

/**
 * Digits, a network, and its training in a worker: watched live, stopped at will, tested, and kept.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @returns {Promise<void>} when the digits are there, or what is wrong is shown
 */
export async function startTrain(root, runtime) {
  const trainer = createTrainer(new URL('train-worker.js', runtime.wasmFolder));
  const status = createStatus(root);
  const settings = createSettings(root);
  const report = createReport(root);
  const modelSaver = createModelSaver(root, runtime);
  const examples = createExamples(find(root, '#train-examples', HTMLElement));

  let hasDigits = false;

  async function openDigits() {
    hasDigits = false;
    status.opening();
    settings.lock();
    try {
      const opened = await trainer.open(settings.folder(), status.opened);
      examples.show(opened.examples);
      settings.offer(opened);
      hasDigits = true;
      status.ready(opened);
    } catch (error) {
      status.fail(error);
    }
    await describe();
  }

  async function describe() {
    settings.lock();
    try {
      const layers = await trainer.describe(settings.network());
      showArchitecture(find(root, '#train-layers', HTMLElement), layers);
    } catch (error) {
      status.fail(error);
    }
    settings.unlock({ canTrain: hasDigits });
  }

  async function train() {
    const wanted = settings.read();
    if (wanted !== null) {
      settings.lock();
      await trainAndShow(wanted, { trainer, status, report, modelSaver });
      settings.unlock({ canTrain: true });
    }
  }

  settings.onData(openDigits);
  settings.onNetwork(describe);
  find(root, '#train-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    train();
  });
  find(root, '#train-stop', HTMLButtonElement).addEventListener('click', () => {
    status.stopping();
    trainer.stop();
  });
  await openDigits();
}
