/** What a list of latencies amounts to. Pure. */

import { make } from '../dom.js';
import { duration } from '../figures.js';
import { termOf } from '../terms.js';

/**
 * @typedef {object} LatencySummary in milliseconds
 * @property {number} count
 * @property {number} median
 * @property {number} p95 95 of 100 answers took no longer
 * @property {number} binMs width of a bin; the last one holds what took longer, too
 * @property {number[]} bins answers in each, from 0 on
 */

const BINS = 24;

/** Of fewer answers the 95th percentile would be the slowest one, and a histogram a few spikes. */
export const ENOUGH = 20;

/**
 * @param {readonly number[]} latencies in milliseconds
 * @returns {LatencySummary | null} null where there are none
 */
export function summarize(latencies) {
  if (latencies.length === 0) {
    return null;
  }
  const sorted = latencies.toSorted((one, other) => one - other);
  const p95 = quantile(sorted, 0.95);
  // Beyond the slowest twentieth there is little to see, and one pause would flatten all else. The
  // clocks of browsers are coarse: a latency can be 0.
  const binMs = Math.max((1.25 * p95) / BINS, 0.005);
  const bins = new Array(BINS).fill(0);
  for (const ms of sorted) {
    bins[Math.min(Math.floor(ms / binMs), BINS - 1)] += 1;
  }
  return { count: sorted.length, median: quantile(sorted, 0.5), p95, binMs, bins };
}

/**
 * @param {readonly number[]} sorted at least one
 * @param {number} share from 0 to 1
 * @returns {number} the least one that so many are not above
 */
function quantile(sorted, share) {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

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
 * @param {LatencySummary | null} summary
 * @returns {string}
 */
export function wordsOf(summary) {
  if (summary === null) {
    return 'No answers yet. Use the model, and come back.';
  }
  const { count, median, p95 } = summary;
  if (count === 1) {
    return `Its only answer took ${duration(median)}`;
  }
  const slow = count < ENOUGH ? '' : `, 95th percentile ${duration(p95)}`;
  return `Its last ${count} answers: median ${duration(median)}${slow}`;
}

/** @param {LatencySummary} summary */
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
