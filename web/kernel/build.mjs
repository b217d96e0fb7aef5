/**
 * Compiles lstm.ts, and writes the WebAssembly as a module, which needs no file to be fetched:
 *
 *   node kernel/build.mjs [OUT_FILE] (default: src/text/lstm-wasm.js, which is committed)
 */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = fileURLToPath(new URL('.', import.meta.url));
const outFile = process.argv[2] ?? join(here, '../src/text/lstm-wasm.js');

const OPTIONS = ['--optimizeLevel', '3', '--runtime', 'stub', '--noAssert', '--enable', 'simd'];

/** @returns {Promise<Uint8Array>} */
async function compile() {
  /** @type {Uint8Array | null} */
  let binary = null;
  const { error, stderr } = await asc.main(
    ['lstm.ts', '--baseDir', here, '--outFile', 'lstm.wasm', '--importMemory', ...OPTIONS],
    {
      writeFile(_, contents) {
        binary = /** @type {Uint8Array} */ (contents);
      },
    },
  );
  if (error !== null || binary === null) {
    throw new Error(`lstm.ts: ${stderr}`);
  }
  return binary;
}

const text = Buffer.from(await compile()).toString('base64');
await writeFile(
  outFile,
  `// Made by kernel/build.mjs from kernel/lstm.ts.
export const LSTM_WASM =
${(text.match(/.{1,96}/g) ?? []).map((line) => `  '${line}'`).join(' +\n')};
`,
);
