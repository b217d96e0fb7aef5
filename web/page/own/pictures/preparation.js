/** How a picture is prepared for a model: what is likely, and what the visitor chooses. */

import { scalesFor } from '../../../src/artifact/picture-spec.js';
import { likelyScale } from '../../../src/pictures/likely-scale.js';
import { make } from '../../dom.js';
import { checkbox, choice, pixelCount } from './controls.js';
import { layerFacts, modelNames } from './layer-facts.js';
import { artifactPreparation, preparedAsChosen } from './prediction.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../../../src/pictures/picture-shape.js').PictureShape} PictureShape */
/** @typedef {import('../../../src/pictures/picture-values.js').PictureSpec} PictureSpec */
/** @typedef {import('../../../src/pictures/scaling.js').Scale} Scale */
/** @typedef {{place: number, name: string, dtype: string, shape: PictureShape}} PictureInput */

/** Where a model leaves its input's sides open. */
const OPEN_SIDE = 224;

/** @type {Record<Scale, string>} */
const SCALE_WORDS = {
  none: '0 to 255',
  unit: '0 to 1',
  tf: '−1 to 1',
  torch: "0 to 1, less ImageNet's mean, by its deviation (torch)",
  caffe: "blue, green, red less ImageNet's mean (caffe)",
};

/** @type {[PictureSpec['fit'], string][]} */
const FIT_WORDS = [
  ['stretch', "Stretched (the default of Keras's tools)"],
  ['crop', 'Cropped to the middle'],
  ['pad', 'Padded with black, then resized'],
  ['center-crop', 'Resized by the shorter side, then cropped (torchvision)'],
  ['letterbox', 'Resized, then padded with black (resize_with_pad)'],
];

/** @type {[PictureSpec['method'], string][]} */
const METHOD_WORDS = [
  ['bilinear', "Bilinear, no antialias (tf.image.resize, Keras's Resizing)"],
  ['bilinear-antialias', 'Bilinear with antialias'],
  ['nearest', 'Nearest (tf.image.resize)'],
  ['bicubic', 'Bicubic, no antialias'],
  ['bicubic-antialias', 'Bicubic with antialias'],
  ['area', 'Area'],
  ['lanczos3', 'Lanczos of radius 3, no antialias'],
  ['lanczos3-antialias', 'Lanczos of radius 3 with antialias'],
  ['lanczos5', 'Lanczos of radius 5, no antialias'],
  ['lanczos5-antialias', 'Lanczos of radius 5 with antialias'],
  ['gaussian', 'Gaussian, no antialias'],
  ['gaussian-antialias', 'Gaussian with antialias'],
  ['mitchellcubic', 'Mitchell, no antialias'],
  ['mitchellcubic-antialias', 'Mitchell with antialias'],
  ['pil-nearest', 'Pillow: nearest (keras.utils.load_img)'],
  ['pil-bilinear', 'Pillow: bilinear'],
  ['pil-bicubic', 'Pillow: bicubic'],
  ['pil-lanczos', 'Pillow: Lanczos'],
  ['pil-box', 'Pillow: box'],
  ['pil-hamming', 'Pillow: Hamming'],
];

/** @type {[PictureSpec['invert'], string][]} */
const INVERT_WORDS = [
  ['never', 'As in the picture'],
  ['always', 'Inverted'],
  ['light-ground', 'Light ink on dark: inverted if the border is light'],
];

/**
 * @param {() => void} onChange
 */
