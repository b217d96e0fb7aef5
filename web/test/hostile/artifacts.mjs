/**
 * Makes artifacts that are wrong on purpose, with right sizes and digests: each harms a reader that
 * hands it to TensorFlow.js unchecked. Usage: node hostile-artifacts.mjs FOLDER
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeArtifact } from '../helpers/make-artifact.mjs';
import { FILES, MANIFESTS, METADATA } from './files.mjs';
import { GRAPHS, NAMES } from './graphs.mjs';
import { makeModel } from './parts.mjs';
import { SETTINGS, SIZES } from './settings.mjs';

/** @typedef {import('./parts.mjs').Hostile} Hostile */
/** @typedef {import('./parts.mjs').Parts} Parts */

/** @type {Hostile[]} */
export const HOSTILE = [
  ...GRAPHS,
  ...NAMES,
  ...SETTINGS,
  ...SIZES,
  ...MANIFESTS,
  ...FILES,
  ...METADATA,
];

/**
 * @param {string} folder
 * @returns {Promise<void>} the artifact that all others are made from, and that is right
 */
export async function makeHarmless(folder) {
  await makeArtifact(folder, { build: makeModel });
}

/**
 * @param {string} harmless folder of the right one
 * @param {string} folder of the new one
 * @param {Hostile} hostile
 */
export async function makeHostile(harmless, folder, [, , edit]) {
  const read = (/** @type {string} */ name) => readFile(join(harmless, name));
  const model = JSON.parse(`${await read('model.json')}`);
  const metadata = JSON.parse(`${await read('metadata.json')}`);
  const shard = model.weightsManifest[0].paths[0];
  const { config } = model.modelTopology.model_config ?? model.modelTopology;
  /** @type {Parts['files']} */
  const files = new Map();
  const weights = model.weightsManifest[0].weights;
  edit({ model, metadata, config, layers: config.layers, weights, files });
  const all = new Map([
    ['model.json', JSON.stringify(model).replaceAll('null,"min":0', '1e999,"min":0')],
    [shard, await read(shard)],
    ['golden.bin', await read('golden.bin')],
    ...files,
  ]);
  await mkdir(folder, { recursive: true });
  for (const [name, content] of all) {
    const bytes = Buffer.from(content);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    metadata.files[name] = { bytes: bytes.length, sha256 };
    await writeFile(join(folder, name), bytes);
  }
  await writeFile(join(folder, 'metadata.json'), JSON.stringify(metadata));
}

// `node --test` runs every file of this folder, this one too, without a folder to write to.
if (process.argv[1] === import.meta.filename && process.argv.length > 2) {
  const [root] = process.argv.slice(2);
  await makeHarmless(join(root, 'harmless'));
  for (const [i, hostile] of HOSTILE.entries()) {
    await makeHostile(join(root, 'harmless'), join(root, `${i}`.padStart(3, '0')), hostile);
  }
  process.stdout.write(`${HOSTILE.length} hostile artifacts in ${root}\n`);
}
