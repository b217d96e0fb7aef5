import { readArtifact } from '../artifact.js';
import { createDigitClassifier } from '../digit-classifier.js';
import { createFetchReader } from '../fetch-reader.js';
import { buildVerifiedModel } from '../verified-model.js';
import { find } from './dom.js';
import { createDrawingPad } from './drawing-pad.js';
import { modelFacts, showFacts } from './model-facts.js';
import { createResultView } from './result-view.js';
import { createStatusView } from './status-view.js';

/** @typedef {import('../digit-classifier.js').DigitClassifier} DigitClassifier */
/**
 * @typedef {object} DemoOptions
 * @property {URL} artifact the artifact's address
 * @property {string} wasmFolder address of the .wasm files, with a slash at its end
 * @property {import('../backend.js').BackendName[]} backends in the order to try
 */

/**
 * The page: a sheet to draw on, and what the model says to it. It can be drawn on at once; answers
 * come as soon as the model is loaded and has given Keras's numbers on this device.
 *
 * @param {HTMLElement} root
 * @param {DemoOptions} options
 * @returns {{pad: import('./drawing-pad.js').DrawingPad, dispose: () => void}}
 */
export function createDemo(root, options) {
  const status = createStatusView(root);
  const listeners = new AbortController();
  let update = () => {};
  let disposeModel = () => {};
  const pad = createDrawingPad(find(root, '#sheet', HTMLElement), { onChange: () => update() });
  find(root, '#clear', HTMLButtonElement).addEventListener('click', () => pad.clear(), {
    signal: listeners.signal,
  });

  /** @param {DigitClassifier} classifier */
  function answer(classifier) {
    if (listeners.signal.aborted) {
      classifier.dispose();
      return;
    }
    const view = createResultView(root, classifier);
    disposeModel = classifier.dispose;
    update = latestOnly(async () => {
      const { ink, width, height } = pad.ink();
      view.show(await classifier.classify(ink, width, height));
    }, status.fail);
    update();
  }

  start(root, options, status).then(answer).catch(status.fail);
  return {
    pad,
    dispose() {
      listeners.abort();
      pad.dispose();
      disposeModel();
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {DemoOptions} options
 * @param {import('./status-view.js').StatusView} status
 * @returns {Promise<DigitClassifier>}
 */
async function start(root, { artifact: address, wasmFolder, backends }, status) {
  const reader = createFetchReader(address);
  const artifact = await readArtifact(reader, { onProgress: status.loading });
  status.checking();
  const verified = await buildVerifiedModel(artifact, backends, { wasmFolder });
  const classifier = createDigitClassifier({ ...artifact, model: verified.model });
  showFacts(find(root, '#facts', HTMLElement), modelFacts(artifact, verified));
  status.ready(verified.report, artifact.golden.count);
  return classifier;
}

/**
 * Runs a task at most once a frame, and never twice at a time; a request while it runs makes it run
 * once more, on what is newest then.
 *
 * @param {() => Promise<void>} task
 * @param {(error: unknown) => void} onError
 * @returns {() => void} requests a run
 */
function latestOnly(task, onError) {
  let isRunning = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isRunning) {
      return;
    }
    isRunning = true;
    try {
      while (isWanted) {
        await new Promise(requestAnimationFrame);
        isWanted = false;
        await task();
      }
    } catch (error) {
      onError(error);
    }
    isRunning = false;
  };
}
