import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Finds the .wasm files of TensorFlow.js: beside this script where it is bundled, as the Python
 * wheel carries it, else in node_modules.
 *
 * @returns {string} a folder's path with a separator at its end
 */
export function findWasmFolder() {
  const here = dirname(fileURLToPath(import.meta.url));
  if (existsSync(join(here, 'tfjs-backend-wasm.wasm'))) {
    return here + sep;
  }
  const { resolve } = createRequire(import.meta.url);
  return dirname(resolve('@tensorflow/tfjs-backend-wasm')) + sep;
}
