/** What the panel for pictures consists of; it is not in the page, whose first answer it would weigh on. */

import { make } from '../../dom.js';
import { fileButton } from './controls.js';
import { draw } from './map-view.js';

/** What browsers show; others are refused with a reason, whatever they are called. */
const PICTURES = 'image/*';

export function createPanelElements() {
  const [root, intro, work] = createFrame();
  const stage = createStage();
  const seen = createSeen();
  const file = fileButton('Choose a file', PICTURES);
  file.input.id = 'own-picture-file';
  const cameraButton = /** @type {HTMLButtonElement} */ (make('button', 'button'));
  cameraButton.type = 'button';
  cameraButton.id = 'own-picture-camera';
  const buttons = make('div', 'own-buttons');
  buttons.append(file.element, cameraButton);
  const problem = make('p', 'own-problem');
  problem.id = 'own-picture-error';
  problem.role = 'alert';
  const timing = make('p', 'picture-words');
  const source = make('div', 'picture-source');
  source.append(stage.element, buttons, problem, seen.element);

  /** @param {boolean} isOn */
  function showCamera(isOn) {
    cameraButton.textContent = isOn ? 'Stop camera' : 'Use the camera';
    stage.showVideo(isOn);
  }

  return {
    root,
    showSeen: seen.show,
    timing,
    cameraButton,
    showCamera,
    file: file.input,
    video: stage.video,
    /** @param {{preparation: {hint: HTMLElement, element: HTMLElement}, results: HTMLElement}} inside */
    fill({ preparation, results }) {
      const answers = make('div', 'picture-answers');
      answers.append(preparation.hint, results, timing);
      work.append(source, answers);
      root.append(preparation.element);
    },
    /** @param {string} words '' for none */
    complain(words) {
      problem.textContent = words;
      problem.hidden = words === '';
    },
    /** @param {import('./preparation.js').PictureInput} input of a new model */
    begin({ name, shape: { height, width, channels } }) {
      const colours = { 1: 'grey', 3: 'red, green, blue', 4: 'red, green, blue, opacity' };
      const isOpen = height === null || width === null;
      const size = isOpen ? 'of any size' : `${height} × ${width} pixels`;
      intro.textContent = `The input ${name} is a picture: ${size}, ${colours[channels]}. Choose one, drop it here, paste it, or use the camera. Pictures stay on this device.`;
      stage.clear();
      seen.element.hidden = true;
      problem.hidden = true;
      timing.textContent = '';
      showCamera(false);
    },
    /**
     * @param {string} name
     * @param {import('../../../src/digits/ink.js').Pixels} pixels
     */
    showPicture(name, { data, width, height }) {
      draw(stage.picture, { data: new Uint8ClampedArray(data), width, height });
      stage.showPicture(`${name}, ${width} × ${height} pixels`);
    },
  };
}

/** @returns {[root: HTMLElement, intro: HTMLElement, work: HTMLElement]} */
function createFrame() {
  const root = make('section', 'panel own-panel own-picture');
  root.id = 'own-picture-panel';
  root.setAttribute('aria-labelledby', 'own-picture-title');
  const title = make('h2', '', 'On a picture');
  title.id = 'own-picture-title';
  const intro = make('p', '');
  const work = make('div', 'picture-work');
  root.append(title, intro, work);
  return [root, intro, work];
}

/** The picture as the model sees it. */
function createSeen() {
  const element = make('figure', 'picture-seen');
  const canvas = document.createElement('canvas');
  canvas.id = 'own-picture-seen';
  canvas.role = 'img';
  const words = make('figcaption', '');
  element.append(canvas, words);
  return {
    element,
    /** @param {import('../../../src/pictures/output-picture.js').Drawing} drawing */
    show(drawing) {
      draw(canvas, drawing);
      element.hidden = false;
      words.textContent = `What the model sees: ${drawing.height} × ${drawing.width}`;
      canvas.ariaLabel = words.textContent;
    },
  };
}

/** The picture, or what the camera sees. */
function createStage() {
  const element = make('div', 'picture-stage');
  const picture = document.createElement('canvas');
  picture.role = 'img';
  picture.id = 'own-picture-shown';
  const video = document.createElement('video');
  video.id = 'own-picture-video';
  video.muted = true;
  video.playsInline = true;
  video.ariaLabel = 'What the camera sees';
  const empty = make('p', 'picture-empty', 'Drop a picture here');
  element.append(empty, picture, video);
  /** @param {HTMLElement} wanted */
  const only = (wanted) => {
    for (const part of [empty, picture, video]) {
      part.hidden = part !== wanted;
    }
  };
  let last = empty;
  return {
    element,
    picture,
    video,
    clear() {
      last = empty;
      only(empty);
    },
    /** @param {string} words */
    showPicture(words) {
      picture.ariaLabel = words;
      last = picture;
      only(picture);
    },
    /** @param {boolean} isOn */
    showVideo(isOn) {
      only(isOn ? video : last);
    },
  };
}
