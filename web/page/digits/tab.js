import { quoted } from '../page-link.js';
import { createAnswers } from './answers.js';
import { createDigitModels, registerExported } from './digit-models.js';
import { createChoice } from './model-chooser.js';
import { createStatusView } from './status-view.js';

/** @typedef {import('../page-link.js').PageLink} PageLink */
/** @typedef {import('./digit-models.js').DigitModel} DigitModel */

/**
 * A sheet to draw on, and what the chosen model says to it. It can be drawn on at once; answers come
 * as soon as the model is loaded and has given Keras's numbers on this device.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 * @param {PageLink} link names the chosen model
 * @returns {Promise<void>} when the model is ready, or its failure is shown
 */
export async function startDigits(root, runtime, link) {
  const { registry } = runtime;
  const madeHere = registry.models.at(-1)?.name;
  const { first, failureWords, isExported } = registerExported(root, registry);
  const status = createStatusView(root);
  const models = createDigitModels(runtime);
  const onUse = describing(root, link, isExported);
  const answers = createAnswers(root, { models, registry, failureWords, status, onUse });
  let opening = '';
  const { choose } = createChoice(root, {
    models,
    registry,
    failureWords,
    status,
    onChosen(model) {
      answers.use(model);
      // What the page begins with by itself is not written in the address.
      if (model.name !== opening) {
        opening = '';
        // A model that was made or brought here is nowhere else.
        const isShared = isExported(model);
        link.choose('digits', new Map(isShared ? [['model', model.name]] : []));
      }
    },
  });
  runtime.onSwitch(async () => {
    await models.rebuild();
    answers.refresh();
  });
  link.onFollow('digits', () => {
    const asked = askedFor(link, registry);
    if (asked !== undefined) {
      choose(asked);
    }
  });
  opening = askedFor(link, registry) ?? (await first());
  await choose(opening);
  if (madeHere !== undefined) {
    await choose(madeHere);
  }
}

/**
 * @param {PageLink} link
 * @param {import('../model-registry.js').ModelRegistry} registry
 * @returns {string | undefined} the model of the link, where there is one of that name
 */
function askedFor(link, registry) {
  const name = link.choices('digits').get('model');
  if (name === undefined || registry.models.some((model) => model.name === name)) {
    return name;
  }
  link.tell(`there is no model ${quoted(name)} in this tab`);
  return undefined;
}

/**
 * The card comes after the first answer, which is not to wait for its code.
 *
 * @param {HTMLElement} root
 * @param {PageLink} link
 * @param {(model: DigitModel) => boolean} isExported
 * @returns {(model: DigitModel) => Promise<void>}
 */
function describing(root, link, isExported) {
  /** @type {DigitModel | null} */
  let newest = null;
  /** @type {Promise<import('./digit-card.js').DigitCard> | null} */
  let card = null;
  return async (model) => {
    newest = model;
    card ??= import('./digit-card.js').then(({ createDigitCard }) => createDigitCard(root, link));
    const { show } = await card;
    if (newest === model) {
      show(model, isExported(model));
    }
  };
}
