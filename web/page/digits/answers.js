import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { latestOnly } from '../latest-only.js';
import { createResultView } from './result-view.js';
import { createSheet, samplesOf } from './sheet.js';

/** @typedef {import('./digit-models.js').DigitModel} DigitModel */
/** @typedef {{model: DigitModel, view: ReturnType<typeof createResultView>}} InUse */

/**
 * The sheet, what the model in use says to it, and then, where they are shown, its feature maps and
 * what the other models say.
 *
 * @param {HTMLElement} root
 * @param {object} deps
 * @param {import('./digit-models.js').DigitModels} deps.models
 * @param {import('../model-registry.js').ModelRegistry} deps.registry
 * @param {import('./digit-models.js').FailureWords} deps.failureWords
 * @param {import('./status-view.js').StatusView} deps.status
 * @param {(model: DigitModel) => void} deps.onUse a model answers from now on, or was built anew
 * @returns {{use: (model: DigitModel) => void, refresh: () => void}} refresh: the models were built
 *   anew
 */
export function createAnswers(root, { models, registry, failureWords, status, onUse }) {
  /** @type {InUse | null} */
  let inUse = null;
  /** @type {Float32Array | null} */
  let input = null;
  let hasSamples = false;

  const update = latestOnly(async () => {
    if (inUse !== null) {
      const { model, view } = inUse;
      const drawing = sheet.drawing();
      const result = await models.run(model.name, ({ classifier }) => read(classifier, drawing));
      view.show(result);
      input = result.status === 'digit' ? result.input : null;
      showMore();
    }
  }, fail);
  const showMore = latestOnly(async () => {
    if (inUse !== null) {
      const { name } = inUse.model;
      // After the answer and in its own loop: maps take several times as long as the digit.
      await maps.show(name, input);
      await comparison.show({ name, input });
    }
  }, fail);

  const sheet = createSheet(root, { onChange: update });
  const mapsDetails = find(root, '#maps', HTMLDetailsElement);
  const maps = lazyDetails(mapsDetails, async () => {
    const { createFeatureMapsView } = await import('./feature-maps.js');
    return createFeatureMapsView(mapsDetails, { models, onOpen: showMore });
  });
  const comparisonDetails = find(root, '#compare', HTMLDetailsElement);
  const comparison = lazyDetails(comparisonDetails, async () => {
    const { createComparison } = await import('./comparison.js');
    return createComparison(comparisonDetails, {
      models,
      registry,
      failureWords,
      onReady: showMore,
    });
  });

  /** @param {unknown} error */
  function fail(error) {
    status.fail(messageOf(error));
  }

  /** @param {DigitModel} model */
  function use(model) {
    const { artifact, report } = model.built;
    inUse = { model, view: createResultView(root, model.classifier) };
    root.dataset.model = model.name;
    onUse(model);
    status.ready(report, artifact.golden.count);
    if (!hasSamples) {
      const samples = samplesOf(artifact);
      sheet.offer(samples);
      hasSamples = samples.length > 0;
    }
    update();
  }

  return {
    use,
    refresh() {
      const anew = inUse === null ? undefined : models.get(inUse.model.name);
      if (anew !== undefined) {
        use(anew);
      }
    },
  };
}

/**
 * @param {import('../../src/digits/digit-classifier.js').DigitClassifier} classifier
 * @param {import('./sheet.js').Drawing} drawing
 */
function read({ classify, classifyInput, inputSize }, { input, ink }) {
  return input?.length === inputSize * inputSize
    ? classifyInput(input)
    : classify(ink.ink, ink.width, ink.height);
}

/**
 * Loads the content of a details element when it is first opened.
 *
 * @template {{show: (...shown: any[]) => Promise<void>}} View
 * @param {HTMLDetailsElement} root holds a .more-note, which says what goes wrong
 * @param {() => Promise<View>} load
 * @returns {{show: (...shown: Parameters<View['show']>) => Promise<void>}} shows nothing before
 */
export function lazyDetails(root, load) {
  /** @type {View | null} */
  let view = null;
  let isLoading = false;
  root.addEventListener('toggle', async () => {
    if (view !== null || isLoading) {
      return;
    }
    isLoading = true;
    try {
      view = await load();
      root.dispatchEvent(new Event('toggle')); // which it has missed
    } catch (error) {
      find(root, '.more-note', HTMLElement).textContent = messageOf(error);
    }
    isLoading = false;
  });
  return {
    async show(...shown) {
      await view?.show(...shown);
    },
  };
}
