import { messageOf } from '../../src/errors.js';
import { find } from '../dom.js';
import { megabytes } from '../figures.js';
import { createComparisonRow } from './comparison-row.js';

/** @typedef {ReturnType<typeof createComparisonRow>} Row */
/** @typedef {{name: string, input: Float32Array | null}} Shown name: the model in use */

/**
 * The answers of all models on the registry to one drawing. Each model is loaded when the comparison is
 * first opened; one that cannot be loaded says why, and is tried again when it is opened again.
 *
 * @param {HTMLDetailsElement} root holds #compare-note and #compare-rows
 * @param {object} deps
 * @param {import('../model-registry.js').ModelRegistry} deps.registry
 * @param {import('./digit-models.js').DigitModels} deps.models
 * @param {import('./exported-models.js').Why} deps.why
 * @param {() => void} deps.onReady a model can answer from now on
 * @returns {{show: (shown: Shown) => Promise<void>}} does nothing while it is closed
 */
export function createComparison(root, { registry, models, why, onReady }) {
  const note = find(root, '#compare-note', HTMLElement);
  const list = find(root, '#compare-rows', HTMLElement);
  /** @type {Map<string, Row>} */
  const rows = new Map();

  /** @param {string} name */
  function rowOf(name) {
    const row = rows.get(name) ?? createComparisonRow(name);
    rows.set(name, row);
    list.append(row.element);
    return row;
  }

  /** @param {string} name */
  async function load(name) {
    const row = rowOf(name);
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
      row.say('failed', ...why(name, error));
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
  return new Set(labels).size === 1 ? 'They agree.' : 'They do not agree.';
}
