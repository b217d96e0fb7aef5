/** The live curves, drawn by tfjs-vis. Loaded when training starts: Vega is large. */

// The index of tfjs-vis brings all its charts, and a visor that the page has no use for.
import { linechart } from '@tensorflow/tfjs-vis/dist/render/linechart.js';
import { latestOnly } from '../latest-only.js';

/** @typedef {import('./history.js').Chart} Chart */

/** Redrawing takes tens of milliseconds; the eye needs no more. */
const INTERVAL_MS = 300;

/**
 * @param {Record<import('./history.js').ChartName, HTMLElement>} places each one's content is
 *   replaced
 * @param {() => Chart[]} charts what is to be drawn now
 * @param {(error: unknown) => void} onError
 * @returns {{update: () => void}}
 */
export function createCharts(places, charts, onError) {
  const update = latestOnly(async () => {
    for (const chart of charts()) {
      await draw(places[chart.name], chart);
      await new Promise(requestAnimationFrame); // one a frame, so that the page stays at hand
    }
    await new Promise((resolve) => setTimeout(resolve, INTERVAL_MS));
  }, onError);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
  addEventListener('resize', update);
  return { update };
}

/**
 * @param {HTMLElement} place
 * @param {Chart} chart
 */
async function draw(place, { values, series, first, step, xLabel, yAxisDomain }) {
  if (values[0].length === 0 || place.clientWidth === 0) {
    return;
  }
  const style = getComputedStyle(place);
  const colours = ['--accent', '--second'].map((token) => style.getPropertyValue(token).trim());
  place.dataset.first = String(first);
  place.dataset.step = String(step);
  place.dataset.points = String(values[0].length);
  await linechart(
    place,
    { values, series },
    {
      xLabel,
      yLabel: '',
      width: place.clientWidth,
      height: place.clientHeight,
      seriesColors: colours.slice(0, series.length),
      ...(yAxisDomain ? { yAxisDomain } : {}),
    },
  );
}
