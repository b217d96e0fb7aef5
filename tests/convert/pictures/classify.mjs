/**
 * Classifies all pictures of a folder, by the library alone. Writes what the model was given into a
 * file, and prints the classes. Usage: node classify.mjs ARTIFACT FOLDER OUT_FILE
 */

import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createImageClassifier, loadModel } from '../../../web/src/index.js';

const [artifact, folder, outFile] = process.argv.slice(2);
const classifier = createImageClassifier(await loadModel(artifact));
const names = (await readdir(folder)).sort();
const inputs = [];
const found = [];
for (const name of names) {
  inputs.push(new Uint8Array((await classifier.prepare(join(folder, name))).buffer));
  found.push((await classifier.classify(join(folder, name), { top: 2 })).top);
}
await writeFile(outFile, Buffer.concat(inputs));
const selfTest = await classifier.selfTest();
console.log(JSON.stringify({ found, selfTest, preprocessing: classifier.preprocessing }));
classifier.dispose();
