/** What build.mjs leaves out of the page, whose first answer waits for all that is bundled with it. */

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Modules of TensorFlow.js with what others import of them: texts, tf.data, fit and its callbacks,
 * pictures as no layer treats them, and files and stores by its own ways (whose registration is
 * tried, and may fail: platforms/platform_browser.js).
 */
const UNUSED_BY_THE_PAGE = {
  hash_util: ['hexToLong', 'fingerPrint64'],
  base_callbacks: [
    ...['BaseCallback', 'CallbackConstructorRegistry', 'CallbackList', 'CustomCallback'],
    ...['History', 'configureCallbacks', 'standardizeCallbacks'],
  ],
  'engine/training_dataset': ['fitDataset', 'evaluateDataset'],
  'io/browser_files': ['browserFiles'],
  'io/indexed_db': ['BrowserIndexedDB', 'BrowserIndexedDBManager'],
  'io/local_storage': ['BrowserLocalStorage', 'BrowserLocalStorageManager'],
  'io/http': ['http', 'browserHTTPRequest', 'isHTTPScheme'],
  'io/model_management': [
    ...['ModelStoreManagerRegistry', 'copyModel', 'listModels', 'moveModel', 'removeModel'],
  ],
  'platforms/platform_node': ['PlatformNode', 'getNodeFetch'],
  'ops/image/grayscale_to_rgb': ['grayscaleToRGB'],
  'ops/image/non_max_suppression': ['nonMaxSuppression'],
  'ops/image/non_max_suppression_async': ['nonMaxSuppressionAsync'],
  'ops/image/non_max_suppression_padded': ['nonMaxSuppressionPadded'],
  'ops/image/non_max_suppression_padded_async': ['nonMaxSuppressionPaddedAsync'],
  'ops/image/non_max_suppression_with_score': ['nonMaxSuppressionWithScore'],
  'ops/image/non_max_suppression_with_score_async': ['nonMaxSuppressionWithScoreAsync'],
  'ops/image/rgb_to_grayscale': ['rgbToGrayscale'],
  'ops/image/rotate_with_offset': ['rotateWithOffset'],
  'ops/image/threshold': ['threshold'],
  'ops/linalg/band_part': ['bandPart'],
  'ops/linalg/gram_schmidt': ['gramSchmidt'],
};

/**
 * Optimizers, by their files: a model.json may name one, which is then made, and here never asked for
 * a step.
 */
const OPTIMIZERS = {
  adadelta: 'Adadelta',
  adagrad: 'Adagrad',
  adam: 'Adam',
  adamax: 'Adamax',
  momentum: 'Momentum',
  rmsprop: 'RMSProp',
};

/**
 * The page's first answer waits for no kernel that it does not need; and the page itself takes no
 * gradients, for training has a worker, and has no tensors of text, for which kernels of wasm carry
 * a part of the backend cpu.
 *
 * @type {import('esbuild').Plugin}
 */
export const lightAtFirst = {
  name: 'light-at-first',
  setup(build) {
    replaceModules(build);
    replaceOptimizers(build);
    // Of its seven generators TensorFlow.js calls one.
    build.onLoad({ filter: /node_modules[\\/]seedrandom[\\/]index\.js$/ }, (file) => ({
      contents: `export { default as alea } from './lib/alea.js';`,
      resolveDir: dirname(file.path),
    }));
    build.onResolve({ filter: /^\.\/backends\/wasm\.js$/ }, () => ({
      path: join(dirname(fileURLToPath(import.meta.url)), '../page/wasm-core-kernels.js'),
    }));
    build.onLoad({ filter: /tfjs-core[\\/]dist[\\/]register_all_gradients\.js$/ }, () => ({
      contents: '',
    }));
    withoutTexts(build);
  },
};

/** @param {import('esbuild').PluginBuild} build */
function replaceModules({ onLoad }) {
  for (const [file, names] of Object.entries(UNUSED_BY_THE_PAGE)) {
    const aliases = names.map((name) => `none as ${name}`).join(', ');
    onLoad({ filter: new RegExp(`tfjs-\\w+[\\\\/]dist[\\\\/]${file}\\.js$`) }, () => ({
      contents: `function none() { throw new Error('built without ${file}'); }
          export { ${aliases} };`,
    }));
  }
}

/** @param {import('esbuild').PluginBuild} build */
function replaceOptimizers({ onLoad }) {
  for (const [file, name] of Object.entries(OPTIMIZERS)) {
    const filter = new RegExp(`dist[\\\\/]optimizers[\\\\/]${file}_optimizer\\.js$`);
    onLoad({ filter }, ({ path }) => ({
      contents: `import { Optimizer } from './optimizer';
        export class ${name}Optimizer extends Optimizer {
          static get className() { return '${name}'; }
          static fromConfig(cls) { return new cls(); }
          applyGradients() { throw new Error('built without ${name}'); }
          getConfig() { return {}; }
        }`,
      resolveDir: dirname(path),
    }));
  }
}

/** @param {import('esbuild').PluginBuild} build */
function withoutTexts({ onLoad }) {
  onLoad({ filter: /tfjs-backend-wasm[\\/]dist[\\/]kernel_utils[\\/]shared\.js$/ }, (file) => ({
    contents: `export { rangeImpl as rangeImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Range_impl';
        export { uniqueImpl as uniqueImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Unique_impl';
        const none = () => { throw new Error('built without tensors of text'); };
        export { none as concatImplCPU, none as sliceImplCPU, none as stringNGramsImplCPU,
          none as stringSplitImplCPU, none as stringToHashBucketFastImplCPU };`,
    resolveDir: dirname(file.path),
  }));
}
