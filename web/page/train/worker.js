/**
 * The worker in which networks are trained, so that the page can be used meanwhile. It has a
 * TensorFlow.js of its own, in a bundle of its own (build.mjs).
 */

import { graphicsBackends } from '#platform';
import { messageOf } from '../../src/errors.js';
import { createRandom } from '../../src/text/sampling.js';
import { createMnistData, labelOf } from './mnist-data.js';
import { architectureOf, buildTrainable } from './networks.js';
import { PIXELS, readSprite } from './sprite.js';
import { startBackend, trainAndTest } from './training-run.js';

/** @typedef {import('./messages.js').Answer} Answer */
/** @typedef {import('./messages.js').Request} Request */

/** Of weights and order: the same settings give the same network, on the same backend. */
const SEED = 1;
const EXAMPLES = 60;
const MOST_VALIDATION = 1000;

/** @type {import('./sprite.js').Sprite | null} */
let sprite = null;
let isStopped = false;

self.addEventListener('message', async ({ data }) => {
  try {
    await handle(data);
  } catch (error) {
    post({ type: 'failed', message: messageOf(error) });
  }
});

/**
 * @param {Answer} answer
 * @param {Transferable[]} [transfer]
 */
function post(answer, transfer = []) {
  self.postMessage(answer, { transfer });
}

/** @param {Request} request */
async function handle(request) {
  switch (request.type) {
    case 'open':
      return await open(request.folder);
    case 'describe':
      return await describe(request.network);
    case 'train':
      return await train(request.settings);
    case 'stop':
      isStopped = true;
  }
}

/** @param {string} folder */
async function open(folder) {
  const read = await readSprite(folder, (loadedBytes, totalBytes) =>
    post({ type: 'progress', loadedBytes, totalBytes }),
  );
  sprite = read;
  const { trainCount, validationCount, testCount } = dataOf(read);
  const examples = Array.from({ length: EXAMPLES }, (_, row) => ({
    pixels: read.pixels.slice(row * PIXELS, (row + 1) * PIXELS),
    label: labelOf(read, row),
  }));
  const counts = { trainCount, validationCount, testCount };
  const source = read.dataset.source;
  const backends = /** @type {const} */ (['wasm', ...(await graphicsBackends()), 'cpu']);
  post({ type: 'opened', ...counts, source, examples, backends: [...backends] });
}

/** @param {import('./sprite.js').Sprite} read */
function dataOf(read) {
  const validationCount = Math.min(MOST_VALIDATION, Math.floor(read.trainCount / 8));
  return createMnistData(read, { validationCount, random: createRandom(SEED) });
}

/** @param {import('./messages.js').NetworkName} network */
async function describe(network) {
  await startBackend('cpu'); // plain JavaScript is there at once, and builds no weights that cost
  const model = buildTrainable(network, SEED);
  post({ type: 'described', layers: architectureOf(model) });
  model.dispose();
}

/** @param {import('./messages.js').Settings} settings */
async function train(settings) {
  if (sprite === null) {
    throw new Error('training: no digits were opened');
  }
  // A message to stop may have come after the last training had ended.
  isStopped = false;
  const { dataset } = sprite;
  const run = { data: dataOf(sprite), dataset, settings, seed: SEED };
  const trained = await trainAndTest(run, {
    onBatch: (report) => post({ type: 'batch', report }),
    onEpoch: (report) => post({ type: 'epoch', report }),
    onAssess: () => post({ type: 'assessing' }),
    isStopped: () => isStopped,
  });
  // Moved, not copied; several files may be views of one buffer, which can be moved only once.
  const buffers = Array.from(trained.files.values(), ({ buffer }) => buffer);
  post({ type: 'trained', ...trained, backend: settings.backend }, [...new Set(buffers)]);
}
