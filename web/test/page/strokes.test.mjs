import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyInk, inkOfStrokes, paintSegment } from '../../page/digits/strokes.js';

test('a stroke of one point is a round dot', () => {
  const { ink } = inkOfStrokes([[[10, 10]]], 20, 4);
  const area = ink.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(area - Math.PI * 16) < 1, `area ${area}`);
  assert.equal(ink[10 * 20 + 10], 1);
  assert.equal(ink[10 * 20 + 16], 0);
});

test('a line is as wide as the pen, with round ends', () => {
  const { ink } = inkOfStrokes(
    [
      [
        [10, 20],
        [30, 20],
      ],
    ],
    40,
    3,
  );
  const column = Array.from({ length: 40 }, (_, y) => ink[y * 40 + 20]);
  const width = column.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(width - 6) < 0.1, `width ${width}`);
  assert.ok(ink[20 * 40 + 7] > 0.9 && ink[17 * 40 + 7] < 0.1);
});

test('drawing twice over the same place adds no ink', () => {
  const once = inkOfStrokes(
    [
      [
        [5, 5],
        [9, 9],
      ],
    ],
    20,
    2,
  );
  const twice = inkOfStrokes(
    [
      [
        [5, 5],
        [9, 9],
      ],
      [
        [9, 9],
        [5, 5],
      ],
    ],
    20,
    2,
  );
  assert.deepEqual(twice, once);
});

test('what leaves the sheet is cut off', () => {
  const target = emptyInk(10);
  paintSegment(target, [-50, 5], [50, 5], 1);
  const ink = target.ink.reduce((sum, value) => sum + value, 0);
  assert.ok(Math.abs(ink - 20) < 0.5, `ink ${ink}`);
});

test('no strokes give no ink', () => {
  assert.deepEqual(inkOfStrokes([], 10, 2), emptyInk(10));
});
