/** Whether the constants of a graph are the weights that its files hold. */

import { inconsistent } from '../faults.js';
import { at, attribute } from './nodes.js';
import { dtypeOf, shapeOf } from './tensor-info.js';

/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Nodes} Nodes */
/** @typedef {import('../manifest.js').Weight} Weight */

/**
 * TensorFlow.js takes the value of a constant, in functions too, from the weight of its name, and
 * never from the node (graph_executor.ts).
 *
 * @param {Nodes[]} graphs the root, and the functions
 * @param {import('../manifest.js').Group[]} groups
 * @param {string} file
 * @throws {import('../../errors.js').ArtifactError} if a weight is missing, of another dtype or shape,
 *   or no constant's
 */
export function checkConstants(graphs, groups, file) {
  const held = new Map(
    groups.flatMap(({ weights }) => weights).map((weight) => [weight.name, weight]),
  );
  const unused = new Set(held.keys());
  for (const node of graphs.flatMap((nodes) => [...nodes.values()])) {
    const weight = held.get(node.name);
    if (node.op === 'Const') {
      checkConstant(node, weight);
      unused.delete(node.name);
    } else if (weight !== undefined) {
      // A node of a weight's name is never run: TensorFlow.js takes the weight in its place.
      const expected = 'weights of constants alone';
      throw inconsistent(at(node.field), 'a weight has its name', expected, node.op);
    }
  }
  for (const name of unused) {
    const where = `${file}, weight ${JSON.stringify(name)}`;
    throw inconsistent(where, 'no node has this weight', 'the weights of the constants', 'it');
  }
}

/**
 * @param {Node} node
 * @param {Weight | undefined} weight
 */
function checkConstant(node, weight) {
  if (weight === undefined) {
    throw inconsistent(at(node.field), 'its weight is missing', node.name, 'none');
  }
  const dtype = attribute(node, 'dtype');
  if (dtypeOf(dtype.key('type')) !== weight.dtype) {
    dtype.key('type').refuse(`that of its weight, ${weight.dtype}`);
  }
  const value = attribute(node, 'value');
  const tensor = value.value === undefined ? value : value.key('tensor');
  const shape = tensor.value === undefined ? null : shapeOf(tensor.key('tensorShape'));
  if (shape !== null && `${shape}` !== `${weight.shape}`) {
    tensor.key('tensorShape').refuse(`that of its weight, ${JSON.stringify(weight.shape)}`);
  }
}
