import { createAnswers } from './answers.js';
import { createChoice } from './choice.js';
import { createDigitModels } from './digit-models.js';
import { putExported } from './exported-models.js';
import { createStatusView } from './status-view.js';

/**
 * A sheet to draw on, and what the chosen model says to it. It can be drawn on at once; answers come
 * as soon as the model is loaded and has given Keras's numbers on this device.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Lab} lab
 * @returns {Promise<void>} when the model is ready, or its failure is shown
 */
export async function startDigits(root, lab) {
  const { shelf } = lab;
  const madeHere = shelf.models.at(-1)?.name;
  const { names, why } = putExported(root, shelf);
  const status = createStatusView(root);
  const models = createDigitModels(lab);
  const answers = createAnswers(root, { models, shelf, why, status });
  const { choose } = createChoice(root, { models, shelf, why, status, onChosen: answers.use });
  lab.onSwitch(async () => {
    await models.rebuild();
    answers.refresh();
  });
  await choose(names[0]);
  if (madeHere !== undefined) {
    await choose(madeHere);
  }
}
