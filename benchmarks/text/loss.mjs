/**
 * The validation loss of a character model, computed in Node by our kernel, in nats per character.
 *
 *   node benchmarks/text/loss.mjs exported/pretrained/char-lstm shakespeare.txt
 *
 * On the last tenth of the text: in windows of 1,000 characters, each from an empty memory, as
 * training reports it; and with the memory carried from beginning to end, as a text is written.
 */

import { readFile } from 'node:fs/promises';
import { createFolderReader } from '../../web/node/platform/folder-reader.mjs';
import { readArtifact } from '../../web/src/artifact/artifact.js';
import { applyAlphabet, encode } from '../../web/src/text/characters.js';
import { buildKernelModel } from '../../web/src/text/lstm-kernel.js';

const WINDOW = 1000;

const [folder, textFile] = process.argv.slice(2);
const artifact = await readArtifact(createFolderReader(folder));
const spec = artifact.metadata.preprocessing;
const model = await buildKernelModel(artifact);
if (model === null || spec?.kind !== 'characters') {
  throw new Error(`${folder}: expected a character model for the kernel`);
}
const text = Array.from(applyAlphabet(await readFile(textFile, 'utf8'), spec.alphabet));
const held = encode(text.slice(Math.floor((text.length * 9) / 10)).join(''), spec.vocabulary);

/**
 * @param {number} window characters that are read before the memory is emptied
 * @returns {Promise<number>}
 */
async function lossIn(window) {
  const count = Math.floor((held.length - 1) / window) * window;
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    if (i % window === 0) {
      model?.reset();
    }
    const odds = await model?.step(held[i]);
    sum -= Math.log(odds?.[held[i + 1]] ?? Number.NaN);
  }
  return sum / count;
}

console.log(`windows of ${WINDOW} characters: ${(await lossIn(WINDOW)).toFixed(4)}`);
console.log(`memory carried: ${(await lossIn(held.length - 1)).toFixed(4)}`);
