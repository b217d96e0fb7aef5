/** Says whether texts are praise or blame. Usage: node examples/sentiment/judge.mjs TEXT ... */

// In a project of yours: from 'tfjs-bridge'.
import { createTextClassifier, loadModel } from '../../web/src/index.js';

const classifier = createTextClassifier(await loadModel('exported/sentiment'));
const texts = process.argv.slice(2);
for (const [index, { label, score }] of (await classifier.classify(texts)).entries()) {
  console.log(`${label} ${score.toFixed(4)}: ${texts[index]}`);
}
classifier.dispose();
