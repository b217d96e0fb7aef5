/** Trains a head on a frozen base, in the page: docs/transfer-learning.md explains each step. */

// In a project with a bundler: from 'tfjs-bridge'.
import {
  inkOf,
  loadBundle,
  normalizeDigit,
  readPicture,
  tf,
} from '../../web/dist/package/tfjs-bridge.js';

const KEPT = 'indexeddb://transfer-in-the-browser';
const EPOCHS = 60;
const RATE = 0.01;
const SIDE = 28;

const find = (selector) => document.querySelector(selector);
const say = (text) => {
  find('[role=status]').textContent = text;
};

/** @type {{name: HTMLInputElement, examples: Float32Array[]}[]} what the page is to learn */
const classes = [];
/** What was learned: layers that take the base's features; null at first. */
let head = null;

say('Loading the base …');
const base = await loadBundle('../../exported/transfer-in-the-browser').catch((error) => {
  say(error.message);
  throw error;
});
// fit() runs on the backend in use; this is the one on which the base gives Keras's numbers.
await tf.setBackend(base.backend);

/** What the base sees of a drawing or a file: 28 x 28 values, or null where nothing is drawn. */
async function see(picture) {
  const { ink, width, height } = inkOf(await readPicture(picture));
  return normalizeDigit(ink, width, height, base.metadata.preprocessing);
}

/** What the base makes of drawings: a tensor with a row of features for each. */
async function featuresOf(drawings) {
  const rows = drawings.map((drawing) => Array.from(drawing));
  const pictures = tf.tensor(rows.flat(), [rows.length, SIDE, SIDE, 1]);
  const [features] = await base.predict(pictures);
  pictures.dispose();
  return features;
}

/** Trains a new head on all examples. The base only reads each of them once, before. */
async function train() {
  const taught = classes.filter(({ examples }) => examples.length > 0);
  const names = taught.map(({ name }) => name.value.trim() || name.placeholder);
  const numbers = taught.flatMap(({ examples }, number) => examples.map(() => number));
  const features = await featuresOf(taught.flatMap(({ examples }) => examples));
  const labels = tf.tidy(() => tf.oneHot(tf.tensor1d(numbers, 'int32'), names.length));
  const optimizer = tf.train.adam(RATE);
  const inputShape = features.shape.slice(1);
  const layer = tf.layers.dense({ inputShape, units: names.length, activation: 'softmax' });
  const trained = tf.sequential({ layers: [layer] });
  trained.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  try {
    await trained.fit(features, labels, { epochs: EPOCHS, callbacks: { onEpochEnd: showScores } });
  } finally {
    tf.dispose([features, labels]);
    optimizer.dispose(); // TensorFlow.js frees only those that it made itself
  }
  trained.setUserDefinedMetadata({ labels: names }); // is kept with the weights
  replaceHead(trained);
}

function showScores(epoch, { loss, acc }) {
  find('progress').value = (epoch + 1) / EPOCHS;
  const accuracy = `${Math.round(100 * acc)} % of the examples right`;
  find('#scores').textContent = `epoch ${epoch + 1}: loss ${loss.toFixed(3)}, ${accuracy}`;
}

function replaceHead(next) {
  head?.dispose();
  head = next;
  find('#keep').disabled = false;
  find('#download').disabled = false;
  say(`Draw something: it knows ${head.getUserDefinedMetadata().labels.join(', ')}.`);
}

/** Shows which class the drawing is of, if there is a head and a drawing. */
async function classify() {
  const drawing = await see(pad);
  const bars = find('#answer');
  if (head === null || drawing === null) {
    bars.replaceChildren();
    return;
  }
  const features = await featuresOf([drawing]);
  const output = head.predict(features);
  const { labels } = head.getUserDefinedMetadata();
  const scores = await output.data();
  tf.dispose([features, output]);
  bars.replaceChildren(...labels.map((label, number) => barOf(label, scores[number])));
}

function barOf(label, score) {
  const bar = document.createElement('li');
  bar.textContent = `${label} ${Math.round(100 * score)} %`;
  bar.style.setProperty('--score', score);
  return bar;
}

/** Keeps the head alone: the page has the base anyway. */
async function keep() {
  await head.save(KEPT);
  find('#load').disabled = false;
  say('Kept in this browser.');
}

