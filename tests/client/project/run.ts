/** Loads each artifact by its client, and prints what it predicts as JSON. Usage: run.mjs FILE */

import { argv, readFile } from './platform.mjs';
import * as characters from './clients/characters';
import * as colours from './clients/colours';
import * as digits from './clients/digits';
import * as graph from './clients/graph';
import * as layers from './clients/layers';
import * as odd from './clients/odd';
import * as review from './clients/review';
import * as values from './clients/values';
import * as word from './clients/word';

/** Where the artifacts are, and inputs of some of them. */
type Given = {
  folders: Record<string, string>;
  values: { table: number[][]; age: number; tags: [number, number, number] }[];
  digits: number[][];
  characters: number[][];
  pictures: string[];
  stroke: { data: number[]; width: number; height: number };
};

const given: Given = JSON.parse(await readFile(argv[2] ?? '', 'utf8'));
const place = (name: string) => given.folders[name] ?? '';

async function rejection(work: Promise<unknown>): Promise<string> {
  return await work.then(
    () => 'nothing',
    (error) => `${error.name}: ${error.message}`,
  );
}

async function tiny({ load }: typeof layers | typeof graph, name: string) {
  const client = await load(place(name));
  const one = await client.predict({ x: [1, 2] });
  const many = await client.predictMany([{ x: [1, 2] }, { x: Float32Array.of(-3, 0.5) }]);
  const [single] = await client.predictMany([{ x: [1, 2] }]);
  const none = await client.predictMany([]);
  client.dispose();
  client.dispose();
  const after = await rejection(client.predict({ x: [1, 2] }));
  return { one, many, single, none, after };
}

async function severalInputs() {
  const client = await values.load(place('values'), { backend: 'cpu' });
  const one = given.values[0] && (await client.predict(given.values[0]));
  const many = await client.predictMany(given.values, { batchSize: 2 });
  const single = await client.predictMany(given.values.slice(0, 1));
  const flat = given.values.map((it) => ({ ...it, table: Float32Array.from(it.table.flat()) }));
  const fromFlat = await client.predictMany(flat);
  const { backend } = client.model;
  client.dispose();
  return { one, many, single, fromFlat, backend };
}

async function pictures() {
  const client = await colours.load(place('colours'));
  const one = await Promise.all(given.pictures.map((photo) => client.predict({ photo })));
  const many = await client.predictMany(given.pictures.map((photo) => ({ photo })));
  const grey = await client.predict({ photo: new Float32Array(108).fill(0.5) });
  const [first = ''] = given.pictures;
  const named = await client.classify(first, { top: 2 });
  client.dispose();
  return { one, many, grey, named };
}

async function drawnDigits() {
  const client = await digits.load(place('digits'));
  const many = await client.predictMany(
    given.digits.map((it) => ({ image: Float32Array.from(it) })),
  );
  const stroke = { ...given.stroke, data: Uint8ClampedArray.from(given.stroke.data) };
  const one = await client.classify(stroke, { top: 3 });
  const empty = await client.classify({ ...stroke, data: stroke.data.fill(255) });
  client.dispose();
  return { many, one, empty };
}

async function sequences() {
  const client = await characters.load(place('characters'));
  const many = await client.predictMany(given.characters.map((it) => ({ characters: it })));
  client.dispose();
  return { many };
}

async function words() {
  const client = await word.load(place('word'));
  const one = await client.predict({ work: 'cook' });
  const many = await client.predictMany([{ work: 'cook' }, { work: ['clerk'] }]);
  const named = await client.classify({ work: 'clerk' });
  const unknown = await rejection(client.predict({ work: 'pilot' as 'cook' }));
  client.dispose();
  return { one, many, named, unknown };
}

async function texts() {
  const client = await review.load(place('review'));
  const one = await client.classify('not bad');
  const many = await client.classify(['not bad', 'so bad, so bad!']);
  client.dispose();
  return { one, many };
}

async function oddNames() {
  const client = await odd.load(place('odd'));
  const named = await client.classify({ [odd.inputs[0].name]: [4, 0] } as odd.Inputs);
  client.dispose();
  return { named, labels: odd.labels };
}

console.log(
  JSON.stringify({
    layers: await tiny(layers, 'layers'),
    graph: await tiny(graph, 'graph'),
    values: await severalInputs(),
    colours: await pictures(),
    digits: await drawnDigits(),
    characters: await sequences(),
    word: await words(),
    review: await texts(),
    odd: await oddNames(),
    refused: {
      inputs: await rejection(values.load(place('layers'))),
      outputs: await rejection(layers.load(place('otherOutputs'))),
      labels: await rejection(word.load(place('otherLabels'))),
      noLabels: await rejection(layers.load(place('labelled'))),
      nothing: await rejection(layers.load('nowhere')),
    },
  }),
);
