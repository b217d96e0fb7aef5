/** What the page's words mean, for people who have not met them. One place for the whole page. */

/** @typedef {keyof typeof GLOSSARY} Term */

const GLOSSARY = {
  // Models, by their names.
  cnn: 'A convolutional network slides small patterns over the picture, and learns which ones, such as strokes and corners, make up each digit. The best of these models at reading digits.',
  mlp: 'A dense network, or multilayer perceptron: layers of units, of which each weighs everything that the layer before it found. It does not know which pixels are neighbours.',
  'dense-dropout':
    'A dense network of which random parts were switched off in training (dropout), so that it relies on no single one. When it answers, all of it takes part.',
  softmax:
    'The simplest one: each pixel has a weight for each digit, the weights of the inked pixels are added up, and softmax turns the ten sums into probabilities that add up to 100 %.',
  'char-lstm':
    'Reads a text character by character, keeps what matters in a memory (LSTM: long short-term memory), and says how probable each next character is.',
  'other-model':
    'A model that was trained here or brought by you; the facts below say what is known.',
  // Figures of a model.
  parameters: 'The numbers that were learnt in training: weights, of which the model is made.',
  accuracy: 'How many digits it read right, of those that it had never seen in training.',
  backend:
    'What computes the model: WebAssembly and plain JavaScript use the processor, WebGL and WebGPU the graphics processor.',
  kernel:
    'WebAssembly code of tfjs-bridge for models of this kind. It answers only after it has given the same numbers as Keras; TensorFlow.js, which runs all other models, is not needed then.',
  integrity:
    'Each file has a fingerprint (SHA-256) in metadata.json. If a single bit had changed, the file would be refused.',
  difference:
    'How far the results here are from those of Keras, as a part of their size. 10⁻⁶ is a millionth: 2.3 × 10⁻⁶ is 0.0000023. Computers round in the 7th or 8th digit, so a few millionths are only rounding.',
  nats: 'Loss says how surprised the model is by the right character, in nats; lower is better. 1.42 nats: as unsure as between e^1.42, or about 4, equally likely characters. Guessing among 65 would be 4.17.',
  vectors: 'Inputs that came with the model, together with what Keras gave for them.',
  latency:
    'Median: half of the answers took no longer. 95th percentile: 95 of 100 took no longer, so it shows how slow the slow ones are.',
  tensors: 'Arrays of numbers that are in memory now: mostly the weights of the models.',
  // Settings of texts.
  temperature:
    'How much is left to chance. At 0 the likeliest character is always taken; at 1 each as often as the model says; above, unlikely ones come more often.',
  'top-k': 'Only so many of the likeliest characters can be drawn. Empty: all.',
  seed: 'Where the random numbers begin. Another seed gives another text; the same one gives the same text again.',
  // Training.
  mnist:
    'MNIST: 70,000 digits that people wrote by hand, as small grey pictures. Readers of digits have been compared on them since 1998.',
  networks:
    'A CNN (convolutional network) looks for small patterns all over the picture; it reads better and learns more slowly. A dense network weighs all pixels at once.',
  layers:
    'A network is a row of layers, each of which works on what the one before found. Convolution: finds small patterns. Maximum: makes the picture smaller. Flatten: puts it in a row. Dense: weighs everything. ReLU: keeps what is above 0. Softmax: makes probabilities.',
  epochs: 'How often it goes through the digits that it learns from.',
  batch: 'How many digits it looks at before it changes its weights.',
  loss: 'How far its probabilities are from the right answers: 0 is perfect, 2.3 is guessing. Training makes it smaller. Accuracy is how many it gets right.',
  validation:
    'Digits that are kept back while it learns. If it gets better on its own digits and not on these, it learns by heart.',
  confusion:
    'A row for each digit, and in it what the network took it for. What is off the diagonal are mistakes.',
};

/**
 * @param {string} name of a term, or of a model
 * @returns {string}
 */
export function explanationOf(name) {
  return GLOSSARY[/** @type {Term} */ (Object.hasOwn(GLOSSARY, name) ? name : 'other-model')];
}
