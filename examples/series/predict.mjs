/** Continues a series. Usage: node examples/series/predict.mjs FILE.csv [HOURS] */

import { readFile } from 'node:fs/promises';
// In a project of yours: from 'tfjs-bridge'.
import { loadModel } from '../../web/src/index.js';

const [file, hours = '1'] = process.argv.slice(2);
const [, ...rows] = (await readFile(file, 'utf8')).trim().split('\n');
const values = rows.map((row) => Number(row.split(',')[1]));

const model = await loadModel('exported/series');
const window = model.inputs[0].shape[1] ?? 0;
for (let hour = 0; hour < Number(hours); hour += 1) {
  const { next_value } = await model.predict(Float32Array.from(values.slice(-window)));
  values.push(next_value[0]); // what comes next is predicted from it
  console.log(next_value[0].toFixed(2));
}
model.dispose();
