/** Says which bookings will be cancelled. Usage: node examples/structured-data/predict.mjs FILE.csv */

import { readFile } from 'node:fs/promises';
// In a project of yours: from 'tfjs-bridge'.
import { loadModel } from '../../web/src/index.js';

const [names, ...rows] = (await readFile(process.argv[2], 'utf8')).trim().split('\n');
const cells = rows.map((row) => row.split(','));
const model = await loadModel('exported/structured-data');

/** @param {{ name: string, dtype: string }} input @returns {(string | number)[][]} its column */
const column = ({ name, dtype }) => {
  const place = names.split(',').indexOf(name);
  if (place < 0) throw new Error(`no column ${name} in ${names}`);
  return cells.map((row) => [dtype === 'string' ? row[place] : Number(row[place])]);
};
const table = Object.fromEntries(model.inputs.map((input) => [input.name, column(input)]));
const { cancelled } = await model.predict(table);
for (const [row, [chance]] of cancelled.entries()) {
  console.log(chance.toFixed(4), rows[row]);
}
model.dispose();
