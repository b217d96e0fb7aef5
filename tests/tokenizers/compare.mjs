/**
 * Token ids in JavaScript. Usage: node compare.mjs CASES.json
 *
 * CASES.json: {texts, cases: [{name, file, prepare}], packings: [{settings, texts}]}. Prints one JSON
 * object: {ids: {name: [ids of each text]}, rows: [{gives: row}]}.
 */

import { readFile } from 'node:fs/promises';
import { createEncoder } from '../../web/src/tokenizers/encoder.js';
import { pack } from '../../web/src/tokenizers/packing.js';

const { texts, cases, packings } = JSON.parse(await readFile(process.argv[2], 'utf8'));
const ids = {};
for (const { name, file, prepare } of cases) {
  const encode = await createEncoder(file, prepare);
  ids[name] = texts.map(encode);
}
const GIVES = ['token_ids', 'padding_mask', 'unlike_pad', 'segment_ids'];
const rows = packings.map(({ settings, texts }) =>
  Object.fromEntries(GIVES.map((gives) => [gives, pack(texts, { ...settings, gives })])),
);
process.stdout.write(JSON.stringify({ ids, rows }));
