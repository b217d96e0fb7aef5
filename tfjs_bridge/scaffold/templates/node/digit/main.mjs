/** Reads pictures of one digit each. Usage: node main.mjs PICTURE ... */

import { createDigitClassifier, loadBundle, readPicture } from './vendor/tfjs-bridge/node.mjs';

const pictures = process.argv.slice(2);

async function main() {
  const classifier = createDigitClassifier(await loadBundle(new URL('model', import.meta.url)));
  for (const picture of pictures) {
    const result = await classifier.classifyPicture(await readPicture(picture));
    const isEmpty = result.status === 'empty';
    const score = isEmpty ? '' : ` ${result.probabilities[result.digit].toFixed(4)}`;
    console.log(`${picture}: ${isEmpty ? 'empty' : result.label}${score}`);
  }
  classifier.dispose();
}

if (pictures.length === 0) {
  console.error('Usage: node main.mjs PICTURE ... (PNG, JPEG or WebP files)');
  process.exitCode = 2;
} else {
  await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = error.exitCode ?? 1;
  });
}
