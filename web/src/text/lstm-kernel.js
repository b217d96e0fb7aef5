/**
 * LSTMs a step at a time, by a WebAssembly kernel of our own (kernel/lstm.ts). TensorFlow.js runs
 * some 20 kernels for such a step, and starting them takes longer than what they do.
 *
 * - A character's part of the first LSTM's scores is known beforehand: a row of a table.
 * - Weights lie in the kernel's memory in the order in which they are read.
 */

import { planKernel } from './lstm-plan.js';
import { LSTM_WASM } from './lstm-wasm.js';

/** @typedef {import('./step-proof.js').StepModel} StepModel */
/** @typedef {import('./lstm-plan.js').Matrix} Matrix */
/** @typedef {import('./lstm-plan.js').LstmPlan} LstmPlan */
/** @typedef {import('./lstm-plan.js').KernelPlan} KernelPlan */
/**
 * @typedef {object} Kernel as kernel/lstm.ts says
 * @property {(x: number, rows: number, w: number, y: number, panels: number) => void} addProduct
 * @property {(scores: number, cell: number, output: number, units: number, isHard: boolean) => void} updateLstm
 * @property {(scores: number, count: number) => void} softmax
 */
/**
 * @typedef {object} Layer one LSTM in memory; places are of float32 values, not of bytes
 * @property {number} units
 * @property {number} width of its scores: four gates, each padded
 * @property {number} inputs values that it reads
 * @property {number} kernel
 * @property {number} recurrentKernel
 * @property {number} bias
 * @property {number} cell
 * @property {number} output
 * @property {boolean} isHard
 */

const BYTES = 4;
const PAGE_BYTES = 2 ** 16;
/** Columns of a panel: eight SIMD registers of four values (addProduct in kernel/lstm.ts). */
const PANEL = 32;
/** A column that pads: no column of the model's. */
const NONE = -1;
/** The score of characters that pad the vocabulary: their probability is 0. */
const NEVER = -1e30;
/** Of 64 MiB: beyond it the table would take more memory than it is worth. */
const MOST_TABLE_VALUES = 2 ** 24;

/**
 * @param {import('../artifact/artifact.js').ArtifactFiles} artifact
 * @returns {Promise<StepModel | null>} not proven yet; null: the model is of another kind, or the
 *   kernel does not run here
 */
export async function buildKernelModel(artifact) {
  const plan = planKernel(artifact);
  if (plan === null || tableSize(plan) > MOST_TABLE_VALUES) {
    return null;
  }
  const module = await compile();
  return module && createKernelModel(plan, module);
}

/** @returns {Promise<WebAssembly.Module | null>} null: no SIMD here, or a page's policy forbids it */
async function compile() {
  // In the script and not in a file of its own: one request less, and no address to configure.
  const bytes = Uint8Array.from(atob(LSTM_WASM), (character) => character.charCodeAt(0));
  try {
    return await WebAssembly.compile(bytes);
  } catch {
    return null;
  }
}

/**
 * @param {KernelPlan} plan
 * @param {WebAssembly.Module} module
 * @returns {Promise<StepModel>}
 */
