import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const PACKAGE = '@tensorflow/tfjs-node';

/**
 * Registers the backend "tensorflow" of the npm package @tensorflow/tfjs-node, which is native code
 * and so never required: it is looked for beside tfjs-bridge, then from the working directory.
 *
 * @throws {Error} if it is not installed, or cannot be loaded
 */
export async function registerTfjsNode() {
  const places = [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href];
  for (const place of places) {
    const path = resolved(place);
    if (path !== undefined) {
      await import(pathToFileURL(path).href);
      return;
    }
  }
  throw new Error(`no package ${PACKAGE}`);
}

/**
 * @param {string} place address of a file
 * @returns {string | undefined} where a file there would find the package
 */
function resolved(place) {
  try {
    return createRequire(place).resolve(PACKAGE);
  } catch {
    return undefined;
  }
}
