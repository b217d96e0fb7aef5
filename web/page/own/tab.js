import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes, scientific } from '../figures.js';
import { titleOf } from '../model-facts.js';
import { dataKindOf } from './data-kinds.js';
import { createDrawing } from './drawing.js';
import { createFeatureInputs } from './feature-inputs.js';
import { createGoldenView } from './golden-view.js';
import { createGuide } from './guide-view.js';
import { inspection } from './inspection-view.js';
import { openModel } from './own-model.js';
import { createPictureInputs, pictureInput } from './picture-inputs.js';
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
  const { show, takeInput } = createModelView(root, runtime);
  /** @type {{own: OwnModel, build: () => Promise<OwnModel>} | null} */
  let current = null;
  let controller = new AbortController();

  /** @param {import('../../src/artifact/artifact.js').Reader} reader */
  async function open(reader) {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    // Freed before the next one is read: two large models may not fit beside each other.
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
      // Building cannot be aborted: TensorFlow.js offers no way.
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

  // Written by this code, not in index.html: what is dropped before it is loaded would be lost.
  status.enter('empty', 'No model yet: choose one, or drop its folder here.');
  createSourceView(root, { onReader: open, onError: status.fail, takeInput });
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
function plainName({ model, label }) {
  return 'name' in model ? model.name : label;
}

/** @param {OwnModel} own */
function readyWords({ report, raw, label }) {
  if (report === null) {
    return `${label}: it runs here, but comes with nothing to prove its numbers.`;
  }
  const numbers = `Keras's numbers here, to within ${scientific(report.largestDifference)}`;
  const count = raw?.report?.count ?? 0;
  const examples = count === 1 ? 'the raw example was' : `all ${count} raw examples were`;
  return `${label}: ${numbers}${count === 0 ? '' : `; ${examples} prepared as in Python`}`;
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
  const typedPanel = find(root, '#own-typed-panel', HTMLDetailsElement);
  const typed = createTypedView(typedPanel, runtime);
  const area = find(root, '.own-model', HTMLElement);
  const pictures = createPictureInputs({ tab: root, area }, runtime);
  const features = createFeatureInputs(area, runtime);
  const drawing = createDrawing(find(root, '.own-inspected', HTMLElement));
  const digits = find(root, '#own-digits', HTMLElement);
  const registered = find(root, '#own-registered', HTMLElement);
  /** @type {OwnModel | null} */
  let shown = null;
  find(digits, 'button', HTMLButtonElement).addEventListener('click', () => {
    if (shown?.artifact) {
      runtime.registry.put({
        name: `${shown.artifact.metadata.model.name} (yours)`,
        source: shown.artifact,
      });
      registered.hidden = false;
    }
  });
  /** @param {OwnModel} own */
  async function show(own) {
    const isOther = own.label !== shown?.label;
    shown = own;
    registered.hidden ||= isOther;
    digits.hidden = !dataKindOf(own.artifact?.metadata.preprocessing).isForDigitsTab;
    find(root, '#own-name', HTMLElement).textContent = titleOf(
      own.artifact?.metadata.model.name ?? plainName(own),
    );
    find(root, '#own-inspection', HTMLElement).replaceChildren(...inspection(own));
    drawing.show(own);
    typed.show(own);
    if (isOther) {
      // Few will type a picture's numbers; the other inputs of such a model have to be typed. Where
      // the model reads a table or a text, there is a form for it.
      typedPanel.open = own.raw === null && (pictureInput(own) === null || own.inputs.length > 1);
    }
    await pictures.show(own, typed.valuesOf);
    await features.show(own);
    await showGolden(own);
  }
  /** @param {File} file */
  const takeInput = (file) =>
    root.dataset.state === 'ready' && (pictures.take(file) || features.take(file));
  return { show, takeInput };
}
