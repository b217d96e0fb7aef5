import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes, scientific } from '../figures.js';
import { titleOf } from '../model-facts.js';
import { createGoldenView } from './golden-view.js';
import { createGuide } from './guide-view.js';
import { inspection } from './inspection-view.js';
import { openModel } from './own-model.js';
import { createPictureInputs } from './picture-inputs.js';
import { createSourceView } from './source-view.js';
import { createTypedView } from './typed-view.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {'empty' | 'reading' | 'proving' | 'ready' | 'failed'} State */

/**
 * A model of the visitor's own: checked, proven, inspected and run.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @returns {Promise<void>}
 */
export async function startOwn(root, runtime) {
  const status = createStatus(root);
  const show = createModelView(root, runtime);
  /** @type {{own: OwnModel, build: () => Promise<OwnModel>} | null} */
  let current = null;
  let controller = new AbortController();

  /** @param {import('../../src/artifact/artifact.js').Reader} reader */
  async function open(reader) {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    current?.own.model.dispose();
    current = null;
    status.enter('reading', `Reading ${reader.label}`);
    try {
      const build = await openModel(reader, runtime, {
        signal,
        onProgress: status.progress,
        onRead: () => status.enter('proving', `Building and checking ${reader.label}`),
      });
      const own = await build();
      if (signal.aborted) {
        own.model.dispose(); // another one was chosen meanwhile
        return;
      }
      current = { own, build };
      await show(own);
      status.enter('ready', readyWords(own));
    } catch (error) {
      if (!signal.aborted) {
        status.fail(error);
      }
    }
  }

  // Said by the code that takes them, not by the page: before, what is dropped would be lost.
  status.enter('empty', 'No model yet: choose one, or drop its folder here.');
  createSourceView(root, { onReader: open, onError: status.fail });
  createGuide(find(root, '#own-guide', HTMLElement), {
    onReader(reader) {
      open(reader);
      root.scrollIntoView({ block: 'start' }); // what is said of it is above
    },
  });
  runtime.onSwitch(async () => {
    if (current !== null) {
      const former = current.own;
      current.own = await current.build();
      former.model.dispose();
      await show(current.own);
    }
  });
}

/** @param {OwnModel} own */
function readyWords({ report, label }) {
  return report === null
    ? `${label}: it runs here, but brings nothing that proves its numbers.`
    : `${label}: Keras's numbers here, to within ${scientific(report.largestDifference)}`;
}

/** @param {HTMLElement} root */
function createStatus(root) {
  const status = find(root, '#own-status', HTMLElement);
  const progress = find(root, '#own-progress', HTMLProgressElement);
  const problem = find(root, '#own-error', HTMLElement);
  /**
   * @param {State} state
   * @param {string} words
   */
  function enter(state, words) {
    root.dataset.state = state;
    status.textContent = words;
    progress.removeAttribute('value');
    problem.hidden = state !== 'failed';
  }
  return {
    enter,
    /**
     * @param {number} loaded
     * @param {number} total
     */
    progress(loaded, total) {
      progress.max = total;
      progress.value = loaded;
      status.textContent = `Reading: ${megabytes(loaded)} of ${megabytes(total)}`;
    },
    /** @param {unknown} error */
    fail(error) {
      find(problem, 'p', HTMLElement).textContent = messageOf(error);
      enter('failed', '');
    },
  };
}

/**
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 */
function createModelView(root, runtime) {
  const showGolden = createGoldenView(find(root, '#own-golden-panel', HTMLElement), runtime);
  const typed = createTypedView(find(root, '#own-typed-panel', HTMLElement), runtime);
  const area = find(root, '.own-model', HTMLElement);
  const showPictures = createPictureInputs({ tab: root, area }, runtime);
  const digits = find(root, '#own-digits', HTMLElement);
  const onShelf = find(root, '#own-on-shelf', HTMLElement);
  /** @type {OwnModel | null} */
  let shown = null;
  find(digits, 'button', HTMLButtonElement).addEventListener('click', () => {
    if (shown?.artifact) {
      runtime.registry.put({
        name: `${shown.artifact.metadata.model.name} (yours)`,
        source: shown.artifact,
      });
      onShelf.hidden = false;
    }
  });
  /** @param {OwnModel} own */
  return async (own) => {
    onShelf.hidden ||= own.label !== shown?.label; // it is told of another model
    shown = own;
    digits.hidden = own.artifact?.metadata.preprocessing?.kind !== 'mnist-digit';
    find(root, '#own-name', HTMLElement).textContent = titleOf(
      own.artifact?.metadata.model.name ?? own.model.name,
    );
    find(root, '#own-inspection', HTMLElement).replaceChildren(...inspection(own));
    typed.show(own);
    await showPictures(own, typed.valuesOf);
    await showGolden(own);
  };
}
