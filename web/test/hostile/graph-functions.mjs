/** Functions, and the loops that call them. */

import { func } from '../helpers/make-graph-artifact.mjs';
import { called, named, relu } from './graph-parts.mjs';

/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

/** @type {HostileGraph[]} of loopGraph(): a while loop of the functions goes_on and turn */
export const FUNCTIONS = [
  [
    'a function that does not exist',
    /attr\.cond\.func\.name: wrong value; expected the name of a function/,
    (p) => {
      named(p.nodes, 'loop').attr.cond = func('ghost');
    },
  ],
  [
    'a loop without functions',
    /attr\.body: missing/,
    (p) => void delete named(p.nodes, 'loop').attr.body,
  ],
  [
    'no library',
    /expected the name of a function of this file/,
    ({ model }) => void delete model.modelTopology.library,
  ],
  [
    'two functions of one name',
    /two functions have its name/,
    ({ functions }) => void functions.push(functions[0]),
  ],
  [
    'a function named constructor',
    /name: wrong value; expected a name of letters/,
    ({ functions }) => {
      functions[0].signature.name = 'constructor';
    },
  ],
  [
    'a loop of more values',
    /calls goes_on, which has another number of inputs; expected 3, got 2/,
    (p) => void named(p.nodes, 'loop').input.push('x'),
  ],
  [
    'a body that returns less',
    /calls turn, which has another number of outputs; expected 2, got 1/,
    (p) => void called(p, 'turn').signature.outputArg.pop(),
  ],
  [
    'a condition that returns more',
    /calls goes_on, which has another number of outputs; expected 1, got 2/,
    (p) => {
      called(p, 'goes_on').signature.outputArg.push({ name: 'again' });
      called(p, 'goes_on').ret.again = 'less:z:0';
    },
  ],
  [
    'a function that returns what it lacks',
    /it returns a node that it lacks/,
    (p) => {
      called(p, 'turn').ret.value = 'ghost:z:0';
    },
  ],
  [
    'a function that says not what it returns',
    /ret\.value: missing/,
    (p) => void delete called(p, 'turn').ret.value,
  ],
  [
    'two outputs of one node',
    /it returns two outputs of one node; expected an Identity/,
    (p) => {
      called(p, 'turn').ret = { next: 'value:z:0', value: 'value:z:1' };
    },
  ],
  [
    'a cycle in a function',
    /function turn.*the nodes form a cycle/,
    (p) => {
      named(called(p, 'turn').nodeDef, 'less').input[0] = 'value:z:0';
    },
  ],
  [
    'a node of the root in a function',
    /function turn.*there is no such node/,
    (p) => {
      named(called(p, 'turn').nodeDef, 'less').input[0] = 'loop';
    },
  ],
  [
    'an input named as a node',
    /an input has the name of another/,
    (p) => void called(p, 'turn').nodeDef.push(relu('x', 'i')),
  ],
  [
    'a function that calls itself',
    /function turn: calls itself/,
    (p) =>
      void called(p, 'turn').nodeDef.push({
        ...named(p.nodes, 'loop'),
        name: 'inner',
        input: ['i', 'x'],
      }),
  ],
  [
    'functions that call each other twice, 40 deep',
    /one call of it runs too many nodes; expected at most 1000000/,
    (p) => {
      const loop = named(p.nodes, 'loop');
      for (let i = 0; i < 40; i += 1) {
        const copy = structuredClone(called(p, 'turn'));
        copy.signature.name = `turn${i}`;
        const body = func(i === 0 ? 'turn' : `turn${i - 1}`);
        for (const place of ['one', 'other']) {
          copy.nodeDef.push({
            ...loop,
            name: `loop_${place}`,
            input: ['i', 'x'],
            attr: { ...loop.attr, body },
          });
        }
        p.functions.push(copy);
      }
    },
  ],
  [
    'two thousand functions',
    /too many functions; expected at most 1000/,
    (p) => {
      for (let i = 0; i < 2000; i += 1) {
        const copy = structuredClone(called(p, 'goes_on'));
        copy.signature.name = `f${i}`;
        p.functions.push(copy);
      }
    },
  ],
];
