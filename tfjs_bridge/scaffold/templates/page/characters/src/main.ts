import { createTextGenerator, loadBundle } from 'tfjs-bridge';
import { element, reporting, sayReady } from './page';

const start = element('#start', HTMLTextAreaElement);
const length = element('#length', HTMLInputElement);
const temperature = element('#temperature', HTMLInputElement);
const write = element('#write', HTMLButtonElement);
const stop = element('#stop', HTMLButtonElement);
const answer = element('#answer', HTMLOutputElement);

await reporting(async () => {
  const bundle = await loadBundle('model'); // in public/
  const generator = await createTextGenerator(bundle.artifact);

  async function writeText(signal: AbortSignal): Promise<void> {
    const text = start.value || generator.usualStart;
    answer.textContent = text;
    await generator.prime(text, { signal });
    const options = {
      length: length.valueAsNumber,
      temperature: temperature.valueAsNumber,
      randomSeed: Math.floor(Math.random() * 2 ** 32),
      signal,
    };
    for await (const { character } of generator.generate(options)) {
      answer.append(character);
    }
    sayReady(bundle);
  }

  write.addEventListener('click', async () => {
    const stopping = new AbortController();
    stop.onclick = () => stopping.abort();
    write.disabled = true;
    stop.disabled = false;
    await reporting(() => writeText(stopping.signal));
    write.disabled = false;
    stop.disabled = true;
  });
  write.disabled = false;
  sayReady(bundle);
});
