import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseModel } from '../../node/server/choice.mjs';
import { ArtifactError } from '../../src/errors.js';

/**
 * @param {string} name
 * @param {'digits' | 'text' | 'other'} kind
 */
function model(name, kind) {
  return { name, folder: name, version: '1', kind, parameters: 1, metrics: null };
}

const BROKEN = { name: 'broken', version: '1', error: new ArtifactError('broken: so it is') };

test('without a name the only model of the kind is chosen, broken ones aside', () => {
  const entries = [BROKEN, model('lstm', 'text'), model('mlp', 'digits'), model('odd', 'other')];
  assert.equal(chooseModel(entries, 'digits', undefined).name, 'mlp');
  assert.equal(chooseModel(entries, 'text', undefined).name, 'lstm');
});

test('without a name cnn is chosen among several', () => {
  const entries = [model('mlp', 'digits'), model('cnn', 'digits')];
  assert.equal(chooseModel(entries, 'digits', undefined).name, 'cnn');
});

test('without a name several others are named', () => {
  const entries = [model('mlp', 'digits'), model('softmax', 'digits')];
  assert.throws(() => chooseModel(entries, 'digits', undefined), {
    status: 400,
    message: 'model: not named; expected mlp or softmax, got none. See /api/models.',
  });
});

test('where there is none of the kind, that is said', () => {
  assert.throws(() => chooseModel([BROKEN, model('cnn', 'digits')], 'text', undefined), {
    status: 404,
    message: 'model: not found; expected one of kind "text", got none. See /api/models.',
  });
});

test('a broken one that is named says what is wrong', () => {
  assert.throws(() => chooseModel([BROKEN], 'text', 'broken'), BROKEN.error);
});
