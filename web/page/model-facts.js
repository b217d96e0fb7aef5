/** What the models are called, and one in a line. */

/** @typedef {import('../src/artifact/metadata.js').Metadata} Metadata */

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {Metadata} metadata
 * @returns {string} the model in a line
 */
export function modelWords(metadata) {
  const parameters = `${COUNT.format(metadata.model.parameters)} parameters`;
  const test = testOf(metadata);
  return test === null ? parameters : `${parameters}, ${test.accuracy} test accuracy`;
}

/**
 * @param {Metadata} metadata
 * @returns {{accuracy: string, count: string} | null} the share of the test that was right, in percent,
 *   and how many examples it had; null where that is not stated
 */
export function testOf({ training }) {
  const [accuracy, count] = [training?.metrics.test_accuracy, training?.split.test];
  // Text models have no test split, and other people's trainings may leave metrics out.
  return accuracy === undefined || typeof count !== 'number'
    ? null
    : { accuracy: `${(100 * accuracy).toFixed(2)} %`, count: COUNT.format(count) };
}

/**
 * The models that tfjs-bridge trains; terms/glossary.js explains what they are.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const TITLES = {
  cnn: 'Convolutional network',
  mlp: 'Dense network',
  'dense-dropout': 'Dense network with dropout',
  softmax: 'Softmax regression',
  'char-lstm': 'Character LSTM',
};

/**
 * @param {string} name of a model, in its artifact or on the registry
 * @returns {string} such as "Convolutional network (cnn)"; of a model that is not known, its name
 */
export function titleOf(name) {
  return Object.hasOwn(TITLES, name) ? `${TITLES[name]} (${name})` : name;
}
