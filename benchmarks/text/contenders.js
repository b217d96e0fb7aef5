/** What writes text in the benchmark, each behind the same function. */

import { buildModel } from '../../web/src/runtime/layers-model.js';
import { buildKernelModel } from '../../web/src/text/lstm-kernel.js';
import { choose, createRandom } from '../../web/src/text/sampling.js';
import { buildStepModel } from '../../web/src/text/step-model.js';

/** Characters that are read again for each new one. */
const WINDOW = 65;
/** Characters in which all have to agree: in much longer texts, rounding draws another one. */
const COMPARED = 500;
const TEMPERATURE = 0.8;

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => void} reset
 * @property {(index: number) => Promise<ArrayLike<number>>} step
 */

/**
 * @param {any} tf TensorFlow.js
 * @param {import('../../web/src/artifact/artifact.js').ArtifactFiles} artifact
 * @returns {Promise<Contender[]>} those that are ours or TensorFlow.js's; its backend is started
 */
export async function tensorFlowAndOurs(tf, artifact) {
  const model = await buildModel(artifact);
  const step = await buildStepModel(artifact);
  const kernel = await buildKernelModel(artifact);
  if (kernel === null) {
    throw new Error('the kernel does not run this model');
  }
  /** @type {number[]} */
  let seen = [];
  const window = {
    name: 'window',
    reset() {
      seen = [];
    },
    /** @param {number} index */
    async step(index) {
      seen = [...seen, index].slice(-WINDOW);
      const last = tf.tidy(() => {
        const all = /** @type {any} */ (model.predict(tf.tensor2d([seen], undefined, 'int32')));
        return tf.slice(all, [0, seen.length - 1, 0], [1, 1, -1]);
      });
      const odds = (await last.data()).slice();
      last.dispose();
      return odds;
    },
  };
  return [window, { ...step, name: 'step' }, { ...kernel, name: 'kernel' }];
}

/**
 * @param {string} name
 * @param {any} ort onnxruntime-web or -node
 * @param {any} session
 * @param {number[]} layers each LSTM's units
 * @returns {Contender}
 */
export function onOnnxRuntime(name, ort, session, layers) {
  /** @type {Record<string, any>} */
  let states = {};
  const character = new BigInt64Array(1);
  return {
    name,
    reset() {
      states = {};
      for (const [number, units] of layers.entries()) {
        for (const state of ['h', 'c']) {
          const zeros = new ort.Tensor('float32', new Float32Array(units), [1, 1, units]);
          states[`${state}${number}`] = zeros;
        }
      }
    },
    async step(index) {
      character[0] = BigInt(index);
      const input = new ort.Tensor('int64', character, [1, 1]);
      const { odds, ...after } = await session.run({ character: input, ...states });
      for (const key of Object.keys(states)) {
        states[key] = after[`${key}_out`];
      }
      return odds.data;
    },
  };
}

/**
 * @param {Contender[]} contenders
 * @param {{rounds: number, length: number}} options
 * @returns {Promise<{same: boolean, speeds: Record<string, number>}>} characters per second
 */
export async function race(contenders, { rounds, length }) {
  /** @type {Map<string, {seconds: number[], text: number[]}>} */
  const found = new Map(contenders.map(({ name }) => [name, { seconds: [], text: [] }]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const contender of contenders) {
      const { seconds, text } = await write(contender, contender.name === 'window' ? 200 : length);
      const record = found.get(contender.name);
      if (record && round > 0) {
        record.seconds.push(seconds); // the first round warms up
        record.text = text;
      }
    }
  }
  const ours = found.get('kernel')?.text ?? [];
  const same = Array.from(found, ([name, { text }]) => {
    // Beyond its window it has forgotten what the others know.
    const count = name === 'window' ? WINDOW : COMPARED;
    return text.slice(0, count).join() === ours.slice(0, count).join();
  }).every(Boolean);
  const speeds = Array.from(found, ([name, { seconds }]) => [name, 1 / median(seconds)]);
  return { same, speeds: Object.fromEntries(speeds) };
}

/**
 * @param {Contender} contender
 * @param {number} length
 * @returns {Promise<{seconds: number, text: number[]}>} seconds for each character
 */
async function write(contender, length) {
  const random = createRandom(1);
  const written = [];
  let index = 0;
  contender.reset();
  const start = performance.now();
  for (let i = 0; i < length; i += 1) {
    const odds = await contender.step(index);
    index = choose(odds, random(), { temperature: TEMPERATURE });
    written.push(index);
  }
  return { seconds: (performance.now() - start) / 1000 / length, text: written };
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
