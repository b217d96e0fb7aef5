/** How programs are put into one file that Node.js runs without node_modules. */

import { withoutThreads } from './tfjs-parts.mjs';

/**
 * The programs run small models, and never ask for a graphics processor.
 *
 * @type {import('esbuild').Plugin}
 */
const withoutGraphics = {
  name: 'without-graphics',
  setup({ onLoad }) {
    onLoad({ filter: /src[\\/]backends[\\/]web(gl|gpu)\.js$/ }, () => ({
      contents: `throw new Error('built without graphics processors');`,
    }));
  },
};

/** @type {import('esbuild').BuildOptions} */
export const FOR_NODE = {
  outExtension: { '.js': '.mjs' },
  plugins: [withoutThreads, withoutGraphics],
  platform: 'node',
  target: 'node20',
  // TensorFlow.js fetches with it when it loads over HTTP, which these do not.
  external: ['node-fetch'],
  // Emscripten's glue code asks for both, and ES modules have neither.
  banner: {
    js: `import { createRequire as createRequireHere } from 'node:module';
import { fileURLToPath as fileURLToPathHere } from 'node:url';
const require = createRequireHere(import.meta.url);
const __dirname = fileURLToPathHere(new URL('.', import.meta.url));`,
  },
};