export function createPreparation(onChange) {
  const controls = createControls(() => {
    update();
    onChange();
  });
  const element = /** @type {HTMLDetailsElement} */ (make('details', 'picture-settings'));
  const summary = make('summary', '', 'How pictures are prepared');
  const hint = make('p', 'picture-hint');
  hint.id = 'own-picture-hint';
  const fields = make('div', 'picture-fields');
  fields.append(...Object.values(controls).map((control) => control.element));
  element.append(summary, fields);
  let reason = { scale: '', words: '', isGuess: false };
  /** @type {PictureShape} */
  let shape = { height: 1, width: 1, channels: 3 };
  /** @type {import('./prediction.js').ArtifactPreparation | null} */
  let prescribed = null;
  let begun = 0;

  function update() {
    const { scale, asArtifact } = controls;
    for (const control of Object.values(controls)) {
      const field = 'select' in control ? control.select : control.input;
      field.disabled = asArtifact.input.checked && control !== asArtifact;
    }
    const chosen = /** @type {Scale} */ (scale.select.value);
    const isLikely = chosen === reason.scale;
    const words = `Values: ${SCALE_WORDS[chosen]}, ${isLikely ? reason.words : 'as you chose.'}`;
    hint.textContent = asArtifact.input.checked
      ? `Prepared as the artifact says: ${prescribed?.words}.`
      : words;
    hint.classList.toggle('is-guess', isLikely && reason.isGuess && !asArtifact.input.checked);
  }

  return {
    element,
    hint,
    /**
     * @param {OwnModel} own
     * @param {PictureInput} input
     */
    async begin(own, input) {
      begun += 1;
      const place = begun;
      const found = await likelyScaleOf(own);
      if (place !== begun) {
        return; // another model came meanwhile
      }
      shape = input.shape;
      prescribed = artifactPreparation(own);
      reason = found;
      controls.scale.fill(scalesFor(shape.channels).map((scale) => [scale, SCALE_WORDS[scale]]));
      controls.scale.select.value = reason.scale;
      beginControls(controls, own, input);
      element.open = reason.isGuess && !controls.asArtifact.input.checked;
      update();
    },
    /**
     * @param {import('../../../src/digits/ink.js').Pixels} pixels
     * @returns {import('./prediction.js').Prepared}
     * @throws {import('../../../src/errors.js').DataError} if what the artifact asks for is not in it
     */
    prepare: (pixels) =>
      prescribed !== null && controls.asArtifact.input.checked
        ? prescribed.prepare(pixels)
        : preparedAsChosen(pixels, chosenSpec(controls, shape)),
  };
}

/** @param {() => void} onChange */
function createControls(onChange) {
  return {
    asArtifact: checkbox('As the artifact says', onChange),
    scale: choice('Values', [], onChange),
    fit: choice('Other proportions are', FIT_WORDS, onChange),
    method: choice('Resized', METHOD_WORDS, onChange),
    invert: choice('Ink', INVERT_WORDS, onChange),
    width: pixelCount('Width in pixels', onChange),
    height: pixelCount('Height in pixels', onChange),
  };
}

/**
 * @param {ReturnType<typeof createControls>} controls
 * @param {PictureShape} shape
 * @returns {PictureSpec}
 */
function chosenSpec({ scale, fit, method, invert, width, height }, shape) {
  const size = {
    width: shape.width ?? Math.round(Number(width.input.value)),
    height: shape.height ?? Math.round(Number(height.input.value)),
  };
  return {
    ...size,
    shorter_side: Math.max(size.width, size.height),
    channels: shape.channels,
    scale: /** @type {Scale} */ (scale.select.value),
    fit: /** @type {PictureSpec['fit']} */ (fit.select.value),
    method: /** @type {PictureSpec['method']} */ (method.select.value),
    invert: /** @type {PictureSpec['invert']} */ (invert.select.value),
  };
}

/**
 * @param {ReturnType<typeof createControls>} controls
 * @param {OwnModel} own
 * @param {PictureInput} input
 */
function beginControls({ asArtifact, fit, method, invert, width, height }, own, { place, shape }) {
  const isPrescribed = artifactPreparation(own) !== null;
  asArtifact.element.hidden = !isPrescribed;
  asArtifact.input.checked = isPrescribed;
  fit.select.value = 'stretch';
  method.select.value = 'bilinear';
  invert.element.hidden = shape.channels !== 1;
  const isOfDigits = shape.channels === 1 && shape.width === 28 && shape.height === 28;
  // MNIST and its like are light on dark, and what people draw or photograph is dark on light.
  invert.select.value = isOfDigits ? 'light-ground' : 'never';
  const sides = openSides(own.artifact?.golden.inputs[place]?.shape);
  width.element.hidden = shape.width !== null;
  height.element.hidden = shape.height !== null;
  width.input.value = String(sides.width);
  height.input.value = String(sides.height);
}

/**
 * Such a model may only take sides that 8 or 32 divides, as those of its golden inputs are.
 *
 * @param {number[] | undefined} golden shape of the golden inputs
 * @returns {{width: number, height: number}} the least multiple of their size that shows enough
 */
function openSides([, height, width] = [1, OPEN_SIDE, OPEN_SIDE]) {
  const factor = Math.ceil(OPEN_SIDE / Math.max(height, width));
  return { width: width * factor, height: height * factor };
}

/** @param {OwnModel} own */
async function likelyScaleOf(own) {
  const { scale, by, name } = likelyScale(await layerFacts(own), modelNames(own));
  const words = {
    rescaling: `since the model begins with the layer ${name}.`,
    application: `as preprocess_input of keras.applications makes them for ${name}.`,
    guess:
      'which is a guess: nothing in this model says how its pictures were prepared. Choose what it was trained with; otherwise its answers mean little.',
  };
  return { scale, words: words[by], isGuess: by === 'guess' };
}
