/** Calls that must compile, and calls that must not: what each line before them says is checked. */

import * as characters from './clients/characters';
import * as colours from './clients/colours';
import * as digits from './clients/digits';
import * as four from './clients/four';
import * as layers from './clients/layers';
import * as odd from './clients/odd';
import * as pairs from './clients/pairs';
import * as photo from './clients/photo';
import * as table from './clients/table';
import * as text from './clients/text';
import * as thousand from './clients/thousand';
import * as values from './clients/values';

/** Compiles if both types are the same. */
function exactly<T>() {
  return <U>(_: U, ..._same: [T] extends [U] ? ([U] extends [T] ? [] : [never]) : [never]) => {};
}

export async function numbers(client: layers.Client) {
  const { unit } = await client.predict({ x: [1, 2] });
  exactly<[number]>()(unit);
  // @ts-expect-error its type is another
  exactly<number[]>()(unit);
  await client.predict({ x: Float32Array.of(1, 2) }, { batchSize: 2 });
  const many = await client.predictMany([{ x: [1, 2] }, { x: Float32Array.of(3, 4) }]);
  exactly<layers.Outputs[]>()(many);
  exactly<readonly [null, 2]>()(layers.inputs[0].shape);
  // @ts-expect-error three values
  await client.predict({ x: [1, 2, 3] });
  // @ts-expect-error many where one is meant
  await client.predict({ x: [[1, 2]] });
  // @ts-expect-error texts
  await client.predict({ x: ['a', 'b'] });
  // @ts-expect-error another name
  await client.predict({ y: [1, 2] });
  // @ts-expect-error one name too many
  await client.predict({ x: [1, 2], y: 1 });
  // @ts-expect-error nothing
  await client.predict({});
  // @ts-expect-error an output that there is not
  (await client.predict({ x: [1, 2] })).price;
  // @ts-expect-error the form is the type's
  await client.predict({ x: [1, 2] }, { as: 'tensors' });
  // @ts-expect-error no labels, so no classes
  client.classify;
  // @ts-expect-error an option that there is not
  await layers.load('model', { backend: 'gpu' });
}

export async function severalInputs(client: values.Client) {
  const given = { table: new Float32Array(40), age: 4, tags: [1, 2, 3] } as const;
  const { price, kind } = await client.predict(given);
  exactly<[number]>()(price);
  exactly<[number, number, number]>()(kind);
  await client.predict({ ...given, age: [4], tags: Int32Array.of(1, 2, 3) });
  // @ts-expect-error floats where whole numbers are meant
  await client.predict({ ...given, tags: Float32Array.of(1, 2, 3) });
  // @ts-expect-error a vector where a matrix is meant
  await client.predict({ ...given, table: [1, 2] });
  // @ts-expect-error one input is missing
  await client.predict({ age: 4, tags: [1, 2, 3] });
}

export async function pictures(client: colours.Client, file: File, bitmap: ImageBitmap) {
  const { label, top, found, isDistribution } = await client.classify(file, { top: 2 });
  exactly<'red' | 'green' | 'blue'>()(label);
  exactly<colours.Label | undefined>()(top[0]?.label);
  exactly<readonly colours.Score[]>()(found);
  exactly<boolean>()(isDistribution);
  const canvas = document.createElement('canvas');
  for (const picture of [bitmap, canvas, new Image(), 'photo.png', new Uint8Array(9)]) {
    await client.predict({ photo: picture });
  }
  await client.predictMany([{ photo: canvas }, { photo: new Float32Array(108) }]);
  // @ts-expect-error a label that the model does not have
  label === 'purple';
  // @ts-expect-error a number
  await client.classify(7);
  // @ts-expect-error numbers are given as a Float32Array
  await client.predict({ photo: [1, 2, 3] });
}

export async function picturesAndMore(client: photo.Client, file: Blob) {
  await client.classify(file, { inputs: { age: 3 }, threshold: 0.2 });
  await client.predict({ photo: file, age: 3 });
  // @ts-expect-error the other input is missing
  await client.classify(file);
}

export async function drawnDigits(client: digits.Client, canvas: OffscreenCanvas) {
  const found = await client.classify(canvas);
  exactly<digits.Label | undefined>()(found?.label);
  // @ts-expect-error the sheet may be empty
  found.label;
}

export async function words(client: table.Client) {
  const row = { work: 'pilot', city: 'Bern', zip: 1000n, ['__proto__']: true } as const;
  await client.predict(row);
  await client.predict({ ...row, zip: 1000 });
  exactly<'Bern' | 'Wien'>()(table.vocabularies.city[0] as table.Word<'city'>);
  // @ts-expect-error the model has no place for other cities
  await client.predict({ ...row, city: 'Paris' });
  // @ts-expect-error a number where a text is meant
  await client.predict({ ...row, work: 4 });
}

export async function texts(client: text.Client) {
  const { label } = await client.classify('good');
  exactly<`class ${number}`>()(label);
  exactly<text.Classification[]>()(await client.classify(['good', 'bad']));
  // @ts-expect-error a number
  await client.classify(4);
}

export async function oddNames(client: odd.Client, name: "the 'x'\\u000a*/") {
  const found = await client.predict({ [name]: [1, 2] } as odd.Inputs);
  exactly<[number]>()(found.class);
  exactly<2>()(odd.labels.length);
}

export async function manyLabels(client: thousand.Client) {
  const { label } = await client.classify({ x: [1, 2] });
  exactly<1000>()(thousand.labels.length);
  label === 'label 999';
  // @ts-expect-error one too many
  label === 'label 1000';
}

export async function others(series: characters.Client, both: pairs.Client, many: four.Client) {
  exactly<`class ${number}`>()((await many.classify('photo.png')).label);
  await many.predict({ photo: new Float32Array(4 * 8 * 8 * 3) });
  await series.predict({ characters: Int32Array.of(1, 2) });
  await both.predict({
    x: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    step: 3,
  });
  // @ts-expect-error it takes two at a time, and no list of them
  both.predictMany;
}
