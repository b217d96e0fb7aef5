/** Reads digits from 5 to 9. Usage: node examples/transfer/read.mjs PICTURE ... */

// In a project of yours: from 'tfjs-bridge'.
import { createDigitClassifier, loadBundle, readPicture } from '../../web/src/index.js';

const classifier = createDigitClassifier(await loadBundle('exported/transfer'));
for (const picture of process.argv.slice(2)) {
  const result = await classifier.classifyPicture(await readPicture(picture));
  console.log(picture, result.status === 'digit' ? result.label : result.status);
}
classifier.dispose();
