import { readArtifact } from '../../src/artifact/artifact.js';
import { createTextGenerator } from '../../src/text/text-generator.js';
import { note, print } from '../io/output.mjs';
import { onlyArtifact } from '../options/arguments.mjs';
import { TEXT_RANGES } from '../options/number-ranges.mjs';
import { createFolderReader } from '../platform/folder-reader.mjs';

const HELP = `Usage: PROGRAM ARTIFACT_DIR [--seed-text TEXT] [--length N] [options]

Writes text with an exported character model, each character as soon as it is chosen. The speed is
printed to stderr.

Options:
  --seed-text TEXT   text that the model reads first, printed at the beginning (default: a line
                     break, if it is in the model's vocabulary)
  --length N         characters to write, at most 100,000,000 (default: 500)
  --temperature T    0: always the most likely character; 1: the model's own probabilities; at most
                     100 (default: 0.8)
  --top-k K          draw from the K most likely characters (default: from all)
  --random-seed N    the same seed gives the same text (default: 0)
  --backend NAME     kernel: our own, for LSTMs; or TensorFlow.js's cpu, wasm, or tensorflow where
                     @tensorflow/tfjs-node is installed (default: kernel, or wasm where the kernel
                     does not support the model)
  --json             print one JSON object at the end
  --debug            print stack traces
  -h, --help         print this help

Exit codes: 0 ok, 1 could not run, 2 wrong usage, 4 bad artifact, or a character that is not in the
model's vocabulary.
`;

/** @type {import('./command.mjs').Command} */
export const generateCommand = {
  help: HELP,
  options: {
    'seed-text': { type: 'string', mayBeEmpty: true },
    length: { type: 'string', range: TEXT_RANGES.length, default: 500 },
    temperature: { type: 'string', range: TEXT_RANGES.temperature, default: 0.8 },
    'top-k': { type: 'string', range: TEXT_RANGES.topK },
    'random-seed': { type: 'string', range: TEXT_RANGES.randomSeed, default: 0 },
    backend: { type: 'string' },
  },
  async run(positionals, values) {
    const folder = onlyArtifact(positionals);
    const options = {
      length: Number(values.length),
      temperature: Number(values.temperature),
      topK: values['top-k'] === undefined ? null : Number(values['top-k']),
      randomSeed: Number(values['random-seed']),
    };
    const wanted = await backendIn(values);
    const artifact = await readArtifact(createFolderReader(folder));
    const { generator, backend } = await openGenerator(artifact, wanted);
    const seedText = String(values['seed-text'] ?? generator.usualStart);
    await generator.prime(seedText);
    const show = values.json ? () => {} : print;
    // The usual start, a line break, would show as an empty line.
    show(seedText.trimStart());
    const start = performance.now();
    let text = '';
    for await (const { character } of generator.generate(options)) {
      text += values.json ? character : ''; // a text that is only printed need not fit into memory
      show(character);
    }
    const seconds = (performance.now() - start) / 1000;
    generator.dispose();
    const speed = Math.round(options.length / seconds);
    note(`\n${speed} characters per second on ${backend}\n`);
    const json = { ok: true, artifact: folder, backend, seed_text: seedText, ...toJson(options) };
    return {
      exitCode: 0,
      text: '',
      json: { ...json, text, characters_per_second: speed },
    };
  },
};

/**
 * @param {import('./command.mjs').Values} values
 * @returns {Promise<string | undefined>}
 */
async function backendIn({ backend }) {
  if (backend === undefined || backend === 'kernel') {
    return backend;
  }
  const { parseNodeBackend } = await import('./node-backends.mjs');
  return parseNodeBackend(String(backend));
}

/**
 * @param {import('../../src/artifact/artifact.js').ArtifactFiles} artifact
 * @param {string | undefined} wanted the value of --backend
 * @returns {Promise<{generator: import('../../src/text/text-generator.js').TextGenerator, backend: string}>}
 */
async function openGenerator(artifact, wanted) {
  if (wanted === 'kernel') {
    return {
      generator: await createTextGenerator(artifact, { engine: 'kernel' }),
      backend: wanted,
    };
  }
  const name = wanted ?? 'wasm';
  const generator = await createTextGenerator(artifact, {
    engine: wanted === undefined ? 'auto' : 'tfjs',
    startBackend: () => startBackend(name),
  });
  return { generator, backend: generator.engine === 'kernel' ? 'kernel' : name };
}

/**
 * TensorFlow.js is loaded only here, because most texts are written without it: importing it
 * takes some 190 ms.
 *
 * @param {string} name
 */
async function startBackend(name) {
  const { useBackend } = await import('../../src/backend.js');
  const { parseNodeBackend } = await import('./node-backends.mjs');
  const { findWasmFolder } = await import('../platform/wasm-folder.mjs');
  await useBackend(parseNodeBackend(name), { wasmFolder: findWasmFolder() });
}

/** @param {{length: number, temperature: number, topK: number | null, randomSeed: number}} options */
function toJson({ length, temperature, topK, randomSeed }) {
  return { length, temperature, top_k: topK, random_seed: randomSeed };
}
