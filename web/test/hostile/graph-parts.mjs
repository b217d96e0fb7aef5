/** What hostile graph models are made of, and ways to spoil it. */

import { node, type } from '../helpers/make-graph-artifact.mjs';

/**
 * @typedef {object} GraphParts of an artifact; any: they are made wrong in every way
 * @property {any} model model.json
 * @property {any} metadata
 * @property {any[]} nodes of the root
 * @property {any[]} functions
 * @property {any[]} weights of the manifest
 * @property {any} signature
 */
/** @typedef {[name: string, expected: RegExp, edit: (parts: GraphParts) => void]} HostileGraph */

/**
 * @param {any[]} nodes
 * @param {string} name
 */
export const named = (nodes, name) => nodes.find((one) => one.name === name);

/**
 * @param {GraphParts} parts
 * @param {string} name
 */
export const called = ({ functions }, name) =>
  functions.find(({ signature }) => signature.name === name);

export const relu = (/** @type {string} */ name, /** @type {string[]} */ ...input) =>
  node(name, 'Relu', input, { T: type('float32') });
