/**
 * Mutates an artifact's weights, one tensor at a time, and asks the proof whether it sees it.
 *
 * Usage: node web/test/helpers/mutants.mjs ARTIFACT_DIR... [--backend wasm] [--limit 90]
 *
 * Prints a JSON object for each artifact: what became of each mutant, and counts. A mutant that the proof misses
 * is run on other inputs, too: where its outputs stay those of the right model on all of them, up to
 * rounding, it is another way of writing the same function, and no fault.
 */

import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import * as tf from '@tensorflow/tfjs-core';
import { createFolderReader } from '../../node/platform/folder-reader.mjs';
import { findWasmFolder } from '../../node/platform/wasm-folder.mjs';
import { readArtifact } from '../../src/artifact/artifact.js';
import { parseBackend, useBackend } from '../../src/backend.js';
import { difference } from '../../src/proof/comparison.js';
import { runGolden } from '../../src/proof/golden.js';
import { buildLayersModel } from '../../src/runtime/layers-model.js';
import { createRandom } from '../../src/text/sampling.js';

/** @typedef {import('@tensorflow/tfjs-layers').LayersModel} LayersModel */
/** @typedef {import('../../src/artifact/artifact.js').ArtifactFiles} ArtifactFiles */
/** @typedef {import('../../src/artifact/golden-vectors.js').Vectors} Vectors */
/** @typedef {'found' | 'missed' | 'same'} Fate same: as the right model on all inputs */
/**
 * @typedef {object} Mutant
 * @property {string} weight
 * @property {string} kind negated, permuted or zeroed
 * @property {Fate} fate
 * @property {number | null} difference what the proof measured; null: not finite
 * @property {number} elsewhere the largest on other inputs, of a mutant that was not found
 */
/** @typedef {(values: Float32Array, random: () => number) => Float32Array} Mutate */

/** @type {Record<string, Mutate>} */
const KINDS = {
  negated: (values) => values.map((value) => -value),
  permuted: shuffled,
  zeroed: (values) => new Float32Array(values.length),
};

/** Rounding, where another order of adding comes to the same: of the smallest that are shown. */
const ROUNDING = 2e-6;

/**
 * @param {ArtifactFiles} artifact
 * @param {{limit?: number}} [options] limit: of mutants, spread over the weights
 * @returns {Promise<Mutant[]>}
 */
export async function runMutants(artifact, { limit = Number.POSITIVE_INFINITY } = {}) {
  const model = await buildLayersModel(artifact);
  const right = await requireRight(model, artifact);
  const others = otherInputs(artifact.golden.inputs);
  const rightOutputs = await outputsOf(model, others);
  const rounding = Math.max(ROUNDING, 3 * right);
  const mutants = [];
  for (const { weight, kind } of spread(plans(model), limit)) {
    const original = Float32Array.from(weight.read().dataSync());
    const random = createRandom(original.length);
    assign(weight, KINDS[kind](original, random));
    const report = await runGolden(model, artifact);
    model.resetStates();
    const elsewhere = report.ok
      ? largest(await outputsOf(model, others), rightOutputs)
      : Number.POSITIVE_INFINITY;
    assign(weight, original);
    const missed = Math.max(elsewhere, report.largestDifference) > rounding ? 'missed' : 'same';
    const found = report.largestDifference;
    mutants.push({
      weight: weight.name,
      kind,
      fate: /** @type {Fate} */ (report.ok ? missed : 'found'),
      difference: Number.isFinite(found) ? found : null,
      elsewhere,
    });
  }
  await requireRight(model, artifact);
  model.dispose();
  return mutants;
}

/**
 * @param {LayersModel} model
 * @param {ArtifactFiles} artifact
 */
async function requireRight(model, artifact) {
  const { ok, largestDifference } = await runGolden(model, artifact);
  model.resetStates();
  if (!ok) {
    throw new Error(`${artifact.label}: wrong before it was mutated: ${largestDifference}`);
  }
  return largestDifference;
}

/** @param {LayersModel} model */
function plans(model) {
  return model.weights
    .filter(({ dtype }) => dtype === 'float32')
    .flatMap((weight) => Object.keys(KINDS).map((kind) => ({ weight, kind })));
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} limit
 * @returns {T[]} as many, at equal distances
 */
function spread(items, limit) {
  const count = Math.min(items.length, limit);
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]);
}

/**
 * @param {import('@tensorflow/tfjs-layers').LayersModel['weights'][number]} weight
 * @param {Float32Array} values
 */
function assign(weight, values) {
  tf.tidy(() => {
    // Without the constraint that a layer may put on its weights in training.
    /** @type {any} */ (weight).val.assign(
      tf.tensor(values, /** @type {number[]} */ (weight.shape)),
    );
  });
}

/**
 * @param {Float32Array} values
 * @param {() => number} random
 */
function shuffled(values, random) {
  const result = Float32Array.from(values);
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/**
 * @param {readonly Vectors[]} golden
 * @returns {Vectors[][]} sets of inputs that are valid where the golden ones are
 */
function otherInputs(golden) {
  const random = createRandom(7);
  /** @type {((value: number) => number)[]} */
  const draws = [
    (value) => value,
    () => random(),
    () => random() * 2 - 1,
    () => (random() * 2 - 1) * 10,
    () => Math.floor(random() * 256),
  ];
  return draws.map((draw) =>
    golden.map((input) => {
      const mixed = shuffled(Float32Array.from(input.values), random);
      const values = input.dtype === 'float32' ? mixed.map(draw) : mixed;
      return { ...input, values: input.dtype === 'int32' ? Int32Array.from(values) : values };
    }),
  );
}

/**
 * @param {LayersModel} model
 * @param {Vectors[][]} sets
 * @returns {Promise<{values: Float32Array, shape: number[]}[]>}
 */
async function outputsOf(model, sets) {
  const outputs = [];
  for (const inputs of sets) {
    const results = tf.tidy(() => {
      const tensors = inputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype));
      return [model.predict(tensors, { batchSize: inputs[0].shape[0] })].flat();
    });
    for (const result of results) {
      outputs.push({ values: Float32Array.from(await result.data()), shape: result.shape });
    }
    tf.dispose(results);
    model.resetStates();
  }
  return outputs;
}

/**
 * @param {{values: Float32Array, shape: number[]}[]} found
 * @param {{values: Float32Array, shape: number[]}[]} right
 * @returns {number} where the right model overflows, there is no difference
 */
function largest(found, right) {
  return Math.max(
    ...right.map((output, i) => {
      const apart = difference(found[i].values, output);
      const isSound = output.values.every(Number.isFinite);
      return Number.isNaN(apart) ? (isSound ? Number.POSITIVE_INFINITY : 0) : apart;
    }),
  );
}

/** @param {string[]} argv */
async function main(argv) {
  const options = /** @type {const} */ ({
    backend: { type: 'string', default: 'wasm' },
    limit: { type: 'string', default: 'Infinity' },
  });
  const { positionals, values } = parseArgs({ args: argv, options, allowPositionals: true });
  await useBackend(parseBackend(values.backend), { wasmFolder: findWasmFolder() });
  for (const folder of positionals) {
    const artifact = await readArtifact(createFolderReader(folder));
    const mutants = await runMutants(artifact, { limit: Number(values.limit) });
    const count = (/** @type {Fate} */ fate) => mutants.filter((m) => m.fate === fate).length;
    const counts = { found: count('found'), missed: count('missed'), same: count('same') };
    process.stdout.write(`${JSON.stringify({ artifact: folder, ...counts, mutants })}\n`);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
