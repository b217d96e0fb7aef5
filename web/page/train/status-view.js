import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes, percent } from '../figures.js';

/** @typedef {import('./messages.js').Settings} Settings */

const PRIVATE = 'Nothing leaves this page: the network learns on this device.';

/**
 * What the tab is doing, as data-state on the root and in words: opening, ready, training, stopping,
 * assessing, trained or failed. Screen readers announce each epoch, but not each batch.
 *
 * @param {HTMLElement} root
 */
export function createStatus(root) {
  const line = createLine(root);
  const source = find(root, '#train-source', HTMLElement);
  const message = find(root, '#train-error-message', HTMLElement);
  return {
    opening() {
      line.enter('opening', 'Loading the digits');
      line.fill(null);
    },
    /** @type {(loadedBytes: number, totalBytes: number | null) => void} */
    opened(loadedBytes, totalBytes) {
      const total = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`;
      line.detail(`${megabytes(loadedBytes)}${total}`);
      line.fill(totalBytes === null ? null : loadedBytes / totalBytes);
    },
    /** @param {import('./messages.js').Opened} opened */
    ready(opened) {
      line.enter('ready', 'Ready to train.', PRIVATE);
      line.fill(0);
      source.textContent = sourceWords(opened);
    },
    /** @param {Settings} settings */
    training(settings) {
      line.enter('training', startWords(settings), 'Starting');
      line.fill(0);
    },
    /** @type {(report: import('./training.js').BatchReport, epochs: number) => void} */
    batch(report, epochs) {
      line.detail(batchWords(report, epochs));
      line.fill((report.epoch - 1 + report.batch / report.batches) / epochs);
    },
    /** @type {(report: import('./training.js').EpochReport, epochs: number) => void} */
    epoch: (report, epochs) => line.say(epochWords(report, epochs)),
    stopping: () => line.enter('stopping', 'Stopping after this batch.'),
    assessing() {
      line.enter('assessing', 'Testing it on digits it has not seen.');
      line.fill(null);
    },
    /** @type {(trained: import('./messages.js').Trained, settings: Settings) => void} */
    trained(trained, settings) {
      const { result, pace } = endWords(trained, settings);
      line.enter(trained.confusion === null ? 'ready' : 'trained', result, pace);
      line.fill(1);
    },
    /** @param {unknown} error */
    fail(error) {
      message.textContent = messageOf(error);
      line.enter('failed', '');
    },
  };
}

/** @param {HTMLElement} root */
function createLine(root) {
  const words = find(root, '#train-status', HTMLElement);
  const more = find(root, '#train-detail', HTMLElement);
  const progress = find(root, '#train-progress', HTMLProgressElement);
  const stop = find(root, '#train-stop', HTMLButtonElement);
  return {
    /** @type {(state: string, sentence: string, detail?: string) => void} */
    enter(state, sentence, detail = '') {
      root.dataset.state = state;
      words.textContent = sentence;
      more.textContent = detail;
      stop.disabled = state !== 'training';
    },
    /** @param {string} sentence read aloud */
    say(sentence) {
      words.textContent = sentence;
    },
    /** @param {string} detail not read aloud */
    detail(detail) {
      more.textContent = detail;
    },
    /** @param {number | null} share in [0, 1]; null where it is not known */
    fill(share) {
      if (share === null) {
        progress.removeAttribute('value');
      } else {
        progress.value = share;
      }
    },
  };
}

const COUNT = new Intl.NumberFormat('en');

/** @param {import('./messages.js').Opened} opened */
export function sourceWords({ trainCount, validationCount, testCount, source }) {
  const watch = `${COUNT.format(validationCount)} for validation`;
  const counts = `${COUNT.format(trainCount)} for training, ${watch}, ${COUNT.format(testCount)} for testing`;
  return `${counts}. From: ${source}.`;
}

/** @param {Settings} settings */
export function startWords({ epochs, digits }) {
  const many = epochs === 1 ? '1 epoch' : `${epochs} epochs`;
  return `Training: ${many} of ${COUNT.format(digits)} digits.`;
}

/**
 * @param {import('./training.js').BatchReport} report
 * @param {number} epochs
 */
export function batchWords({ epoch, batch, batches, loss, accuracy }, epochs) {
  const place = `Epoch ${epoch} of ${epochs}, batch ${batch} of ${batches}`;
  return `${place}: loss ${loss.toFixed(3)}, accuracy ${percent(accuracy)}`;
}

/**
 * @param {import('./training.js').EpochReport} report
 * @param {number} epochs
 */
export function epochWords({ epoch, validation }, epochs) {
  const seen = `${percent(validation.accuracy)} of the validation digits are right`;
  return `Epoch ${epoch} of ${epochs} is done: ${seen}.`;
}

/**
 * @param {import('./messages.js').Trained} trained
 * @param {Settings} settings
 * @returns {{result: string, pace: string}}
 */
export function endWords({ confusion, epochs, batches, seconds, backend }, settings) {
  if (confusion === null) {
    return { result: 'Stopped before the first batch: nothing was learnt.', pace: '' };
  }
  const how = epochs < settings.epochs ? 'Stopped' : 'Trained';
  const right = `${percent(confusion.accuracy)} of ${COUNT.format(confusion.total)} test digits`;
  const pace = `${COUNT.format(batches)} batches in ${seconds.toFixed(1)} s on ${backend}.`;
  return { result: `${how}: ${right} are right.`, pace };
}
