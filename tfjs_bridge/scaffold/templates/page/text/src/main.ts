import { createTextClassifier, loadModel } from 'tfjs-bridge';
import { showBars } from './bars';
import { element, latestOnly, reporting, sayReady } from './page';

const field = element('#text', HTMLTextAreaElement);
const answer = element('#answer', HTMLOListElement);

await reporting(async () => {
  const model = await loadModel('model'); // in public/
  const count = model.outputs[0].shape[1] ?? 0;
  const labels = model.labels ?? Array.from({ length: count }, (_, i) => `class ${i}`);
  const classifier = createTextClassifier(model, { labels });

  const classify = latestOnly(async (text: string) => {
    const { top, isDistribution } = await classifier.classify(text);
    const bars = top.map(({ label, score }) => ({ label, value: score }));
    showBars(answer, bars, isDistribution);
    sayReady(model);
  });
  field.addEventListener('input', () => classify(field.value));
  sayReady(model);
});
