/**
 * Predicts from raw rows, by the library alone, and compares with Keras's outputs. Prints one line of
 * JSON for each artifact. Usage: node predict_rows.mjs FOLDER NAME [NAME ...], as write_chains.py wrote
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadModel } from '../../../web/src/index.js';
import { difference } from '../../../web/src/proof/comparison.js';

const [folder, ...names] = process.argv.slice(2);

/** @param {string} name */
const read = async (name) => JSON.parse(await readFile(join(folder, name), 'utf8'));

for (const name of names) {
  const model = await loadModel(join(folder, name), { backend: 'wasm' });
  const rows = await read(`${name}.rows.json`);
  const expected = await read(`${name}.outputs.json`);
  const found = await model.predict(rows, { as: 'typedArrays', batchSize: 250 });
  const differences = model.outputs.map((output, i) => {
    const { data, shape } = found[output.name];
    return data.length === expected[i].length
      ? difference(data, { values: expected[i], shape })
      : null;
  });
  const { examples, tolerance } = model.selfTest;
  console.log(JSON.stringify({ name, differences, examples, tolerance }));
  model.dispose();
}
