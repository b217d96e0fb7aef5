import { messageOf } from '../../src/errors.js';
import { find, make } from '../dom.js';
import { megabytes, percent } from '../figures.js';
import { titleOf } from '../model-facts.js';

/** @typedef {ReturnType<typeof createComparisonRow>} Row */
/** @typedef {{name: string, input: Float32Array | null}} Shown name: the model in use */
/** @typedef {{label: string, probability: number, ms: number}} Answer */

/**
 * The answers of all models on the registry to one drawing. Each model is loaded when the comparison is
 * first opened; one that cannot be loaded says why, and is tried again when it is opened again.
 *
 * @param {HTMLDetailsElement} root holds #compare-note and #compare-rows
 * @param {object} deps
 * @param {import('../model-registry.js').ModelRegistry} deps.registry
 * @param {import('./digit-models.js').DigitModels} deps.models
 * @param {import('./digit-models.js').FailureWords} deps.failureWords
 * @param {() => void} deps.onReady a model can answer from now on
 * @returns {{show: (shown: Shown) => Promise<void>}} does nothing while it is closed
 */
export function createComparison(root, { registry, models, failureWords, onReady }) {
  const note = find(root, '#compare-note', HTMLElement);
  const list = find(root, '#compare-rows', HTMLElement);
  /** @type {Map<string, Row>} */
  const rows = new Map();

  /** @param {string} name */
  function rowFor(name) {
    const row = rows.get(name) ?? createComparisonRow(name);
    rows.set(name, row);
    list.append(row.element);
    return row;
  }

  /** @param {string} name */
  async function load(name) {
    const row = rowFor(name);
    try {
      await models.load(name, {
        onProgress: (loaded, total) =>
          row.say('loading', `Loading: ${megabytes(loaded)} of ${megabytes(total)}`),
        onRead: () => row.say('loading', "Checking it against Keras's numbers"),
      });
      if (!row.isReady()) {
        row.answer(null);
      }
      onReady();
    } catch (error) {
      row.say('failed', ...failureWords(name, error));
    }
  }

  /**
   * @param {string} name
   * @param {Row} row
   * @param {Float32Array | null} input
   */
  async function ask(name, row, input) {
    try {
      const answer = input === null ? null : await answerOf(models, name, input);
      row.answer(answer);
      return answer?.label;
    } catch (error) {
      row.say('failed', messageOf(error));
      return undefined;
    }
  }

  async function loadAll() {
    if (root.open) {
      // All at once: their files come side by side, while runtime.build() builds them one by one.
      await Promise.all(registry.models.map(({ name }) => load(name)));
    }
  }

  root.addEventListener('toggle', loadAll);
  registry.onChange(loadAll);
  return {
    async show({ name: inUse, input }) {
      if (!root.open) {
        return;
      }
      const labels = [];
      for (const [name, row] of rows) {
        row.mark(name === inUse);
        if (row.isReady()) {
          labels.push(await ask(name, row, input));
        }
      }
      note.textContent = input === null ? 'Draw a digit to compare.' : verdict(labels);
    },
  };
}

/**
 * @param {import('./digit-models.js').DigitModels} models
 * @param {string} name
 * @param {Float32Array} input
 */
function answerOf(models, name, input) {
  return models.run(name, async ({ classifier }) => {
    // Measured within its turn, so that waiting for another model is not counted.
    const start = performance.now();
    const { label, digit, probabilities } = await classifier.classifyInput(input);
    return { label, probability: probabilities[digit], ms: performance.now() - start };
  });
}

/** @param {(string | undefined)[]} labels one for each model that answered */
function verdict(labels) {
  if (labels.length < 2) {
    return '';
  }
  return new Set(labels).size === 1 ? 'They agree.' : 'They disagree.';
}

/**
 * One model's row in the comparison: its answer, or why there is none.
 *
 * @param {string} name
 */
export function createComparisonRow(name) {
  const element = make('tr', 'compare-row');
  const heading = make('th', '', titleOf(name));
  const digit = make('td', 'compare-digit');
  const chance = make('td', 'compare-chance');
  const time = make('td', 'compare-time');
  const track = make('span', 'bar-track');
  const share = make('span', 'bar-percent');
  const message = make('td', 'compare-message');
  heading.setAttribute('scope', 'row');
  message.setAttribute('colspan', '3');
  track.append(make('span', 'bar-fill'));
  track.ariaHidden = 'true';
  chance.append(track, share);
  element.dataset.model = name;
  return {
    element,
    isReady: () => element.dataset.state === 'ready',
    /** @param {boolean} isInUse */
    mark(isInUse) {
      element.ariaCurrent = String(isInUse);
    },
    /** @param {Answer | null} answer null where nothing is drawn */
    answer(answer) {
      enter('ready', digit, chance, time);
      digit.textContent = answer?.label ?? '';
      share.textContent = answer === null ? '' : percent(answer.probability);
      time.textContent = answer === null ? '' : `${answer.ms.toFixed(1)} ms`;
      element.style.setProperty('--share', String(answer?.probability ?? 0));
    },
    /**
     * @param {'loading' | 'failed'} state
     * @param {(string | Node)[]} words
     */
    say(state, ...words) {
      enter(state, message);
      message.replaceChildren(...words);
    },
  };

  /**
   * @param {'ready' | 'loading' | 'failed'} state
   * @param {HTMLElement[]} cells
   */
  function enter(state, ...cells) {
    if (element.dataset.state !== state) {
      element.dataset.state = state;
      element.replaceChildren(heading, ...cells);
    }
  }
}
