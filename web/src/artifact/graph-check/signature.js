/** What goes into a graph and comes out of it: the signature, which TensorFlow.js finds them by. */

import { inconsistent } from '../faults.js';
import { JsonField } from '../json-field.js';
import { at, attribute, readReference } from './nodes.js';
import { outputsOf } from './operations.js';
import { dtypeOf, shapeOf } from './tensor-info.js';

/** @typedef {import('./nodes.js').Nodes} Nodes */
/** @typedef {import('./nodes.js').Reference} Reference */
/** @typedef {import('./tensor-info.js').Shape} Shape */
/** @typedef {import('../dtypes.js').Dtype} Dtype */
/**
 * @typedef {object} End
 * @property {string} name in the signature
 * @property {Reference} tensor
 * @property {Dtype} dtype
 * @property {Shape | null} shape null: not given
 * @property {JsonField} field
 */
/** @typedef {{inputs: End[], outputs: End[]}} Signature */

/**
 * @param {JsonField} field of model.json
 * @param {Nodes} nodes
 * @returns {Signature}
 * @throws {import('../../errors.js').ArtifactError} if one of its tensors does not exist, or is not an
 *   input; or if an input is not in it
 */
export function readSignature(field, nodes) {
  const [inputs, outputs] = ['inputs', 'outputs'].map((what) => readEnds(field.key(what), nodes));
  const given = new Set(inputs.map(({ tensor }) => tensor.name));
  for (const end of inputs) {
    checkInput(end, nodes);
  }
  for (const node of nodes.values()) {
    if (node.op === 'Placeholder' && !given.has(node.name)) {
      const expected = 'an input of the signature';
      throw inconsistent(at(node.field), 'nothing is put into it', expected, node.name);
    }
  }
  if (given.size < inputs.length) {
    field.key('inputs').refuse('another node for each input');
  }
  return { inputs, outputs };
}

/**
 * @param {JsonField} field
 * @param {Nodes} nodes
 * @returns {End[]} at least one
 */
function readEnds(field, nodes) {
  const ends = field.entries().map(([name, info]) => readEnd(name, info, nodes));
  return ends.length > 0 ? ends : field.refuse('at least one tensor');
}

/**
 * @param {string} name
 * @param {JsonField} info
 * @param {Nodes} nodes
 * @returns {End}
 */
function readEnd(name, info, nodes) {
  // TensorFlow.js keeps them in plain objects, where these are there from the beginning.
  if (name in Object.prototype) {
    info.refuse('another name for this tensor');
  }
  const tensor = readReference(info.key('name'));
  const node = nodes.get(tensor.name);
  if (node === undefined || tensor.index >= (outputsOf(node.op) ?? Number.POSITIVE_INFINITY)) {
    info.key('name').refuse('a tensor of the graph');
  }
  return {
    name,
    tensor,
    dtype: dtypeOf(info.key('dtype')),
    shape: shapeOf(info.key('tensorShape')),
    field: info,
  };
}

/**
 * @param {End} end
 * @param {Nodes} nodes
 */
function checkInput({ name, tensor, dtype, shape, field }, nodes) {
  const node = nodes.get(tensor.name);
  if (node?.op !== 'Placeholder') {
    return void field.key('name').refuse('a Placeholder');
  }
  const type = attribute(node, 'dtype').key('type');
  if (dtypeOf(type) !== dtype) {
    type.refuse(`that of the input ${JSON.stringify(name)}, ${dtype}`);
  }
  const declared = attribute(node, 'shape');
  const own = declared.value === undefined ? null : shapeOf(declared.key('shape'));
  // An input's shape is checked against the node's before each run (checkInputShapeAndType).
  if (own !== null && shape !== null && JSON.stringify(own) !== JSON.stringify(shape)) {
    declared.refuse(`that of the input ${JSON.stringify(name)}, ${JSON.stringify(shape)}`);
  }
}
