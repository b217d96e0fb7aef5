/** What the model answers, output by output. */

import { messageOf } from '../../../src/errors.js';
import { MOST_LABEL_BYTES, parseLabels } from '../../../src/pictures/label-file.js';
import { make } from '../../dom.js';
import { valuesTable } from '../tables.js';
import { choice, fileButton } from './controls.js';
import { activationOf } from './layer-facts.js';
import { createMapView } from './map-view.js';
import { createScoresView } from './scores-view.js';

/** @typedef {import('../own-model.js').OwnModel} OwnModel */
/** @typedef {import('../run-model.js').NamedValues} NamedValues */
/** @typedef {import('./scores-view.js').OutputView} OutputView */

/** @type {[string, string][]} */
const MOST = [
  ['5', '5'],
  ['10', '10'],
  ['100', '100'],
];

/**
 * @param {string} id of the panel, with which those of its parts begin
 * @param {(error: string) => void} onError shows what is wrong with a file of labels; '' hides it
 */
export function createResults(id, onError) {
  const element = make('div', 'picture-results');
  const verdict = make('p', 'picture-verdict');
  verdict.id = `${id}-verdict`;
  verdict.role = 'status';
  const outputs = make('div', 'picture-outputs');
  const most = choice('Show the first', MOST, showAgain);
  const file = fileButton('Choose labels', '.txt,.json,.csv,text/plain,application/json');
  file.input.id = `${id}-labels`;
  const tools = make('div', 'picture-tools');
  tools.append(most.element, file.element);
  element.append(verdict, outputs, tools);
  /** @type {OutputView[]} */
  let views = [];
  /** @type {NamedValues[]} */
  let answers = [];
  /** @type {readonly string[] | null} */
  let labels = null;

  function showAgain() {
    if (answers.length > 0) {
      const look = { labels, most: Number(most.select.value) };
      const isOnly = answers.length === 1;
      const words = answers.map((answer, i) => views[i].show(answer, lookAt(answer, look, isOnly)));
      verdict.textContent = words.length === 1 ? words[0] : namedWords(words, answers);
    }
  }

  file.input.addEventListener('change', async () => {
    const [chosen] = file.input.files ?? [];
    file.input.value = '';
    if (chosen !== undefined) {
      try {
        const text = await chosen.slice(0, MOST_LABEL_BYTES).text();
        labels = parseLabels(text, chosen.name, classCount(answers));
        onError('');
        showAgain();
      } catch (error) {
        onError(messageOf(error));
      }
    }
  });

  return {
    element,
    /**
     * @param {OwnModel} own its outputs are shown from now on
     * @param {{keepsLabels: boolean}} options keepsLabels: it is the same model, rebuilt
     */
    begin(own, { keepsLabels }) {
      labels = keepsLabels ? labels : (own.artifact?.metadata.labels ?? null);
      answers = [];
      views = own.outputs.map((_, i) => createOutputView(own, i, showAgain));
      const names = own.outputs.map(({ name }) => name);
      const blocks = views.map((view, i) => titled(view, names, i));
      outputs.replaceChildren(...blocks);
      element.hidden = true;
    },
    /**
     * @param {NamedValues[]} found of one example
     * @param {{isLive: boolean}} options isLive: nobody wants ten answers a second read out
     */
    show(found, { isLive }) {
      answers = found;
      verdict.ariaLive = isLive ? 'off' : 'polite';
      element.hidden = false;
      tools.hidden = classCount(found) < 2;
      most.element.hidden = classCount(found) <= Number(MOST[0][0]);
      showAgain();
    },
  };
}

/**
 * @param {OwnModel} own
 * @param {number} place of the output
 * @param {() => void} onChange
 * @returns {OutputView}
 */
function createOutputView(own, place, onChange) {
  const activation = activationOf(own, place);
  const [, ...shape] = own.outputs[place].shape;
  if (shape.length <= 1) {
    return createScoresView(activation, onChange);
  }
  const channels = shape[2];
  return shape.length === 3 && channels
    ? createMapView({ activation, channels }, onChange)
    : createTableView();
}

/** @returns {OutputView} for outputs of other shapes */
function createTableView() {
  const element = make('div', 'picture-output');
  return {
    element,
    show(output) {
      element.replaceChildren(valuesTable(output, { labels: null }));
      return `${output.shape.join(' × ')} numbers`;
    },
  };
}

/**
 * @param {OutputView} view
 * @param {string[]} names
 * @param {number} place
 */
function titled({ element }, names, place) {
  if (names.length > 1) {
    element.prepend(make('h3', '', `Output ${names[place]}`));
  }
  return element;
}

/**
 * @param {string[]} words
 * @param {NamedValues[]} answers
 */
function namedWords(words, answers) {
  return words
    .map((word, i) => {
      // A single number has the output's name already.
      const start = `${answers[i].name}: `;
      return word.startsWith(start) ? word : `${start}${word}`;
    })
    .join('; ');
}

/**
 * @param {NamedValues} answer
 * @param {import('./scores-view.js').Look} look
 * @param {boolean} isOnly whether the model has no other output
 */
function lookAt({ shape }, look, isOnly) {
  const count = look.labels?.length;
  const isOfTwo = isOnly && count === 2 && shape.length <= 1 && (shape[0] ?? 1) === 1;
  // A model may have several outputs, of which the labels belong to one.
  const fits = isOfTwo || count === (shape.length === 0 ? 1 : shape.at(-1));
  return fits ? look : { ...look, labels: null };
}

/**
 * @param {readonly NamedValues[]} answers
 * @returns {number} classes of the first output that has several; 0 where none has
 */
function classCount(answers) {
  const counts = answers
    .filter(({ shape }) => shape.length === 1 || shape.length === 3)
    .map(({ shape }) => shape[shape.length - 1]);
  return counts.find((count) => count > 1) ?? 0;
}
