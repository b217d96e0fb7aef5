/** Writes text. Usage: node main.mjs [START [LENGTH [TEMPERATURE [SEED]]]] */

import { createTextGenerator, loadBundle } from './vendor/tfjs-bridge/node.mjs';

const [start, length = '500', temperature = '0.8', seed = '0'] = process.argv.slice(2);

async function main() {
  const bundle = await loadBundle(new URL('model', import.meta.url));
  const generator = await createTextGenerator(bundle.artifact);
  const text = start || generator.usualStart;
  await generator.prime(text);
  process.stdout.write(text);
  const options = {
    length: Number(length),
    temperature: Number(temperature),
    randomSeed: Number(seed), // the same one writes the same text
  };
  for await (const { character } of generator.generate(options)) {
    process.stdout.write(character);
  }
  process.stdout.write('\n');
  generator.dispose();
  bundle.dispose();
}

await main().catch((error) => {
  console.error(`error: ${error.message}`);
  process.exitCode = error.exitCode ?? 1;
});
