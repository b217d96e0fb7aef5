// Our own check of topologies, which must accept all that is exported.
// A folder on each line of stdin, and on each line of stdout an object, with the error if there is one.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkModel } from '../../web/src/artifact/model-check/check-model.js';

for await (const folder of createInterface({ input: process.stdin })) {
  let answer = {};
  try {
    const modelJson = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'));
    checkModel({ modelJson, groups: modelJson.weightsManifest }, 'model.json');
  } catch (error) {
    answer = { error: String(error?.message ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
