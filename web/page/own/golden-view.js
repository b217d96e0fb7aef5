import { byVector } from '../../src/artifact/golden-vectors.js';
import { difference } from '../../src/proof/comparison.js';
import { find, make } from '../dom.js';
import { scientific } from '../figures.js';
import { runModel, vectorOf } from './run-model.js';
import { valuesTable } from './tables.js';

/**
 * Runs the model on the inputs that came with it, and shows its outputs beside Keras's, one vector
 * at a time.
 *
 * @param {HTMLElement} root
 * @param {import('../runtime.js').Runtime} runtime
 * @returns {(own: import('./own-model.js').OwnModel) => Promise<void>} shows nothing for a model
 *   without such inputs
 */
export function createGoldenView(root, runtime) {
  const select = find(root, '#own-vector', HTMLSelectElement);
  const words = find(root, '#own-golden-words', HTMLElement);
  const tables = find(root, '#own-golden', HTMLElement);
  let show = () => {};
  select.addEventListener('change', () => show());
  return async (own) => {
    root.hidden = own.artifact === null;
    show = () => {};
    if (own.artifact === null) {
      return;
    }
    const { golden, metadata } = own.artifact;
    const found = await runtime.run(own, () => runModel(own, golden.inputs));
    const outputs = found.map((output) => byVector(golden, output));
    const expected = golden.outputs.map((output) => byVector(golden, output));
    const isRandom = golden.outputs.map(({ name }) => golden.random.includes(name));
    find(root, '#own-golden-source', HTMLElement).textContent = metadata.golden.source;
    select.replaceChildren(...options(golden.count));
    show = () => {
      const place = select.selectedIndex;
      const pairs = outputs.map((output, i) => ({
        here: vectorOf(output, place),
        keras: vectorOf(expected[i], place).values,
      }));
      const differences = outputs.map((output, i) =>
        isRandom[i] ? 0 : differenceOfVector(output.values, expected[i], place),
      );
      words.textContent = `Largest difference from Keras here: ${scientific(Math.max(...differences))}`;
      tables.replaceChildren(
        ...pairs.map(({ here, keras }) =>
          valuesTable(here, { labels: metadata.labels, expected: keras }),
        ),
      );
    };
    show();
  };
}

/**
 * Measured on the scale of all vectors, as in the proof.
 *
 * @param {ArrayLike<number>} values of all vectors
 * @param {import('../../src/artifact/golden-vectors.js').Vectors} expected
 * @param {number} place which vector
 */
function differenceOfVector(values, expected, place) {
  const size = expected.values.length / expected.shape[0];
  // The other vectors are the expected ones: so difference() sees the scale of all of them.
  const isOther = (/** @type {number} */ i) => Math.floor(i / size) !== place;
  const mixed = Float64Array.from(values, (value, i) => (isOther(i) ? expected.values[i] : value));
  return difference(mixed, expected);
}

/** @param {number} count */
function options(count) {
  return Array.from({ length: count }, (_, i) => make('option', '', `Vector ${i + 1} of ${count}`));
}
