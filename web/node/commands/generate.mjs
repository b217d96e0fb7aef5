import { readArtifact } from '../../src/artifact/artifact.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { createFolderReader } from '../platform/folder-reader.mjs';
import { onlyArtifact, usage } from './command.mjs';

const HELP = `Usage: generate.mjs ARTIFACT_DIR [--seed-text TEXT] [--length N] [options]

Writes text with an exported model of characters, as soon as each character is known; the speed goes
to stderr.

Options:
  --seed-text TEXT   what the model reads first, and the text begins with (default: a line
                     break, where the model knows it)
  --length N         characters to write (default: 500)
  --temperature T    0: always the likeliest; 1: as the model says (default: 0.8)
  --top-k K          draw from the K likeliest characters (default: from all)
  --random-seed N    the same one gives the same text (default: 0)
  --backend NAME     kernel: our own, for LSTMs; or TensorFlow.js's cpu, wasm, or tensorflow where
                     @tensorflow/tfjs-node is installed (default: kernel, or wasm where the model is
                     not for the kernel)
  --json             print one JSON object at the end
  --debug            print stack traces
  -h, --help         print this help

Exit codes: 0 ok, 1 not runnable, 2 wrong usage, 4 bad artifact, or a character that the model does
not know.
`;

/** @type {import('./command.mjs').Command} */
export const generateCommand = {
  help: HELP,
  options: {
    'seed-text': { type: 'string' },
    length: { type: 'string', default: '500' },
    temperature: { type: 'string', default: '0.8' },
    'top-k': { type: 'string' },
    'random-seed': { type: 'string', default: '0' },
    backend: { type: 'string' },
  },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    const options = {
      length: number('--length', values.length),
      temperature: number('--temperature', values.temperature),
      topK: values['top-k'] === undefined ? null : number('--top-k', values['top-k']),
      randomSeed: number('--random-seed', values['random-seed']),
    };
    const artifact = await readArtifact(createFolderReader(folder));
    const { generator, backend } = await openGenerator(artifact, values.backend);
    const seedText = String(values['seed-text'] ?? generator.usualStart);
    await generator.prime(seedText);
    const show = values.json ? () => {} : createStream(process.stdout);
    show(seedText.trimStart());
    const start = performance.now();
    let text = '';
    for await (const { character } of generator.generate(options)) {
      text += character;
      show(character);
    }
    const seconds = (performance.now() - start) / 1000;
    generator.dispose();
    const speed = Math.round(options.length / seconds);
    process.stderr.write(`\n${speed} characters per second on ${backend}\n`);
    const json = { ok: true, artifact: folder, backend, seed_text: seedText, ...toJson(options) };
    return {
      exitCode: 0,
      text: '',
      json: { ...json, text, characters_per_second: speed },
    };
  },
};

/**
 * @param {import('../../src/artifact/artifact.js').ArtifactFiles} artifact
 * @param {unknown} wanted as --backend has it
 * @returns {Promise<{generator: import('../../src/text/text-generator.js').TextGenerator, backend: string}>}
 */
async function openGenerator(artifact, wanted) {
  if (wanted === 'kernel') {
    return {
      generator: await createTextGenerator(artifact, { engine: 'kernel' }),
      backend: wanted,
    };
  }
  const name = String(wanted ?? 'wasm');
  const generator = await createTextGenerator(artifact, {
    engine: wanted === undefined ? 'auto' : 'tfjs',
    startBackend: () => startBackend(name),
  });
  return { generator, backend: generator.engine === 'kernel' ? 'kernel' : name };
}

/**
 * TensorFlow.js is loaded here and not before: most texts are written without it.
 *
 * @param {string} name
 */
async function startBackend(name) {
  const { parseBackend, useBackend } = await import('../../src/backend.js');
  const { findWasmFolder } = await import('../platform/wasm-folder.mjs');
  await useBackend(parseBackend(name), { wasmFolder: findWasmFolder() });
}

/** @param {{length: number, temperature: number, topK: number | null, randomSeed: number}} options */
function toJson({ length, temperature, topK, randomSeed }) {
  return { length, temperature, top_k: topK, random_seed: randomSeed };
}

/**
 * @param {string} option
 * @param {unknown} value
 * @returns {number}
 */
function number(option, value) {
  const found = Number(value);
  if (String(value).trim() === '' || Number.isNaN(found)) {
    throw usage(option, 'not a number', 'a number', `"${value}"`);
  }
  return found;
}

/**
 * @param {NodeJS.WriteStream} stream
 * @returns {(text: string) => void} writes; where the reader has gone, as with `| head`, it is over
 */
function createStream(stream) {
  stream.on('error', (error) => {
    process.exit('code' in error && error.code === 'EPIPE' ? 0 : 1);
  });
  return (text) => stream.write(text);
}
