import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxesOf } from '../../page/graph-view/boxes.js';
import { chunksOf } from '../../page/graph-view/chunks.js';
import { readDocument } from '../../page/graph-view/document.js';
import { familyOf } from '../../page/graph-view/families.js';
import { createWalk } from '../../page/graph-view/keys.js';
import { BOX, layOut } from '../../page/graph-view/layout.js';
import { markOf } from '../../page/graph-view/marks.js';
import { found } from '../../page/graph-view/search.js';
import { boxShape, bytes, shortened } from '../../page/graph-view/words.js';

/** @typedef {import('../../page/graph-view/document.js').Part} Part */

/**
 * @param {string} id
 * @param {string[]} [inputs]
 * @param {Partial<Part>} [rest]
 * @returns {Part}
 */
function part(id, inputs = [], rest = {}) {
  const sizes = { parameters: 0, bytes: 0, multiplyAdds: 0 };
  const lists = { outputs: [], weights: [], settings: {} };
  return { id, name: id, kind: 'Dense', group: '', inputs, ...sizes, ...lists, ...rest };
}

/** @param {number} length */
function chain(length) {
  return Array.from({ length }, (_, i) => part(`${i}`, i === 0 ? [] : [`${i - 1}`]));
}

/**
 * @param {number} blocks of a branch of five and a line past it
 * @returns {Part[]}
 */
function residual(blocks) {
  const parts = [part('0')];
  for (let start = 0; start < blocks * 6; start += 6) {
    for (let i = 1; i < 6; i += 1) {
      parts.push(part(`${start + i}`, [`${start + i - 1}`]));
    }
    parts.push(part(`${start + 6}`, [`${start + 5}`, `${start}`]));
  }
  return parts;
}

/** @param {number} length of a way down and up, with lines across at every eighth part */
function bridges(length) {
  return Array.from({ length }, (_, i) => {
    const across = i > length / 2 && i % 8 === 0 ? [`${length - i}`] : [];
    return part(`${i}`, i === 0 ? [] : [`${i - 1}`, ...across]);
  });
}

test('a box stands behind those that it reads, and constants beside their first reader', () => {
  const parts = [
    part('k1', [], { kind: 'Const' }),
    part('k2', [], { kind: 'Const' }),
    part('x'),
    part('b', ['a', 'k2']),
    part('a', ['x', 'k1']),
    part('c', ['b', 'k2']),
  ];
  const { boxes, lines, placeOf, loose } = boxesOf(parts);
  assert.deepEqual(
    boxes.map(({ id }) => id),
    ['x', 'k1', 'a', 'b', 'c', 'k2'],
  );
  const names = lines.map(([from, to]) => `${boxes[from].id}${boxes[to].id}`);
  // None from a constant that several read, which stands at the end.
  assert.deepEqual(names.sort(), ['ab', 'bc', 'k1a', 'xa']);
  assert.deepEqual([placeOf.get('c'), loose], [4, 1]);
});

test('a cycle, a part that is missing and one that reads itself are no reason to fail', () => {
  const { boxes, lines } = boxesOf([
    part('a', ['b']),
    part('b', ['a', 'a']),
    part('c', ['c', 'd']),
  ]);
  assert.equal(boxes.length, 3);
  assert.equal(lines.length, 2);
});

test('beyond the limit groups are one box each, and then the rest is said to be left out', () => {
  const grouped = [
    ...chain(3),
    part('g/1', ['2'], { group: 'g' }),
    part('g/2', ['g/1'], { group: 'g' }),
  ];
  const { boxes, lines, notice, placeOf } = boxesOf(grouped, 4);
  assert.equal(boxes.length, 4);
  assert.deepEqual(boxes[3].parts.length, 2);
  assert.equal(placeOf.get('g/1'), placeOf.get('g/2'));
  assert.equal(lines.length, 3);
  assert.match(notice, /5 parts.*Each group is one box/);
  assert.match(boxesOf(chain(10), 4).notice, /The first 4 of 10 boxes are drawn/);
  assert.equal(boxesOf(chain(10)).notice, '');
});

test('a group is named where it begins', () => {
  const parts = [
    part('x'),
    part('g/a', ['x'], { group: 'g' }),
    part('g/b', ['g/a'], { group: 'g' }),
  ];
  assert.deepEqual(
    boxesOf(parts).boxes.map(({ heading }) => heading),
    ['', 'in g', ''],
  );
});

test('a long model is cut where nothing passes', () => {
  const { boxes, lines } = boxesOf(residual(40));
  const chunks = chunksOf(boxes.length, lines);
  assert.ok(chunks.length > 3);
  assert.ok(chunks.slice(0, -1).every(({ end, isJoined }) => isJoined && end % 6 === 0));
  assert.ok(chunks.every(({ start, end }) => end - start <= 300));
  const last = chunks[chunks.length - 1];
  assert.deepEqual([chunks[0].start, last.end, last.isJoined], [0, boxes.length, false]);
});

