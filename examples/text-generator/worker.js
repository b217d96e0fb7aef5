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
    const signal = newSignal(); // before it reads, which takes a while: it can be stopped from now on
    await generator.prime(beginning || generator.usualStart);
    await write(temperature, signal);
  },
  /** Goes on where it stopped: the generator remembers what it has read and written. */
  async goOn({ temperature }) {
    await write(temperature, newSignal());
  },
  async stop() {
    run.abort();
  },
};

function newSignal() {
  run = new AbortController();
  return run.signal;
}

async function write(temperature, signal) {
  // Another seed each time, or the same beginning would always give the same text.
  const randomSeed = Math.floor(Math.random() * 2 ** 32);
  const options = { length: LENGTH, temperature, randomSeed, signal };
  for await (const { character } of generator.generate(options)) {
    postMessage({ type: 'written', character });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  postMessage({ type: 'stopped' });
}

addEventListener('message', ({ data }) =>
  tasks[data.task](data).catch(({ message }) => postMessage({ type: 'failed', message })),
);
