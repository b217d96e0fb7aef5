import { createDigitClassifier, loadBundle } from 'tfjs-bridge';
import { showBars } from './bars';
import { createPad } from './pad';
import { element, latestOnly, reporting, sayReady } from './page';

const canvas = element('#pad', HTMLCanvasElement);
const answer = element('#answer', HTMLOListElement);

await reporting(async () => {
  const bundle = await loadBundle('model'); // in public/
  const classifier = createDigitClassifier(bundle);

  const read = latestOnly(async (sheet: HTMLCanvasElement) => {
    const result = await classifier.classifyPicture(sheet);
    const values = result.status === 'empty' ? [] : Array.from(result.probabilities);
    const bars = values.map((value, i) => ({ label: classifier.labels[i], value }));
    showBars(
      answer,
      bars.sort((a, b) => b.value - a.value),
      true,
    );
  });
  const pad = createPad(canvas, () => read(canvas));
  element('#clear', HTMLButtonElement).addEventListener('click', () => pad.clear());
  sayReady(bundle);
});
