/** Which kernels of TensorFlow.js a prediction spends its time in. */

const REPEATS = 10;

/**
 * @param {any} tf
 * @param {Record<string, () => Promise<import('./contenders.js').Contender>>} makers by name
 * @param {import('./contenders.js').Vectors} vectors
 * @returns {Promise<Record<string, Record<string, {calls: number, ms: number}>>>} by contender and
 *   kernel, for one prediction
 */
export async function profile(tf, makers, vectors) {
  /** @type {Record<string, Record<string, {calls: number, ms: number}>>} */
  const found = {};
  for (const [name, make] of Object.entries(makers)) {
    const contender = await make().catch(() => null);
    if (contender !== null && !name.startsWith('ort-')) {
      found[name] = await kernelsOf(tf, contender, vectors).catch(() => ({}));
    }
  }
  return found;
}

/**
 * @param {any} tf
 * @param {import('./contenders.js').Contender} contender
 * @param {import('./contenders.js').Vectors} vectors
 */
async function kernelsOf(tf, contender, { inputs: [input] }) {
  await contender.predict(input);
  /** @type {Record<string, {calls: number, ms: number}>} */
  const totals = {};
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    /** @type {{kernels: {name: string, kernelTimeMs: number | Promise<number>}[]}} */
    const { kernels } = await tf.profile(() => contender.predict(input));
    // An operation of its own kernels only, such as fusedConv2d__op, has the time of all of them.
    for (const { name, kernelTimeMs } of kernels.filter((x) => !x.name.endsWith('__op'))) {
      totals[name] ??= { calls: 0, ms: 0 };
      totals[name].calls += 1 / REPEATS;
      totals[name].ms += (await kernelTimeMs) / REPEATS;
    }
  }
  return totals;
}
