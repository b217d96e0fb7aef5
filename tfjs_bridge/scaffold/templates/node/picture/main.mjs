/** Says what pictures show. Usage: node main.mjs PICTURE ... */

import { createImageClassifier, loadModel } from './vendor/tfjs-bridge/node.mjs';

const pictures = process.argv.slice(2);

async function main() {
  const model = await loadModel(new URL('model', import.meta.url));
  const count = model.outputs[0].shape[1] ?? 0;
  const labels = model.labels ?? Array.from({ length: count }, (_, i) => `class ${i}`);
  const classifier = createImageClassifier(model, { labels });
  for (const picture of pictures) {
    const { top } = await classifier.classify(picture);
    const scores = top.map(({ label, score }) => `${label} ${score.toFixed(4)}`);
    console.log(`${picture}: ${scores.join(', ')}`);
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
