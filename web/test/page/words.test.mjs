import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inWords, scientific } from '../../page/figures.js';
import { TITLES, titleOf } from '../../page/model-facts.js';
import { pretrainedInListing } from '../../page/own/guide-view.js';
import { summarize, wordsOf } from '../../page/proof/latency.js';
import { originOf } from '../../page/proof/record-view.js';
import { hiddenSides } from '../../page/scroll-box.js';
import { explanationOf } from '../../page/terms/glossary.js';
import { textFacts } from '../../page/text/text-facts.js';
import { inWeb } from '../helpers/run.mjs';

const PRETRAINED = inWeb('../exported/pretrained');
const UNKNOWN = explanationOf('a model of somebody');

test('every model that tfjs-bridge trains has a title and an explanation', async () => {
  const names = await readdir(PRETRAINED);
  assert.ok(names.length >= 5);
  assert.deepEqual(Object.keys(TITLES).sort(), names.sort());
  for (const name of names) {
    assert.notEqual(explanationOf(name), UNKNOWN, name);
    assert.equal(titleOf(name), `${TITLES[name]} (${name})`);
  }
});

test('other models keep their names, and Object’s own are no titles', () => {
  assert.equal(titleOf('my-model'), 'my-model');
  assert.equal(titleOf('constructor'), 'constructor');
  assert.equal(explanationOf('constructor'), UNKNOWN);
});

test('every word that can be asked about is explained', async () => {
  const folder = inWeb('page');
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.js'));
  const used = new Set();
  for (const file of files) {
    const text = await readFile(join(folder, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:\bterm: |termOf\([^,]+, )'([\w-]+)'/g)) {
      used.add(name);
    }
  }
  assert.ok(used.size >= 8, [...used].join());
  assert.deepEqual(
    [...used].filter((name) => explanationOf(name) === UNKNOWN),
    [],
  );
});

test('small numbers are said in words', () => {
  assert.equal(inWords(2.3e-6), '2.3 millionths');
  assert.equal(inWords(3.84e-7), '0.38 millionths');
  assert.equal(inWords(1e-4), '100 millionths');
  assert.equal(inWords(0.0012), '1.2 thousandths');
  assert.equal(inWords(2e-9), '2 billionths');
  for (const value of [0, 1, 3, 1e-15, Number.NaN]) {
    assert.equal(inWords(value), scientific(value));
  }
});

test('the 95th percentile is told of enough answers alone', () => {
  const words = (/** @type {number} */ count) => wordsOf(summarize(new Array(count).fill(2)));
  assert.equal(words(0), 'No answers yet. Use the model, and come back.');
  assert.equal(words(1), 'Its only answer took 2.0 ms');
  assert.equal(words(2), 'Its last 2 answers: median 2.0 ms');
  assert.equal(words(19), 'Its last 19 answers: median 2.0 ms');
  assert.equal(words(20), 'Its last 20 answers: median 2.0 ms, 95th percentile 2.0 ms');
});

test('two models of one name are told apart by where they are from', () => {
  const labels = ['exported/pretrained/cnn', 'exported/cnn', 'site/exported/cnn', 'cnn'];
  assert.deepEqual(labels.map(originOf), [
    ...['Came with tfjs-bridge', 'Exported on this server'],
    ...['Exported on this server', 'From your files'],
  ]);
  assert.equal(originOf('trained-here-1'), 'Trained on this page');
});

test('a box says on which sides it hides something', () => {
  const box = { scrollHeight: 300, clientHeight: 100, scrollWidth: 101, clientWidth: 100 };
  assert.deepEqual(hiddenSides({ ...box, scrollTop: 0, scrollLeft: 0 }), ['below']);
  assert.deepEqual(hiddenSides({ ...box, scrollTop: 50, scrollLeft: 0 }), ['above', 'below']);
  assert.deepEqual(hiddenSides({ ...box, scrollTop: 199.5, scrollLeft: 0 }), ['above']);
  const wide = { ...box, scrollHeight: 100, scrollWidth: 300, scrollTop: 0, scrollLeft: 10 };
  assert.deepEqual(hiddenSides(wide), ['left', 'right']);
});

test('our servers tell pretrained models apart from the folders that they list', () => {
  const html = '<link rel="item" href="pretrained/a%20b/"><a href="cnn/">cnn/</a>';
  assert.deepEqual(pretrainedInListing(html), ['a%20b']);
  assert.deepEqual(pretrainedInListing('<a href="pretrained/">pretrained/</a>'), []);
});

test('one thing is said to write a text', async () => {
  const path = join(PRETRAINED, 'char-lstm/metadata.json');
  const metadata = JSON.parse(await readFile(path, 'utf8'));
  const artifact = /** @type {any} */ ({ metadata, integrity: 'SHA-256', bytes: 1 });
  const report = { largestDifference: 0, tolerance: 1e-4, blindOutputs: [] };
  const verified = /** @type {any} */ ({ backend: 'wasm', report });
  for (const engine of /** @type {const} */ (['kernel', 'tfjs'])) {
    const facts = textFacts(artifact, verified, engine);
    assert.equal(facts.filter(({ name }) => name === 'Written by').length, 1);
    assert.ok(facts.every(({ name }) => name !== 'Runs on'));
    assert.equal(new Set(facts.map(({ name }) => name)).size, facts.length);
  }
});
