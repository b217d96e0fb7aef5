/** What a list of latencies amounts to. Pure. */

/**
 * @typedef {object} LatencySummary in milliseconds
 * @property {number} count
 * @property {number} median
 * @property {number} p95 95 of 100 answers took no longer
 * @property {number} binMs width of a bin; the last one holds what took longer, too
 * @property {number[]} bins answers in each, from 0 on
 */

const BINS = 24;

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
