/** Graph models that are wrong on purpose, with right sizes and digests. */

import { denseGraph, loopGraph, randomGraph } from '../helpers/graphs.mjs';
import { CONSTANTS, SIGNATURES } from './graph-ends.mjs';
import { FUNCTIONS } from './graph-functions.mjs';
import { NODES } from './graph-nodes.mjs';
import { RANDOM, RANDOM_IN_LOOPS } from './graph-random.mjs';
import { SIZES } from './graph-sizes.mjs';

/** @typedef {import('./graph-parts.mjs').HostileGraph} HostileGraph */

/** @type {[graph: () => import('../helpers/make-graph-artifact.mjs').Graph, hostile: HostileGraph][]} */
export const HOSTILE_GRAPHS = [
  ...withGraph(denseGraph, [...NODES, ...CONSTANTS, ...SIGNATURES]),
  ...withGraph(() => loopGraph(5), [...FUNCTIONS, ...RANDOM_IN_LOOPS]),
  ...withGraph(randomGraph, RANDOM),
  ...SIZES,
];

/**
 * @param {() => import('../helpers/make-graph-artifact.mjs').Graph} graph
 * @param {HostileGraph[]} all
 * @returns {[graph: () => import('../helpers/make-graph-artifact.mjs').Graph, hostile: HostileGraph][]}
 */
function withGraph(graph, all) {
  return all.map((one) => [graph, one]);
}
