/**
 * Predicts from the values of each input, by name, as JSON. Usage: node main.mjs [FILE]
 *
 * Without a file it takes example.json, one of the examples that the model was proven with.
 */

import { readFile } from 'node:fs/promises';
import { loadModel } from './vendor/tfjs-bridge/node.mjs';

const file = process.argv[2] ?? new URL('example.json', import.meta.url);

async function main() {
  const values = JSON.parse(await readFile(file, 'utf8'));
  const model = await loadModel(new URL('model', import.meta.url));
  const found = await model.predict(values);
  console.log(JSON.stringify(found));
  model.dispose();
}

await main().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = error.exitCode ?? 1;
});
