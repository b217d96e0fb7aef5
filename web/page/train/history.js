/** What a training has reported so far, and the curves of it. Pure. */

/** @typedef {'batch-loss' | 'batch-accuracy' | 'epoch-loss' | 'epoch-accuracy'} ChartName */
/** @typedef {{x: number, y: number}} Point */
/**
 * @typedef {object} Chart
 * @property {ChartName} name
 * @property {Point[][]} values of each series
 * @property {string[]} series their names
 * @property {number} first what the first point counts on the x axis
 * @property {number} step what each further one adds
 * @property {string} xLabel
 * @property {[number, number]} [yAxisDomain]
 */

/** More than these cannot be distinguished on a screen; they are averaged in groups. */
const MOST_POINTS = 200;

export function createHistory() {
  /** @type {import('./training.js').BatchReport[]} */
  const batches = [];
  /** @type {import('./training.js').EpochReport[]} */
  const epochs = [];
  return {
    batches,
    epochs,
    /** @returns {Chart[]} */
    charts: () => [
      ofBatches(
        'batch-loss',
        batches.map(({ loss }) => loss),
      ),
      {
        ...ofBatches(
          'batch-accuracy',
          batches.map(({ accuracy }) => accuracy),
        ),
        yAxisDomain: [0, 1],
      },
      ofEpochs('epoch-loss', epochs, 'loss'),
      ofEpochs('epoch-accuracy', epochs, 'accuracy'),
    ],
  };
}

/**
 * @param {ChartName} name
 * @param {number[]} values
 * @returns {Chart}
 */
function ofBatches(name, values) {
  // Vega takes tens of milliseconds a chart, and more with more points.
  const step = Math.max(1, Math.ceil(values.length / MOST_POINTS));
  const points = averaged(values, step);
  const xLabel = step === 1 ? 'batch' : `batch, means of ${step}`;
  return { name, values: [points], series: ['training'], first: step, step, xLabel };
}

/**
 * @param {number[]} values
 * @param {number} step
 * @returns {Point[]} the mean of each full group
 */
export function averaged(values, step) {
  const groups = Math.floor(values.length / step);
  return Array.from({ length: groups }, (_, x) => {
    const group = values.slice(x * step, (x + 1) * step);
    return { x, y: group.reduce((sum, value) => sum + value, 0) / step };
  });
}

/**
 * @param {ChartName} name
 * @param {import('./training.js').EpochReport[]} epochs
 * @param {'loss' | 'accuracy'} score
 * @returns {Chart}
 */
function ofEpochs(name, epochs, score) {
  const values = [
    epochs.map((report, x) => ({ x, y: report[score] })),
    epochs.map(({ validation }, x) => ({ x, y: validation[score] })),
  ];
  const series = ['training', 'validation'];
  return { name, values, series, first: 1, step: 1, xLabel: 'epoch' };
}