async function createKernelModel(plan, module) {
  const space = createSpace();
  const characters = plan.embedding.rows;
  const layers = plan.lstms.map((lstm) => placeLayer(space, lstm));
  const table = space.take(characters * layers[0].width);
  const scores = space.take(Math.max(...layers.map(({ width }) => width)));
  const answers = roundUp(plan.dense.columns, PANEL);
  const dense = space.take(plan.dense.rows * answers);
  const denseBias = space.take(answers);
  const probabilities = space.take(answers);
  const vector = space.take(plan.embedding.columns);

  // Made last and in its final size, because growing it would detach the arrays on it.
  const memory = new WebAssembly.Memory({ initial: Math.ceil(space.bytes() / PAGE_BYTES) });
  const values = new Float32Array(memory.buffer);
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  const kernel = /** @type {Kernel} */ (/** @type {unknown} */ (exports));

  for (const [number, lstm] of plan.lstms.entries()) {
    fillLayer(values, layers[number], lstm);
  }
  const own = Array.from({ length: answers }, (_, i) => (i < plan.dense.columns ? i : NONE));
  fillPanels(values, dense, plan.dense, own);
  values.fill(NEVER, denseBias, denseBias + answers);
  values.set(plan.denseBias, denseBias);
  fillTable();

  /** Each character's scores in the first LSTM: its vector times the kernel, and the bias. */
  function fillTable() {
    const [{ kernel: weights, inputs, bias, width }] = layers;
    for (let character = 0; character < characters; character += 1) {
      const row = table + character * width;
      for (let i = 0; i < inputs; i += 1) {
        values[vector + i] = plan.embedding.values[character * inputs + i];
      }
      values.copyWithin(row, bias, bias + width);
      addProduct(vector, inputs, weights, row, width);
    }
  }

  /**
   * @param {number} x
   * @param {number} rows
   * @param {number} w
   * @param {number} y
   * @param {number} columns
   */
  function addProduct(x, rows, w, y, columns) {
    kernel.addProduct(BYTES * x, rows, BYTES * w, BYTES * y, columns / PANEL);
  }

  /**
   * @param {Layer} layer
   * @param {number} start where the scores are that it begins with
   * @param {Layer} [below] what it reads besides
   */
  function run(
    { units, width, inputs, kernel: weights, recurrentKernel, cell, output, isHard },
    start,
    below,
  ) {
    values.copyWithin(scores, start, start + width);
    if (below !== undefined) {
      addProduct(below.output, inputs, weights, scores, width);
    }
    addProduct(output, units, recurrentKernel, scores, width);
    kernel.updateLstm(BYTES * scores, BYTES * cell, BYTES * output, width / 4, isHard);
  }

  return {
    async step(index) {
      run(layers[0], table + index * layers[0].width);
      for (let number = 1; number < layers.length; number += 1) {
        run(layers[number], layers[number].bias, layers[number - 1]);
      }
      values.copyWithin(probabilities, denseBias, denseBias + answers);
      addProduct(layers[layers.length - 1].output, plan.dense.rows, dense, probabilities, answers);
      kernel.softmax(BYTES * probabilities, answers);
      // A copy, because the next step overwrites it.
      return values.slice(probabilities, probabilities + plan.dense.columns);
    },
    reset() {
      for (const { cell, output, width } of layers) {
        values.fill(0, cell, cell + width / 4);
        values.fill(0, output, output + width / 4);
      }
    },
    dispose() {
      // Its memory goes with it.
    },
  };
}

/** @param {KernelPlan} plan */
function tableSize({ embedding, lstms }) {
  return embedding.rows * widthOf(lstms[0]);
}

/** @param {{units: number}} lstm */
function widthOf({ units }) {
  return 4 * roundUp(units, PANEL / 4);
}

/**
 * @param {number} count
 * @param {number} step
 */
function roundUp(count, step) {
  return Math.ceil(count / step) * step;
}

/** Places in a memory that is not there yet: one after another, each on a line of the cache. */
function createSpace() {
  const line = 64 / BYTES;
  let end = 0;
  return {
    /** @param {number} count values */
    take(count) {
      const start = end;
      end += roundUp(count, line);
      return start;
    },
    bytes: () => end * BYTES,
  };
}

/**
 * @param {ReturnType<typeof createSpace>} space
 * @param {LstmPlan} lstm
 * @returns {Layer}
 */
function placeLayer(space, lstm) {
  const width = widthOf(lstm);
  return {
    units: lstm.units,
    width,
    inputs: lstm.kernel.rows,
    kernel: space.take(lstm.kernel.rows * width),
    recurrentKernel: space.take(lstm.units * width),
    bias: space.take(width),
    cell: space.take(width / 4),
    output: space.take(width / 4),
    isHard: lstm.isHard,
  };
}

/**
 * @param {Float32Array} values
 * @param {Layer} layer
 * @param {LstmPlan} lstm
 */
function fillLayer(values, layer, lstm) {
  const { width } = layer;
  const own = Array.from({ length: width }, (_, column) => {
    const [gate, unit] = [Math.floor(column / (width / 4)), column % (width / 4)];
    return unit < lstm.units ? gate * lstm.units + unit : NONE;
  });
  fillPanels(values, layer.kernel, lstm.kernel, own);
  fillPanels(values, layer.recurrentKernel, lstm.recurrentKernel, own);
  for (const [place, column] of own.entries()) {
    values[layer.bias + place] = column === NONE ? 0 : lstm.bias[column];
  }
}

/**
 * @param {Float32Array} values
 * @param {number} start
 * @param {Matrix} matrix
 * @param {number[]} order the matrix's column for each column of the panels; NONE: zeros
 */
function fillPanels(values, start, { values: source, rows, columns }, order) {
  let place = start;
  for (let panel = 0; panel < order.length; panel += PANEL) {
    for (let row = 0; row < rows; row += 1) {
      for (let i = panel; i < panel + PANEL; i += 1) {
        values[place] = order[i] === NONE ? 0 : source[row * columns + order[i]];
        place += 1;
      }
    }
  }
}
