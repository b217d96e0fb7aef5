/** Which backends would start here, found out without starting one. */

/** @typedef {import('../../src/backend.js').BackendName} BackendName */
/**
 * @typedef {object} BackendChoice
 * @property {BackendName} name
 * @property {string} title
 * @property {string} note what it computes on
 * @property {string} problem why it cannot be had here, or nothing
 */

/**
 * @param {{wasmFolder: string, started: ReadonlySet<BackendName>}} options started: those that run
 *   already
 * @returns {Promise<BackendChoice[]>}
 */
export async function backendChoices({ wasmFolder, started }) {
  /** @type {Omit<BackendChoice & {find: () => Promise<string>}, 'problem'>[]} */
  const choices = [
    {
      name: 'wasm',
      title: 'WebAssembly',
      note: 'the processor, several numbers at a time',
      find: () => wasmProblem(wasmFolder),
    },
    { name: 'cpu', title: 'JavaScript', note: 'the processor, slowly', find: async () => '' },
    { name: 'webgpu', title: 'WebGPU', note: 'the graphics processor', find: webGpuProblem },
    { name: 'webgl', title: 'WebGL', note: 'the graphics processor', find: webGlProblem },
  ];
  return Promise.all(
    choices.map(async ({ find, ...choice }) => ({
      ...choice,
      problem: started.has(choice.name) ? '' : await find(),
    })),
  );
}

/** @param {string} wasmFolder */
async function wasmProblem(wasmFolder) {
  if (typeof WebAssembly !== 'object') {
    return 'this browser has no WebAssembly';
  }
  try {
    const { ok } = await fetch(`${wasmFolder}tfjs-backend-wasm-simd.wasm`, { method: 'HEAD' });
    return ok ? '' : 'the server does not have its .wasm files';
  } catch {
    return 'its .wasm files cannot be fetched now';
  }
}

async function webGpuProblem() {
  const { gpu } = /** @type {any} */ (navigator); // not in TypeScript's libraries
  if (gpu === undefined) {
    return isSecureContext
      ? 'this browser does not have it'
      : 'browsers have it on pages from HTTPS or localhost alone';
  }
  try {
    const adapter = await gpu.requestAdapter();
    return adapter === null ? 'the browser finds no graphics processor for it' : '';
  } catch {
    return 'it is switched off in this browser';
  }
}

async function webGlProblem() {
  if (typeof OffscreenCanvas === 'undefined' || hasWebGl(true)) {
    return '';
  }
  return hasWebGl(false)
    ? 'the browser only imitates a graphics processor, too slowly'
    : 'the browser finds no graphics processor for it';
}

/**
 * As TensorFlow.js asks for it.
 *
 * @param {boolean} failIfMajorPerformanceCaveat
 */
function hasWebGl(failIfMajorPerformanceCaveat) {
  const options = { failIfMajorPerformanceCaveat };
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('webgl2', options) ?? canvas.getContext('webgl', options);
  // Browsers keep a few contexts only; this one is not needed any more.
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}
