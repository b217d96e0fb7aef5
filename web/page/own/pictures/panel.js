import { messageOf } from '../../../src/errors.js';
import { readPicture } from '../../../src/pictures/read-picture.js';
import { duration } from '../../figures.js';
import { listenForFile } from '../../file-input.js';
import { latestOnly } from '../../latest-only.js';
import { createCamera } from './camera.js';
import { createPanelElements } from './panel-elements.js';
import { drawingOf, tensorOf } from './prediction.js';
import { createPreparation } from './preparation.js';
import { createResults } from './results.js';

/** @typedef {import('../../../src/digits/ink.js').Pixels} Pixels */
/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../run-model.js').TensorValues} TensorValues */
/** @typedef {import('./preparation.js').PictureInput} PictureInput */
/**
 * @typedef {object} Shown what the panel works for
 * @property {OwnModel} own
 * @property {PictureInput} input the one that pictures go to
 * @property {(place: number) => TensorValues} other values of another input
 */
/**
 * @typedef {object} PicturePanel
 * @property {(shown: Shown) => Promise<void>} show
 * @property {(file: File) => boolean} take whether it takes a picture that was meant for no other part
 * @property {() => void} hide
 */
/**
 * @typedef {(own: OwnModel, inputs: TensorValues[]) =>
 *   Promise<import('../run-model.js').NamedValues[]>} Run gives the outputs for the first vector;
 *   handed in, since this code is bundled without TensorFlow.js
 */

/**
 * Pictures for a model that reads them: files, drops, pastes and a camera.
 *
 * @param {{tab: HTMLElement, area: HTMLElement}} place tab: that of the model; area: where the panel
 *   comes first, and pictures may be dropped
 * @param {Run} run
 * @returns {PicturePanel}
 */
export function createPicturePanel({ tab, area }, run) {
  const parts = createPanelElements();
  const preparation = createPreparation(() => camera.isOn() || request());
  const results = createResults('own-picture', parts.complain);
  parts.fill({ preparation, results: results.element });
  area.prepend(parts.root);
  /** @type {Shown | null} */
  let current = null;
  /** @type {Pixels | null} */
  let picture = null;
  /** @type {File | null} */
  let latest = null;
  let isLatestRefused = false;

  async function predict() {
    if (current === null || picture === null) {
      return;
    }
    const [shown, taken] = [current, picture];
    const isStale = () => shown !== current || taken !== picture;
    try {
      const inputs = inputsFor(preparation.prepare(taken), shown, parts);
      const start = performance.now();
      const answers = await run(shown.own, inputs);
      if (!isStale()) {
        results.show(answers, { isLive: camera.isOn() });
        if (!isLatestRefused) {
          parts.complain(''); // else it says what is wrong with a file that was chosen meanwhile
        }
        parts.timing.textContent = `Answered in ${duration(performance.now() - start)}`;
      }
    } catch (error) {
      if (!isStale()) {
        throw error; // or it is that the model was disposed of, for another one
      }
    }
  }

  /** @param {unknown} error */
  function fail(error) {
    camera.stop();
    parts.complain(messageOf(error));
  }

  const request = latestOnly(predict, fail);
  const camera = createCamera(parts.video, {
    onPicture: async (pixels) => {
      picture = pixels;
      isLatestRefused = false;
      await predict();
    },
    onState(isOn) {
      parts.showCamera(isOn);
      if (!isOn && picture !== null) {
        parts.showPicture('the last picture from the camera', picture);
      }
    },
    onError: fail,
  });

  /** @param {File} file */
  async function take(file) {
    camera.stop();
    parts.complain('');
    latest = file;
    isLatestRefused = false;
    try {
      const pixels = await readPicture(file);
      if (latest === file && !camera.isOn()) {
        picture = pixels;
        parts.showPicture(file.name || 'pasted picture', pixels);
        request();
      }
    } catch (error) {
      if (latest === file) {
        isLatestRefused = true;
        fail(error);
      }
    }
  }

  const isShown = () => !tab.hidden && !parts.root.hidden && tab.dataset.state === 'ready';
  listenForFile({ area, input: parts.file, isShown }, take);
  parts.cameraButton.addEventListener('click', () => {
    camera.isOn() ? camera.stop() : camera.start();
  });
  stopUnseen(tab, camera);
  return {
    async show(shown) {
      const isSame = current?.own.label === shown.own.label && sameArtifact(current.own, shown.own);
      camera.stop();
      current = shown;
      parts.root.hidden = false;
      results.begin(shown.own, { keepsLabels: isSame });
      if (isSame) {
        parts.complain('');
        request(); // rebuilt on another backend: what was chosen stays
        return;
      }
      picture = null;
      latest = null;
      isLatestRefused = false;
      parts.begin(shown.input);
      await preparation.begin(shown.own, shown.input);
    },
    take(file) {
      if (!isShown()) {
        return false;
      }
      take(file);
      parts.root.scrollIntoView({ block: 'nearest' });
      return true;
    },
    hide() {
      camera.stop();
      current = null;
      parts.root.hidden = true;
    },
  };
}

/**
 * Shows what the model sees, too.
 *
 * @param {import('./prediction.js').Prepared} picture
 * @param {Shown} shown
 * @param {ReturnType<typeof createPanelElements>} parts
 * @returns {TensorValues[]} of all inputs
 */
function inputsFor(picture, { own, input, other }, parts) {
  parts.showSeen(drawingOf(picture, input.shape.channels));
  return own.inputs.map(({ shape }, i) =>
    i === input.place ? tensorOf(picture, input, shape[0]) : other(i),
  );
}

/**
 * @param {OwnModel} one
 * @param {OwnModel} other
 */
function sameArtifact({ artifact }, other) {
  return artifact !== null && artifact === other.artifact;
}

/**
 * A camera that nobody sees the picture of is off: its light would look like spying.
 *
 * @param {HTMLElement} tab
 * @param {import('./camera.js').Camera} camera
 */
function stopUnseen(tab, camera) {
  const stopIfHidden = () => {
    if (tab.hidden || document.hidden || tab.dataset.state !== 'ready') {
      camera.stop();
    }
  };
  document.addEventListener('visibilitychange', stopIfHidden);
  addEventListener('pagehide', () => camera.stop());
  const attributeFilter = ['hidden', 'data-state'];
  new MutationObserver(stopIfHidden).observe(tab, { attributes: true, attributeFilter });
}
