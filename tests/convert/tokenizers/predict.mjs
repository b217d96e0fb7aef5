/** Usage: node predict.mjs FOLDER INPUTS.json; prints the outputs of the raw inputs as JSON. */

import { readFile } from 'node:fs/promises';
import { loadModel } from '../../../web/src/index.js';

const [folder, inputs] = process.argv.slice(2);
const model = await loadModel(folder, { backend: 'cpu' });
const outputs = await model.predict(JSON.parse(await readFile(inputs, 'utf8')));
process.stdout.write(JSON.stringify(outputs));
model.dispose();
