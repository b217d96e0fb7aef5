/** Draws the model's graph, where that is asked for: the code for it is loaded then. */

import { messageOf } from '../../src/errors.js';
import { make } from '../dom.js';
import { loadStyles } from './late-styles.js';

/** @typedef {import('./own-model.js').OwnModel} OwnModel */
/** @typedef {import('../graph-view/view.js').GraphView} GraphView */

/**
 * @param {HTMLElement} panel gets the button and the drawing at its end
 * @returns {{show: (own: OwnModel) => void}} show: begins anew with a model
 */
export function createDrawing(panel) {
  const { button, words, area } = addElements(panel);
  /** @type {OwnModel['source'] | null} */
  let source = null;
  /** @type {OwnModel | null} */
  let shown = null;
  /** @type {GraphView | null} */
  let view = null;
  let controller = new AbortController();

  function clear() {
    controller.abort();
    view?.dispose();
    view = null;
    area.hidden = true;
    button.hidden = false;
    words.textContent = '';
  }

  async function draw() {
    controller.abort();
    controller = new AbortController();
    const { signal } = controller;
    words.textContent = 'Drawing …';
    try {
      view = shown && (await drawInto(area, shown, signal));
      button.hidden = true;
      words.textContent = '';
    } catch (error) {
      if (!signal.aborted) {
        area.hidden = true;
        words.textContent = `The model cannot be drawn (${messageOf(error)}). Try again, or reload the page.`;
      }
    }
  }

  button.addEventListener('click', draw);
  return {
    show(own) {
      shown = own;
      // On another backend it is the same model.
      if (own.source !== source) {
        source = own.source;
        clear();
      }
    },
  };
}

/** @param {HTMLElement} panel */
function addElements(panel) {
  const button = make('button', 'button', 'Draw the model');
  const words = make('p', '');
  const area = make('section', 'graph-view');
  button.setAttribute('type', 'button');
  words.role = 'status';
  area.ariaLabel = 'The drawn model';
  area.hidden = true;
  panel.append(button, words, area);
  return { button, words, area };
}

/**
 * @param {HTMLElement} area
 * @param {OwnModel} own
 * @param {AbortSignal} signal
 * @returns {Promise<GraphView>}
 */
async function drawInto(area, { source, artifact }, signal) {
  const [{ createGraphView }, { inspectionDocument }] = await Promise.all([
    import('../graph-view/view.js'),
    import('../../src/artifact/inspection-document.js'),
    loadStyles('graph-view.css'),
  ]);
  signal.throwIfAborted();
  area.hidden = false; // only what is shown has a size
  return await createGraphView(area, await inspectionDocument(source, artifact), signal);
}
