/** Says what texts are about. Usage: node main.mjs TEXT ... */

import { createTextClassifier, loadModel } from './vendor/tfjs-bridge/node.mjs';

const texts = process.argv.slice(2);

async function main() {
  const model = await loadModel(new URL('model', import.meta.url));
  const count = model.outputs[0].shape[1] ?? 0;
  const labels = model.labels ?? Array.from({ length: count }, (_, i) => `class ${i}`);
  const classifier = createTextClassifier(model, { labels });
  for (const { top } of await classifier.classify(texts)) {
    console.log(top.map(({ label, score }) => `${label} ${score.toFixed(4)}`).join(', '));
  }
  classifier.dispose();
}

if (texts.length === 0) {
  console.error('Usage: node main.mjs TEXT ... (quoted, each an argument)');
  process.exitCode = 2;
} else {
  await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = error.exitCode ?? 1;
  });
}
