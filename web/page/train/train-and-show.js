import { createHistory } from './history.js';

/**
 * @typedef {object} Views
 * @property {import('./trainer.js').Trainer} trainer
 * @property {ReturnType<typeof import('./status-view.js').createStatus>} status
 * @property {ReturnType<typeof import('./report-view.js').createReport>} report
 * @property {ReturnType<typeof import('./save-model.js').createModelSaver>} modelSaver
 */

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
}
