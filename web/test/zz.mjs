import * as tf from '@tensorflow/tfjs-core';
import { loadBundle } from '../src/index.js';
import * as g from './helpers/graphs.mjs';
import { makeGraphArtifact } from './helpers/make-graph-artifact.mjs';

for (const [name, graph] of Object.entries({
  dense: g.denseGraph(),
  fused: g.fusedGraph(),
  two: g.twoOutputGraph(),
  through: g.throughGraph(),
  loop: g.loopGraph(5),
  open: g.openGraph(),
})) {
  const f = '/tmp/gjs/a/' + name;
  await makeGraphArtifact(f, graph);
  for (const backend of ['cpu', 'wasm']) {
    try {
      const b = await loadBundle(f, { backend });
      const m0 = tf.memory().numTensors;
      const input = b.run(() =>
        graph.goldenInputs.map(({ values, shape, dtype }) => tf.tensor(values, shape, dtype)),
      );
      for (let i = 0; i < 3; i++) {
        const out = await b.predict(input);
        tf.dispose(out);
      }
      const m1 = tf.memory().numTensors - input.length;
      tf.dispose(input);
      b.dispose();
      console.log(
        name,
        backend,
        b.format,
        b.selfTest.largestDifference,
        m0,
        m1,
        tf.memory().numTensors,
      );
    } catch (e) {
      console.log(name, backend, e);
    }
  }
}
