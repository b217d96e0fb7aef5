/** Writes text beside the page, which stays as quick as ever while this computes. */

// In a project with a bundler: from 'tfjs-bridge'.
import { createTextGenerator, openArtifact } from '../../web/dist/package/tfjs-bridge.js';

/** As quick as one reads. Without a pause, some thousand characters come in a second. */
const PAUSE_MS = 20;
const LENGTH = 2000;

let generator = null;
let run = new AbortController();

const tasks = {
  async load({ address }) {
    generator?.dispose();
    generator = await createTextGenerator(await openArtifact(address));
    postMessage({ type: 'ready', characters: generator.vocabulary.length });
  },
  /** Reads the beginning, and goes on from there. */
  async begin({ beginning, temperature }) {
    await generator.prime(beginning || generator.usualStart);
    await tasks.goOn({ temperature });
  },
  /** Goes on where it stopped: the generator remembers what it has read and written. */
  async goOn({ temperature }) {
    run = new AbortController();
    const { signal } = run;
    // Another seed each time, or the same beginning would always give the same text.
    const randomSeed = Math.floor(Math.random() * 2 ** 32);
    const options = { length: LENGTH, temperature, randomSeed, signal };
    for await (const { character } of generator.generate(options)) {
      postMessage({ type: 'written', character });
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    postMessage({ type: 'stopped' });
  },
  async stop() {
    run.abort();
  },
};

addEventListener('message', ({ data }) =>
  tasks[data.task](data).catch(({ message }) => postMessage({ type: 'failed', message })),
);
