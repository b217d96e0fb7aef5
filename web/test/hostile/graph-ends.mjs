/** Constants and signatures that contradict the files and the metadata. */

import { node, type } from '../helpers/make-graph-artifact.mjs';
import { named } from './graph-parts.mjs';

/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

/** @type {HostileGraph[]} */
export const CONSTANTS = [
  [
    'a constant without its weight',
    /its weight is missing.*got none/,
    ({ nodes }) => void nodes.push(node('c', 'Const', [], { dtype: type('float32') })),
  ],
  [
    'a weight without its constant',
    /weight "dense\/bias": no node has this weight/,
    ({ nodes }) => {
      nodes.splice(2, 1);
      named(nodes, 'dense/BiasAdd').input[1] = 'dense/MatMul';
    },
  ],
  [
    'a constant of another dtype',
    /attr\.dtype\.type: wrong value; expected that of its weight, float32/,
    ({ nodes }) => {
      nodes[1].attr.dtype = type('int32');
    },
  ],
  [
    'a constant of no dtype',
    /dtype: missing|dtype\.type: missing/,
    ({ nodes }) => void delete nodes[1].attr.dtype.type,
  ],
  [
    'a constant of strings',
    /expected "DT_FLOAT", "DT_INT32" or "DT_BOOL", got "DT_STRING"/,
    ({ nodes }) => {
      nodes[1].attr.dtype.type = 'DT_STRING';
    },
  ],
  [
    'a constant of another shape',
    /tensorShape: wrong value; expected that of its weight, \[2,3\]/,
    ({ nodes }) => {
      const tensorShape = { dim: [{ size: '3' }, { size: '2' }] };
      nodes[1].attr.value = { tensor: { dtype: 'DT_FLOAT', tensorShape } };
    },
  ],
  [
    'a constant of a shape beyond counting',
    /size: wrong value; expected a length/,
    ({ nodes }) => {
      nodes[1].attr.value = { tensor: { tensorShape: { dim: [{ size: '1e400' }] } } };
    },
  ],
  [
    'a weight in place of an operation',
    /dense\/MatMul\): a weight has its name/,
    ({ nodes, weights }) => {
      weights[1].name = 'dense/MatMul';
      nodes.splice(2, 1);
      named(nodes, 'dense/BiasAdd').input[1] = 'dense/kernel';
    },
  ],
];

/** @type {HostileGraph[]} */
export const SIGNATURES = [
  ['no signature', /signature: missing/, ({ model }) => void delete model.signature],
  [
    'no inputs',
    /inputs: wrong value; expected at least one tensor/,
    ({ signature }) => {
      signature.inputs = {};
    },
  ],
  [
    'no outputs',
    /outputs: wrong value; expected at least one tensor/,
    ({ signature }) => {
      signature.outputs = {};
    },
  ],
  [
    'an input of the signature that does not exist',
    /signature\.inputs\.x\.name: wrong value; expected a tensor of the graph/,
    ({ signature }) => {
      signature.inputs.x.name = 'ghost:0';
    },
  ],
  [
    'an output that does not exist',
    /signature\.outputs\.y\.name: wrong value; expected a tensor of the graph/,
    ({ signature }) => {
      signature.outputs.y.name = 'ghost:0';
    },
  ],
  [
    'the second output of an operation of one',
    /expected a tensor of the graph/,
    ({ signature }) => {
      signature.outputs.y.name = 'dense/Relu:1';
    },
  ],
  [
    'an input that is computed',
    /inputs\.x\.name: wrong value; expected a Placeholder/,
    ({ signature }) => {
      signature.inputs.x.name = 'dense/MatMul:0';
    },
  ],
  [
    'a placeholder that is not an input',
    /nothing is put into it/,
    ({ nodes }) => void nodes.push(node('z', 'Placeholder', [], { dtype: type('float32') })),
  ],
  [
    'another name than in the metadata',
    /signature\.inputs: its names are not the metadata's/,
    ({ signature }) => {
      signature.inputs = { z: signature.inputs.x };
    },
  ],
  [
    'an output more',
    /signature\.outputs: its names are not the metadata's/,
    ({ signature }) => {
      signature.outputs.z = signature.outputs.y;
    },
  ],
  [
    'a name of every object',
    /expected another name for this tensor/,
    ({ signature, metadata }) => {
      signature.outputs = { constructor: signature.outputs.y };
      metadata.outputs[0].name = 'constructor';
    },
  ],
  [
    'the same input twice',
    /another node for each input/,
    ({ signature, metadata }) => {
      signature.inputs.z = signature.inputs.x;
      metadata.inputs.push({ ...metadata.inputs[0], name: 'z' });
    },
  ],
  [
    'an input of another shape',
    /shape: wrong value|the metadata's inputs are not the model's/,
    ({ signature }) => {
      signature.inputs.x.tensorShape.dim[1].size = '9';
    },
  ],
  [
    'an input of another dtype',
    /dtype\.type: wrong value; expected that of the input "x", int32/,
    ({ signature }) => {
      signature.inputs.x.dtype = 'DT_INT32';
    },
  ],
  [
    'an output of another shape',
    /outputs are not the model's/,
    ({ signature }) => void signature.outputs.y.tensorShape.dim.pop(),
  ],
  [
    'an output of another dtype',
    /dtype: wrong value; expected that of the metadata, float32/,
    ({ signature }) => {
      signature.outputs.y.dtype = 'DT_BOOL';
    },
  ],
  [
    'an output of no shape',
    /tensorShape: wrong value; expected the shape of the tensor|tensorShape: missing/,
    ({ signature }) => void delete signature.outputs.y.tensorShape,
  ],
  [
    'a second signature',
    /userDefinedMetadata\.signature: wrong value; expected nothing/,
    ({ model, signature }) => {
      model.userDefinedMetadata = { signature };
    },
  ],
  [
    'a second graph',
    /modelInitializer: wrong value; expected nothing/,
    ({ model }) => {
      model.modelInitializer = { node: [] };
    },
  ],
];
