import { showBars } from './bars';
import { labels, load } from './client';
import { createPad } from './pad';
import { element, latestOnly, reporting, sayReady } from './page';

const canvas = element('#pad', HTMLCanvasElement);
const answer = element('#answer', HTMLOListElement);

await reporting(async () => {
  const client = await load('model'); // in public/

  const read = latestOnly(async (sheet: HTMLCanvasElement) => {
    const found = await client.classify(sheet, { top: labels.length });
    const bars = found?.top.map(({ label, score }) => ({ label, value: score })) ?? [];
    showBars(answer, bars, true);
  });
  const pad = createPad(canvas, () => read(canvas));
  element('#clear', HTMLButtonElement).addEventListener('click', () => pad.clear());
  sayReady(client.model);
});
