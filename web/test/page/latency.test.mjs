import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarize } from '../../page/proof/latency.js';

test('no latencies have no summary', () => {
  assert.equal(summarize([]), null);
});

test('median and 95th percentile are latencies that were measured', () => {
  const latencies = Array.from({ length: 100 }, (_, i) => 100 - i);
  const summary = summarize(latencies) ?? assert.fail();
  assert.equal(summary.median, 50);
  assert.equal(summary.p95, 95);
  assert.equal(summary.count, 100);
});

test('every latency is in the histogram, the slowest ones in its last bin', () => {
  const { bins } = summarize([...new Array(99).fill(1), 5000]) ?? assert.fail();
  assert.equal(
    bins.reduce((sum, count) => sum + count, 0),
    100,
  );
  assert.equal(bins.at(-1), 1);
});

test('a coarse clock gives zeros, which are in the first bin', () => {
  const { bins, median } = summarize([0, 0, 0]) ?? assert.fail();
  assert.equal(bins[0], 3);
  assert.equal(median, 0);
});
