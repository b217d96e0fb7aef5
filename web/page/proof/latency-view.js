import { make } from '../dom.js';
import { duration } from '../figures.js';
import { termOf } from '../terms.js';
import { ENOUGH, summarize } from './latency.js';

/**
 * How long answers took: median, and of enough answers the 95th percentile and a histogram.
 *
 * @returns {{element: HTMLElement, show: (latencies: readonly number[]) => void}}
 */
export function createLatencyView() {
  const element = make('div', 'latency');
  const words = make('p', 'latency-words');
  const histogram = make('div', 'histogram');
  histogram.role = 'img';
  const meaning = termOf('?', 'latency');
  meaning.classList.add('ask');
  meaning.ariaLabel = 'Median and percentile: what is that?';
  const axis = make('p', 'latency-axis');
  axis.ariaHidden = 'true';
  const ends = [make('span', '', '0 ms'), make('span', '')];
  axis.append(...ends);
  const line = make('div', 'latency-line');
  line.append(words, meaning);
  element.append(line, histogram, axis);
  return {
    element,
    show(latencies) {
      const summary = summarize(latencies);
      words.textContent = wordsOf(summary);
      meaning.hidden = latencies.length < 2;
      const isEnough = summary !== null && summary.count >= ENOUGH;
      histogram.hidden = !isEnough;
      axis.hidden = !isEnough;
      if (isEnough) {
        histogram.ariaLabel = labelOf(summary);
        histogram.replaceChildren(...bars(summary.bins));
        ends[1].textContent = `${duration(summary.bins.length * summary.binMs)} and more`;
      }
    },
  };
}

/**
 * @param {import('./latency.js').LatencySummary | null} summary
 * @returns {string}
 */
export function wordsOf(summary) {
  if (summary === null) {
    return 'No answers yet. Use the model, and come back.';
  }
  const { count, median, p95 } = summary;
  if (count === 1) {
    return `Its one answer took ${duration(median)}`;
  }
  const slow = count < ENOUGH ? '' : `, 95th percentile ${duration(p95)}`;
  return `Its latest ${count} answers: median ${duration(median)}${slow}`;
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
