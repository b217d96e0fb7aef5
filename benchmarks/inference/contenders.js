/** What runs a model in the benchmark, each behind the same function. No line of ours runs one. */

/**
 * @typedef {object} Contender
 * @property {string} name
 * @property {(values: Float32Array) => Promise<Float32Array>} predict for a batch of one
 */

/**
 * @typedef {object} Vectors
 * @property {number[]} shape of a batch of one
 * @property {Float32Array[]} inputs
 * @property {Float32Array} outputs Keras's, of all inputs
 * @property {number[]} outputShape
 */

/** @typedef {(path: string) => Promise<Uint8Array<ArrayBuffer>>} Read a file of the model's folder */

/**
 * @param {any} tf TensorFlow.js, with `loadLayersModel` and `loadGraphModel`
 * @param {string} name also that of its folder
 * @param {Read} read
 * @param {Vectors} vectors
 * @returns {Promise<Contender>} a model that plain TensorFlow.js loads
 */
export async function onTensorFlow(tf, name, read, { shape }) {
  const json = JSON.parse(new TextDecoder().decode(await read(`${name}/model.json`)));
  const { modelTopology, weightsManifest, format, ...rest } = json;
  const paths = weightsManifest.flatMap((/** @type {any} */ group) => group.paths);
  const files = paths.map((/** @type {string} */ path) => read(`${name}/${path}`));
  const handler = tf.io.fromMemory({
    ...rest,
    format,
    modelTopology,
    weightSpecs: weightsManifest.flatMap((/** @type {any} */ group) => group.weights),
    weightData: await new Blob(await Promise.all(files)).arrayBuffer(),
  });
  const load = format === 'graph-model' ? tf.loadGraphModel : tf.loadLayersModel;
  const model = await load(handler);
  const isAsync = hasControlFlow(modelTopology);
  return {
    name,
    async predict(values) {
      const input = tf.tensor(values, shape);
      // What predict() makes inside is disposed by a tidy of its own; executeAsync() does so too.
      const output = isAsync ? await model.executeAsync(input) : model.predict(input);
      const found = await output.data();
      tf.dispose([input, output]);
      return found;
    },
  };
}

/** @param {{node?: {op: string}[], library?: {function?: unknown[]}}} topology */
function hasControlFlow({ node = [], library }) {
  return Boolean(library?.function?.length) || node.some(({ op }) => op === 'Exit');
}

/**
 * @param {any} ort onnxruntime-web or -node
 * @param {string} name
 * @param {Read} read
 * @param {Vectors} vectors
 * @returns {Promise<Contender>} on one thread
 */
export async function onOnnxRuntime(ort, name, read, { shape }) {
  if (ort.env.wasm) {
    ort.env.wasm.numThreads = 1;
  }
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1 };
  const session = await ort.InferenceSession.create(await read('model.onnx'), options);
  const [input] = session.inputNames;
  return {
    name,
    async predict(values) {
      const found = await session.run({ [input]: new ort.Tensor('float32', values, shape) });
      return found[session.outputNames[0]].data;
    },
  };
}

/**
 * @param {Read} read
 * @returns {Promise<Vectors>}
 */
export async function readVectors(read) {
  const { inputs: all, outputs } = JSON.parse(new TextDecoder().decode(await read('vectors.json')));
  const values = new Float32Array((await read('vectors.bin')).slice().buffer);
  const size = all.slice(1).reduce((/** @type {number} */ a, /** @type {number} */ b) => a * b);
  const inputs = Array.from({ length: all[0] }, (_, i) => values.slice(i * size, (i + 1) * size));
  const shape = [1, ...all.slice(1)];
  return { shape, inputs, outputs: values.slice(all[0] * size), outputShape: outputs };
}
