// In a project with a bundler: from 'tfjs-bridge'.
import {
  createDigitClassifier,
  loadBundle,
  VerificationError,
} from '../../web/dist/package/tfjs-bridge.js';

const status = document.querySelector('[role=status]');
const canvas = document.querySelector('canvas');
// It is read after every stroke, which takes long where it lies on a graphics processor.
const pen = canvas.getContext('2d', { willReadFrequently: true });
Object.assign(pen, { lineWidth: 24, lineCap: 'round' });
const ARROWS = {
  ArrowLeft: [-14, 0],
  ArrowRight: [14, 0],
  ArrowUp: [0, -14],
  ArrowDown: [0, 14],
};
let place = [140, 70]; // of the pen
let reads = 0;

function drawTo(next) {
  pen.beginPath();
  pen.moveTo(...place);
  pen.lineTo(...next);
  pen.stroke();
  place = next;
}

function placeOf({ offsetX, offsetY }) {
  const scale = canvas.width / canvas.clientWidth; // it is shown larger or smaller than it is
  return [offsetX * scale, offsetY * scale];
}

/** Runs the model on the sheet; the classifier finds, scales and centres the digit. */
async function readSheet(classifier) {
  reads += 1;
  const read = reads;
  const result = await classifier.classifyPicture(canvas);
  if (read !== reads) return; // the sheet is another by now
  const isEmpty = result.status === 'empty';
  showBars(classifier.labels, isEmpty ? [] : result.probabilities);
  status.textContent = isEmpty ? 'Ready: draw a digit.' : `This is a ${result.label}.`;
}

function showBars(labels, scores) {
  const bars = labels.map((label, index) => {
    const [item, meter, share] = ['li', 'meter', 'span'].map((tag) => document.createElement(tag));
    meter.value = scores[index] ?? 0;
    meter.ariaLabel = label;
    share.textContent = `${(100 * meter.value).toFixed(1)} %`;
    item.append(label, meter, share);
    return item;
  });
  document.querySelector('ol').replaceChildren(...bars);
}

function listen(classifier) {
  const clear = () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    place = [140, 70];
    readSheet(classifier);
  };
  document.querySelector('button').addEventListener('click', clear);
  canvas.addEventListener('pointerdown', (event) => {
    if (!event.isPrimary) return; // a palm beside the finger
    canvas.setPointerCapture(event.pointerId); // the stroke may leave the sheet
    place = placeOf(event);
    drawTo(place);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (event.isPrimary && event.buttons > 0) drawTo(placeOf(event));
  });
  canvas.addEventListener('pointerup', () => readSheet(classifier));
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
    if (!(event.key in ARROWS)) return;
    event.preventDefault(); // the page would scroll
    drawTo(place.map((value, axis) => value + ARROWS[event.key][axis]));
    readSheet(classifier);
  });
}

try {
  // This runs the model on its golden examples, and compares with what Keras has computed.
  const classifier = createDigitClassifier(await loadBundle('../../exported/digits'));
  listen(classifier);
  await readSheet(classifier);
} catch (error) {
  const isWrong = error instanceof VerificationError;
  const what = isWrong ? 'The model failed its self-test' : 'The model could not be loaded';
  status.textContent = `${what}. ${error.message}`;
  status.dataset.failed = '';
}