for (const [name, parts] of Object.entries({
  'one part': chain(1),
  'parts without lines': Array.from({ length: 50 }, (_, i) => part(`${i}`)),
  'a model and its functions': ['', 'f/', 'g/'].flatMap((start) =>
    chain(30).map(({ id, inputs }) =>
      part(
        `${start}${id}`,
        inputs.map((one) => `${start}${one}`),
      ),
    ),
  ),
  'a chain': chain(200),
  'residual blocks': residual(60),
  'bridges over all of it': bridges(400),
})) {
  test(`boxes do not overlap, and lines go down from box to box: ${name}`, async () => {
    const boxes = boxesOf(parts);
    let pauses = 0;
    const drawing = await layOut(boxes, async () => {
      pauses += 1;
    });
    assert.equal(drawing.centres.length, parts.length);
    assert.ok(boxes.loose > 0 || pauses === drawing.pieces.length);
    const sorted = drawing.centres.toSorted((a, b) => a.y - b.y || a.x - b.x);
    for (const [i, { x, y }] of sorted.entries()) {
      const near = sorted.slice(i + 1, i + 20);
      assert.ok(near.every((o) => o.y - y >= BOX.height || Math.abs(o.x - x) >= BOX.width));
      assert.ok(x - BOX.width / 2 >= drawing.left && x + BOX.width / 2 <= drawing.right);
      assert.ok(y + BOX.height / 2 <= drawing.height + 1e-6);
    }
    const routes = [...drawing.crossing, ...drawing.pieces.flatMap((piece) => piece.routes)];
    assert.equal(routes.length, boxes.lines.length);
    assert.ok(routes.every((route) => (route.at(-1)?.y ?? 0) > route[0].y));
  });
}

test('keys follow the lines, and go aside to the other ends', () => {
  // 0 is read by 1 and 2, which 3 reads.
  const walk = createWalk(4, [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ]);
  assert.deepEqual([walk('ArrowDown', 0), walk('ArrowRight', 1), walk('ArrowLeft', 2)], [1, 2, 1]);
  assert.deepEqual([walk('ArrowUp', 3), walk('ArrowUp', 0), walk('ArrowDown', 3)], [1, 0, 3]);
  assert.deepEqual(
    [walk('Home', 2), walk('End', 1), walk('Enter', 2), walk('x', 2)],
    [0, 3, 2, undefined],
  );
});

test('a search looks at names, kinds, groups, encodings and marks, for all of its words', () => {
  const weight = { name: 'w', shape: [2], dtype: 'float32', encoding: 'float16', bytes: 4 };
  const refused = /** @type {const} */ ({ layers: 'refused', graph: 'refused', reason: 'why' });
  const parts = [
    part('Block_1', [], { kind: 'Conv2D', weights: [weight] }),
    part('block_2', [], { group: 'inner', export: refused }),
  ];
  const ids = (/** @type {string} */ query) => found(parts, query).map(({ id }) => id);
  assert.deepEqual(ids('BLOCK'), ['Block_1', 'block_2']);
  assert.deepEqual(ids('conv block'), ['Block_1']);
  assert.deepEqual(
    [ids('float16'), ids('refused'), ids('inner')],
    [['Block_1'], ['block_2'], ['block_2']],
  );
  assert.deepEqual([ids('  '), ids('nothing')], [[], []]);
});

test('what an export does is marked', () => {
  /** @param {'exact' | 'rewritten' | 'dropped' | 'refused'} layers @param {'exact' | 'refused'} graph */
  const mark = (layers, graph) =>
    markOf(part('a', [], { export: { layers, graph, reason: '' } }))?.words;
  assert.equal(mark('exact', 'refused'), undefined);
  assert.equal(mark('rewritten', 'exact'), 'rewritten');
  assert.equal(mark('refused', 'exact'), 'graph alone');
  assert.equal(mark('refused', 'refused'), 'refused');
  assert.equal(mark('dropped', 'exact'), 'dropped');
  assert.equal(markOf(part('a')), null);
});

test('kinds of layers and of operations have the same colours', () => {
  for (const [name, kinds] of Object.entries({
    product: ['Conv2D', '_FusedConv2D', 'DepthwiseConv2dNative', 'Dense', 'MatMul', 'Embedding'],
    normal: ['BatchNormalization', 'FusedBatchNormV3', 'LayerNormalization'],
    active: ['ReLU', 'Relu6', 'Activation', 'Softmax', 'LeakyRelu'],
    pool: ['MaxPooling2D', 'AvgPool', 'GlobalAveragePooling2D', 'Mean'],
    merge: ['Add', 'AddV2', 'Concatenate', 'ConcatV2', 'Multiply', 'Mul'],
    move: ['Flatten', 'Reshape', 'Transpose', 'ZeroPadding2D', 'PadV2'],
    sequence: ['LSTM', 'Bidirectional', 'ConvLSTM2D', 'MultiHeadAttention'],
    input: ['InputLayer', 'Placeholder'],
    other: ['Dropout', 'SomethingOfOnesOwn'],
  })) {
    assert.deepEqual(new Set(kinds.map((kind) => familyOf(kind).name)), new Set([name]), name);
  }
});

test('words are short', () => {
  assert.equal(shortened('a_name_that_is_too_long', 11), 'a_n…oo_long');
  assert.deepEqual(
    [bytes(1), bytes(999), bytes(1500), bytes(2_500_000)],
    ['1 byte', '999 bytes', '1.5 kB', '2.5 MB'],
  );
  const outputs = (/** @type {(number | null)[][]} */ ...shapes) =>
    shapes.map((shape) => ({ shape, dtype: null }));
  assert.equal(boxShape(outputs([null, 8, 8, 3])), '8 × 8 × 3');
  assert.equal(boxShape(outputs([null, 8], [2])), '8 +1');
  assert.equal(boxShape([{ shape: null, dtype: null }]), '');
  assert.equal(boxShape(outputs([null])), 'any');
});

test('a page without a document, and one of another version, say what to do', () => {
  assert.throws(() => readDocument(null), /no model is in it.*inspect MODEL --html/);
  const other = { format: 'tfjs-bridge-inspection', version: 2, parts: [] };
  assert.throws(() => readDocument(other), /expected tfjs-bridge-inspection 1, got .* 2/);
});
