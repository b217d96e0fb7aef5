import { ArtifactError } from '../../src/errors.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { find } from '../dom.js';
import { exportedModel } from '../exported-model.js';
import { showFacts } from '../model-card.js';
import { offerToExplain } from '../terms/ask.js';
import { createLoadView } from './load-view.js';
import { createTextController } from './text-controller.js';
import { textFacts } from './text-facts.js';

/** @typedef {import('../runtime.js').Runtime} Runtime */
/** @typedef {import('../runtime.js').RuntimeModel} RuntimeModel */
/** @typedef {import('../../src/text/text-generator.js').TextGenerator} TextGenerator */

/** @type {Record<string, import('../terms/glossary.js').Term>} */
const LABELS = {
  'label[for=text-top-k]': 'top-k',
};

/**
 * A model of characters writes, as soon as it is loaded and has given Keras's numbers on this device.
 *
 * @param {HTMLElement} root
 * @param {Runtime} runtime
 * @param {import('../page-link.js').PageLink} link holds the settings
 * @returns {Promise<void>} when the model is ready, or what is wrong is shown
 */
export async function startText(root, runtime, link) {
  offerToExplain(root, LABELS);
  const view = createLoadView(root);
  const textController = createTextController(root, link);
  const facts = find(root, '#text-facts', HTMLElement);
  const read = exportedModel(root.dataset.artifact ?? '', root.dataset.exported ?? '');
  /** @type {{model: RuntimeModel, generator: TextGenerator} | null} */
  let current = null;

  /** @param {RuntimeModel} model */
  async function writeWith(model) {
    // It has proven the artifact; what writes is another one, which reads step by step.
    model.model.dispose();
    const generator = await runtime.on(model, () => createTextGenerator(model.artifact));
    const former = current;
    current = { model, generator };
    textController.use({
      generator,
      read: (task) => runtime.on(model, task),
      step: (task) => runtime.run(model, task),
    });
    former?.generator.dispose();
    showFacts(facts, textFacts(model.artifact, model, generator.engine));
    view.ready(model.report, model.artifact.golden.count);
  }

  async function open() {
    const attempt = new AbortController();
    const { signal } = attempt;
    view.loading(0, 0);
    try {
      /** @type {typeof view.loading} */
      const onProgress = (...bytes) => signal.aborted || view.loading(...bytes);
      await writeWith(await runtime.load(read, { signal, onProgress, onRead: view.checking }));
    } catch (error) {
      attempt.abort(); // files that are still coming are of no use now
      const isMissing = error instanceof ArtifactError && error.missing === 'metadata.json';
      isMissing ? view.missing() : view.fail(error);
    }
  }

  find(root, '#text-again', HTMLButtonElement).addEventListener('click', open);
  runtime.onSwitch(async () => {
    if (current !== null) {
      await writeWith(await runtime.build(current.model.artifact));
    }
  }, textController.rest);
  await open();
}
