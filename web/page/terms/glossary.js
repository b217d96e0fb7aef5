/** What the page's terms mean, for people who have not met them. One place for the whole page. */

/** @typedef {keyof typeof GLOSSARY} Term */

const GLOSSARY = {
  // Models, by their names.
  cnn: 'A convolutional network slides small patterns over the picture and learns which of them, such as strokes and corners, make up each digit. Of these models it reads digits best.',
  mlp: 'A dense network, or multilayer perceptron: layers of units, each of which weighs everything the layer before it found. It does not know which pixels are neighbours.',
  'dense-dropout':
    'A dense network in which random units were switched off during training (dropout), so that it relies on no single one. When it answers, all units take part.',
  softmax:
    'The simplest one: each pixel has a weight for each digit; the weights of the inked pixels are added up, and softmax turns the ten sums into probabilities that add up to 100 %.',
  'char-lstm':
    'Reads text character by character, keeps what matters in a memory (LSTM: long short-term memory), and predicts how probable each next character is.',
  'other-model':
    'A model trained here or brought by you; the facts below say what is known about it.',
  // Figures of a model.
  parameters: 'The numbers learnt in training: the weights that make up the model.',
  accuracy: 'The share of digits it read correctly, among those it never saw in training.',
  backend:
    'What computes the model: WebAssembly and plain JavaScript use the CPU, WebGL and WebGPU use the GPU.',
  kernel:
    'A WebAssembly kernel that tfjs-bridge brings for models of this kind. It is used only after it has given the same numbers as Keras; all other models run on TensorFlow.js.',
  integrity:
    'Each file has a fingerprint (SHA-256) in metadata.json. If a single bit had changed, the file would be rejected.',
  difference:
    'How far the results here are from those of Keras, relative to their size. 10⁻⁶ is a millionth: 2.3 × 10⁻⁶ is 0.0000023. 32-bit numbers are rounded at the 7th or 8th digit, so a few millionths are only rounding.',
  nats: 'Loss measures how surprised the model is by the right character, in nats; lower is better. 1.42 nats is like choosing between e^1.42, or about 4, equally likely characters; guessing among 65 would be 4.17.',
  vectors: 'Inputs that come with the model, together with the outputs Keras computed for them.',
  latency:
    'Median: half of the answers took no longer than this. 95th percentile: 95 of 100 took no longer, so it shows how slow the slowest are.',
  tensors: 'Arrays of numbers currently in memory: mostly the weights of the models.',
  // Settings of texts.
  temperature:
    'How much is left to chance. At 0 the likeliest character is always taken; at 1 each one is drawn as often as the model predicts; above 1, unlikely ones come more often.',
  'top-k': 'Only this many of the likeliest characters can be drawn. Empty: all of them.',
  seed: 'Where the random numbers start. Another seed gives another text; the same seed gives the same text again.',
  // Training.
  mnist:
    'MNIST: 70,000 handwritten digits as small grey pictures. Digit classifiers have been compared on them since 1998.',
  networks:
    'A CNN (convolutional network) looks for small patterns all over the picture; it reads better and trains more slowly. A dense network weighs all pixels at once.',
  layers:
    'A network is a sequence of layers, each working on the output of the one before. Convolution: finds small patterns. Max pooling: makes the picture smaller. Flatten: puts its values in one row. Dense: weighs everything. ReLU: keeps what is above 0. Softmax: makes probabilities.',
  epochs: 'How many times it goes through its training digits.',
  batch: 'How many digits it looks at before each update of its weights.',
  loss: 'Loss: how far its probabilities are from the right answers; 0 is perfect, 2.3 is guessing. Training reduces it. Accuracy: the share it gets right.',
  validation:
    'Digits held back from training. If it improves on its training digits but not on these, it is memorising.',
  confusion:
    'One row for each true digit, with what the network took it for. Everything off the diagonal is a mistake.',
};

/**
 * @param {string} name of a term, or of a model
 * @returns {string}
 */
export function explanationOf(name) {
  return GLOSSARY[/** @type {Term} */ (Object.hasOwn(GLOSSARY, name) ? name : 'other-model')];
}
