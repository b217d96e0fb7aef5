/** How the page names the models that tfjs-bridge trains; what they are is said by terms/glossary.js. */

/** @type {Readonly<Record<string, string>>} */
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
