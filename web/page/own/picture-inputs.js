/** Brings the panel for pictures, where a model reads some; its code comes with the first such model. */

import { messageOf } from '../../src/errors.js';
import { pictureShape } from '../../src/pictures/picture-shape.js';
import { make } from '../dom.js';
import { loadStyles } from './late-styles.js';
import { runModel, vectorOf } from './run-model.js';
import { checkCounts } from './typed-view.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('./pictures/panel.js').PicturePanel} PicturePanel */
/** @typedef {import('./pictures/preparation.js').PictureInput} PictureInput */

/**
 * @typedef {object} PictureInputs
 * @property {(own: OwnModel, other: (place: number) => import('./run-model.js').TensorValues) =>
 *   Promise<void>} show begins anew with a model; other: gives the values of its other inputs
 * @property {(file: File) => boolean} take whether the model that is shown takes a file as its picture
 */

/**
 * @param {{tab: HTMLElement, area: HTMLElement}} place
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {PictureInputs}
 */
export function createPictureInputs(place, runtime) {
  /** @type {Promise<PicturePanel> | null} */
  let loading = null;
  const notice = make('p', 'own-problem');
  /** @type {PicturePanel | null} */
  let ready = null;
  /** @type {OwnModel | null} */
  let latest = null;
  /** @type {PictureInputs['show']} */
  async function show(own, other) {
    latest = own;
    const input = pictureInput(own);
    if (input === null) {
      (await loading)?.hide();
      notice.remove();
      return;
    }
    loading ??= loadPanel(place, runtime);
    try {
      const panel = await loading;
      ready = panel;
      notice.remove();
      if (latest === own) {
        await panel.show({ own, input, other });
      }
    } catch (error) {
      loading = null; // the next model tries again; this one can still be run on numbers
      notice.textContent = `pictures: the panel for them cannot be loaded (${messageOf(error)}). Reload the page.`;
      place.area.prepend(notice);
    }
  }
  return { show, take: (file) => file.type.startsWith('image/') && ready?.take(file) === true };
}

/**
 * @param {OwnModel} own
 * @returns {PictureInput | null} the input that its artifact declares, or the first that is a picture
 */
export function pictureInput({ inputs: ends, artifact }) {
  const spec = artifact?.metadata.preprocessing;
  if (spec?.kind === 'features') {
    return null; // what the network reads is prepared from something else
  }
  const declared = spec?.kind === 'picture' ? spec.input : null;
  const inputs = ends.map(({ name, shape, dtype }, place) => {
    const picture = pictureShape(shape, dtype);
    const isOther = declared !== null && declared !== name;
    return isOther ? null : picture && { place, name, dtype, shape: picture };
  });
  return inputs.find((input) => input !== null) ?? null;
}

/**
 * @param {{tab: HTMLElement, area: HTMLElement}} place
 * @param {import('../runtime.js').Runtime} runtime
 */
async function loadPanel(place, runtime) {
  const [{ createPicturePanel }] = await Promise.all([
    import('./pictures/panel.js'),
    loadStyles('pictures.css'),
  ]);
  return createPicturePanel(place, async (own, inputs) => {
    checkCounts(inputs.map(({ shape }) => shape[0]));
    const outputs = await runtime.run(own, () => runModel(own, inputs));
    return outputs.map((output) => vectorOf(output, 0));
  });
}
