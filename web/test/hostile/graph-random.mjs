/** Outputs that are said to be random, so that nobody compares them, and are not. */

import { node, type } from '../helpers/make-graph-artifact.mjs';
import { called, named } from './graph-parts.mjs';

/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

const NOT_RANDOM = /not random, as golden\.random says; expected a node that draws .*, got none/;
const NOISE = { T: type('int32'), dtype: type('float32'), seed: { i: '0' }, seed2: { i: '0' } };

/** @type {HostileGraph[]} */
export const RANDOM = [
  [
    'an output that is always the same and said to be random',
    NOT_RANDOM,
    ({ metadata }) => void metadata.golden.random.push('square'),
  ],
  [
    'a random output of which only the shape is used',
    NOT_RANDOM,
    ({ nodes }) => {
      nodes.push(node('size', 'Shape', ['noise'], { out_type: type('float32') }));
      nodes.push(node('part', 'Cast', ['size'], { SrcT: type('int32'), DstT: type('float32') }));
      named(nodes, 'z').input[1] = 'part';
    },
  ],
  [
    'noise that is only waited for',
    NOT_RANDOM,
    ({ nodes }) => {
      named(nodes, 'z').input = ['square', 'square', '^noise'];
    },
  ],
  [
    'random outputs that do not exist',
    /golden\.random: not the name of one output; expected square, z, got "y"/,
    ({ metadata }) => {
      metadata.golden.random = ['y'];
    },
  ],
  [
    'a random output that is named twice',
    /golden\.random: it names an output twice; .* got "z"/,
    ({ metadata }) => {
      metadata.golden.random = ['z', 'z'];
    },
  ],
  [
    'an empty list of random outputs',
    /golden\.random: wrong value; expected at least one name of an output/,
    ({ metadata }) => {
      metadata.golden.random = [];
    },
  ],
  [
    'one name in place of a list',
    /golden\.random: wrong value; expected a list/,
    ({ metadata }) => {
      metadata.golden.random = 'z';
    },
  ],
];

/** @type {HostileGraph[]} */
export const RANDOM_IN_LOOPS = [
  [
    'a loop that draws nothing and is said to be random',
    NOT_RANDOM,
    ({ metadata }) => {
      metadata.golden.random = ['y'];
    },
  ],
  [
    'a loop that draws what it does not return',
    NOT_RANDOM,
    (parts) => {
      parts.metadata.golden.random = ['y'];
      const nodes = called(parts, 'turn').nodeDef;
      nodes.push(node('size', 'Shape', ['x'], { out_type: type('int32') }));
      nodes.push(node('noise', 'RandomUniform', ['size:output:0'], NOISE));
    },
  ],
];
