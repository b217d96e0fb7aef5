import { createAnswers } from './answers.js';
import { createDigitModels, registerExported } from './digit-models.js';
import { createChoice } from './model-chooser.js';
import { createStatusView } from './status-view.js';

/**
 * A sheet to draw on, and what the chosen model says to it. It can be drawn on at once; answers come
 * as soon as the model is loaded and has given Keras's numbers on this device.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {Promise<void>} when the model is ready, or its failure is shown
 */
export async function startDigits(root, runtime) {
  const { registry } = runtime;
  const madeHere = registry.models.at(-1)?.name;
  const { first, failureWords } = registerExported(root, registry);
  const status = createStatusView(root);
  const models = createDigitModels(runtime);
  const answers = createAnswers(root, { models, registry, failureWords, status });
  const { choose } = createChoice(root, {
    models,
    registry,
    failureWords,
    status,
    onChosen: answers.use,
  });
  runtime.onSwitch(async () => {
    await models.rebuild();
    answers.refresh();
  });
  await choose(await first());
  if (madeHere !== undefined) {
    await choose(madeHere);
  }
}
