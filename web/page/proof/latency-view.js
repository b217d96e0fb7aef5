import { make } from '../dom.js';
import { duration } from '../figures.js';
import { summarize } from './latency.js';

/**
 * How long answers took: median, 95th percentile and a histogram.
 *
 * @returns {{element: HTMLElement, show: (latencies: readonly number[]) => void}}
 */
export function createLatencyView() {
  const element = make('div', 'latency');
  const words = make('p', 'latency-words');
  const histogram = make('div', 'histogram');
  histogram.role = 'img';
  const axis = make('p', 'latency-axis');
  axis.ariaHidden = 'true';
  const ends = [make('span', '', '0 ms'), make('span', '')];
  axis.append(...ends);
  element.append(words, histogram, axis);
  return {
    element,
    show(latencies) {
      const summary = summarize(latencies);
      words.textContent = wordsOf(summary);
      histogram.ariaLabel = summary === null ? 'No answers yet' : labelOf(summary);
      histogram.replaceChildren(...bars(summary?.bins ?? []));
      ends[1].textContent =
        summary === null ? '' : `${duration(summary.bins.length * summary.binMs)} and more`;
    },
  };
}

/** @param {import('./latency.js').LatencySummary | null} summary */
function wordsOf(summary) {
  if (summary === null) {
    return 'No answers yet. Use the model, and come back.';
  }
  const { count, median, p95 } = summary;
  const latest = count === 1 ? 'Its one answer' : `Its latest ${count} answers`;
  return `${latest}: median ${duration(median)}, 95th percentile ${duration(p95)}`;
}

/** @param {import('./latency.js').LatencySummary} summary */
function labelOf({ bins, binMs }) {
  const top = Math.max(...bins);
  const place = bins.indexOf(top);
  const range = `between ${duration(place * binMs)} and ${duration((place + 1) * binMs)}`;
  return `Histogram of latencies: most answers, ${top}, took ${range}`;
}

/** @param {readonly number[]} bins */
function bars(bins) {
  const top = Math.max(...bins, 1);
  return bins.map((count) => {
    const bar = make('span', 'histogram-bar');
    bar.style.setProperty('--share', String(count / top));
    return bar;
  });
}
