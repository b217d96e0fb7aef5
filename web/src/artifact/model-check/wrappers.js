/** Layers around other layers; tfjs-layers/src/layers/wrappers.ts. */

import { checked, misfit } from './layer-checks.js';
import * as is from './settings.js';
import { stepOf, withLength } from './shapes.js';

/** @typedef {import('./layers.js').ReadLayer} ReadLayer */
/** @typedef {import('./shapes.js').Shape} Shape */

/** @type {Set<unknown>} */
const TWO_WAY = new Set(['SimpleRNN', 'GRU', 'LSTM', 'ConvLSTM2D', 'RNN']);

/** @type {ReadLayer} */
export function readTimeDistributed({ field, name, className, readInside }) {
  checked(field, {});
  const inner = readInside(field.key('layer'));
  return {
    name,
    className,
    field,
    inputShapes: null,
    calls: 1 + inner.calls,
    call([input, ...others], meter) {
      if (input.length < 3 || others.length > 0) {
        misfit(field, className, [input, ...others]);
      }
      const steps = input[1] ?? 1;
      // The layer is called once for each step: rnn() in recurrent.ts.
      meter.loop(steps);
      const [first, ...more] = meter.times(steps, () => inner.call([stepOf(input)], meter));
      if (more.length > 0) {
        misfit(field, className, [input]);
      }
      const output = [first[0], input[1], ...first.slice(1)];
      meter.count([input], [output], {});
      return [output];
    },
    weights: ([input], scope) => inner.weights([stepOf(input)], scope),
  };
}

/** @type {ReadLayer} */
export function readBidirectional({ field, name, className, readInside }) {
  const merge = is.maybe(is.word('sum', 'mul', 'concat', 'ave'));
  const { merge_mode: mode = 'concat' } = checked(field, { merge_mode: merge });
  const inner = readInside(field.key('layer'));
  if (!TWO_WAY.has(inner.className)) {
    field.key('layer').refuse('a recurrent layer');
  }
  return {
    name,
    className,
    field,
    inputShapes: null,
    calls: 1 + 2 * inner.calls,
    call(inputs, meter) {
      const [output, ...states] = meter.times(2, () => inner.call(inputs, meter));
      const last = output[output.length - 1];
      const both =
        mode === 'concat' ? withLength(output, -1, last === null ? null : 2 * last) : output;
      // Each direction has states of its own.
      return [...(mode === null ? [output, output] : [both]), ...states, ...states];
    },
    weights: (inputs, scope) =>
      // wrappers.ts names both directions after `layer`; it does not read Keras's backward_layer.
      ['forward', 'backward'].flatMap((way) =>
        inner.weights(inputs, `${scope}${way}_${inner.name}/`),
      ),
  };
}
