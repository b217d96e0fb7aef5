import { find } from '../dom.js';
import { offerToExplain } from '../terms/ask.js';
import { createHistory } from './history.js';
import { createReport } from './report-view.js';
import { createModelSaver } from './save-model.js';
import { createSettings } from './settings-form.js';
import { showArchitecture, showExamples } from './setup-view.js';
import { createStatus } from './status-view.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */
/**
 * @typedef {object} Views
 * @property {import('./trainer.js').Trainer} trainer
 * @property {ReturnType<typeof import('./status-view.js').createStatus>} status
 * @property {ReturnType<typeof import('./report-view.js').createReport>} report
 * @property {ReturnType<typeof import('./save-model.js').createModelSaver>} modelSaver
 */

/** @type {Record<string, import('../terms/glossary.js').Term>} */
const LABELS = {
  'label[for=train-data]': 'mnist',
  'label[for=train-network]': 'networks',
  '#train-layers caption': 'layers',
  'label[for=train-epochs]': 'epochs',
  'label[for=train-batch]': 'batch',
  'label[for=train-backend]': 'backend',
  '#train-curves-title': 'loss',
  '.train-epochs caption': 'validation',
  '#train-results-title': 'confusion',
};

/**
 * Digits, a network, and its training in a worker: watched live, stopped at will, tested, and kept.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @returns {Promise<void>} when the digits are there, or what is wrong is shown
 */
export async function startTrain(root, runtime) {
  offerToExplain(root, LABELS);
  // A worker: a batch of a convolutional network takes longer than a frame, and the page would
  // not scroll.
  const trainer = createTrainer(new URL('train-worker.js', runtime.wasmFolder));
  const status = createStatus(root);
  const settings = createSettings(root);
  const report = createReport(root);
  const modelSaver = createModelSaver(root, runtime);

  let hasDigits = false;

  async function openDigits() {
    hasDigits = false;
    status.opening();
    settings.lock();
    try {
      const opened = await trainer.open(settings.folder(), status.opened);
      showExamples(find(root, '#train-examples', HTMLElement), opened.examples);
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

/**
 * One training from its start to the tested network, or to what went wrong.
 *
 * @param {import('./messages.js').Settings} settings
 * @param {Views} views
 * @returns {Promise<void>}
 */
export async function trainAndShow(settings, { trainer, status, report, modelSaver }) {
  const history = createHistory();
  modelSaver.clear();
  report.clear();
  status.training(settings);
  const charts = report.chartsOf(history);
  try {
    const trained = await trainer.train(settings, {
      onBatch(batch) {
        history.batches.push(batch);
        status.batch(batch, settings.epochs);
        charts.update();
      },
      onEpoch(epoch) {
        history.epochs.push(epoch);
        status.epoch(epoch, settings.epochs);
        report.addEpoch(epoch);
        charts.update();
      },
      onAssess: status.assessing,
    });
    await modelSaver.offer(trained);
    report.show(trained.confusion);
    status.trained(trained, settings);
  } catch (error) {
    status.fail(error);
  }
  report.end(history.batches.length > 0);
}
