/** What the models are called, and one in a line. */

/** @typedef {import('../src/artifact/metadata.js').Metadata} Metadata */

const COUNT = new Intl.NumberFormat('en');

/**
 * @param {Metadata} metadata
 * @returns {string} the model in a line
 */
export function modelWords(metadata) {
  const accuracy = accuracyWords(metadata);
  const parameters = `${COUNT.format(metadata.model.parameters)} parameters`;
  return accuracy === undefined ? parameters : `${parameters}, ${accuracy} test digits right`;
}

/**
 * @param {Metadata} metadata
 * @returns {string | undefined} the share of the test that was right, and how large the test was
 */
export function accuracyWords({ training }) {
  const [accuracy, test] = [training?.metrics.test_accuracy, training?.split.test];
  // Text models have no test split, and other people's trainings may leave metrics out.
  return accuracy === undefined || typeof test !== 'number'
    ? undefined
    : `${(100 * accuracy).toFixed(2)} % of ${COUNT.format(test)}`;
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