/** Downloads base and head as one model, which takes a drawing. */
async function download() {
  const [weights, bias] = head.getWeights();
  const last = tf.layers.dense({ units: bias.size, activation: 'softmax', name: 'classes' });
  const { inputs, outputs } = base.model;
  const whole = tf.model({ inputs, outputs: last.apply(outputs[0]) });
  last.setWeights([weights, bias]);
  whole.setUserDefinedMetadata(head.getUserDefinedMetadata());
  await whole.save('downloads://my-classes');
  last.dispose(); // whole.dispose() would free the base, too
  say('For Keras: tfjs-bridge import my-classes.json my-classes.keras');
}

/** Adds a class with a name and no examples. */
function addClass() {
  const row = find('template').content.cloneNode(true).firstElementChild;
  const name = row.querySelector('input:not([type])');
  const own = { name, examples: [] };
  name.placeholder = `class ${classes.push(own)}`;
  const add = async (picture) => {
    const drawing = await see(picture);
    if (drawing !== null) {
      own.examples.push(drawing);
      row.querySelector('.examples').append(thumbnailOf(drawing, own.examples));
      enableTraining();
    }
  };
  row.querySelector('button').addEventListener('click', async () => {
    await add(pad);
    clear();
  });
  row.querySelector('[type=file]').addEventListener('change', async ({ target }) => {
    for (const file of target.files) {
      await add(file).catch(({ message }) => say(message));
    }
    target.value = ''; // so that the same file can be chosen again
  });
  find('#classes').append(row);
}

/** A small picture of what the base sees; a click takes it out of the examples. */
function thumbnailOf(drawing, examples) {
  const button = document.createElement('button');
  button.title = 'Remove this example';
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const image = new ImageData(SIDE, SIDE);
  drawing.forEach((ink, pixel) => {
    image.data.fill(255 * (1 - ink), 4 * pixel, 4 * pixel + 3);
    image.data[4 * pixel + 3] = 255;
  });
  canvas.getContext('2d').putImageData(image, 0, 0);
  button.append(canvas);
  button.addEventListener('click', () => {
    examples.splice(examples.indexOf(drawing), 1);
    button.remove();
    enableTraining();
  });
  return button;
}

function enableTraining() {
  find('#train').disabled = classes.filter(({ examples }) => examples.length > 0).length < 2;
}

// The pad: black on white, with a finger, a pen or the mouse.
const pad = find('#pad');
const pen = pad.getContext('2d', { willReadFrequently: true });
Object.assign(pen, { lineWidth: 18, lineCap: 'round', lineJoin: 'round' });

function clear() {
  pen.fillStyle = 'white';
  pen.fillRect(0, 0, pad.width, pad.height);
  find('#answer').replaceChildren();
}

function draw({ isPrimary, buttons, offsetX, offsetY }) {
  if (isPrimary && buttons > 0) {
    pen.lineTo(offsetX, offsetY); // it is shown in its own size
    pen.stroke();
  }
}
pad.addEventListener('pointerdown', (event) => {
  pad.setPointerCapture(event.pointerId); // the stroke may leave the pad
  pen.beginPath();
  pen.moveTo(event.offsetX, event.offsetY); // a tap is a dot
  draw(event);
});
pad.addEventListener('pointermove', draw);
pad.addEventListener('pointerup', classify);
// Else Chromium takes a quick stroke for a swipe, and ignores the next tap.
pad.addEventListener('touchstart', (event) => event.preventDefault());

/** Runs what a button is for; what goes wrong is said in the page, and the button waits. */
const onClick = (selector, task) =>
  find(selector).addEventListener('click', async ({ target }) => {
    target.disabled = true;
    try {
      await task();
    } catch (error) {
      say(error.message);
    }
    target.disabled = false;
    enableTraining();
  });
onClick('#clear', clear);
onClick('#more', addClass);
onClick('#train', train);
onClick('#keep', keep);
onClick('#download', download);
onClick('#load', async () => replaceHead(await tf.loadLayersModel(KEPT)));

clear();
addClass();
addClass();
find('#load').disabled = !(KEPT in (await tf.io.listModels()));
say('Draw a few examples of each class, then press Train.');
