import { showBars } from './bars';
import { load } from './client';
import { element, latestOnly, reporting, sayReady } from './page';

const field = element('#text', HTMLTextAreaElement);
const answer = element('#answer', HTMLOListElement);

await reporting(async () => {
  const client = await load('model'); // in public/

  const classify = latestOnly(async (text: string) => {
    const { top, isDistribution } = await client.classify(text);
    const bars = top.map(({ label, score }) => ({ label, value: score }));
    showBars(answer, bars, isDistribution);
    sayReady(client.model);
  });
  field.addEventListener('input', () => classify(field.value));
  sayReady(client.model);
});
