import { constantsOf } from '../graph-shapes/node-shapes.js';
import { JsonField } from '../json-field.js';
import { readFunctions } from './functions.js';
import { readNodes } from './nodes.js';

/**
 * @param {import('../check-topology.js').Checked & {files: ReadonlyMap<string, Uint8Array>}} model
 * @param {string} [file] its name for messages
 * @returns {import('../graph-shapes/node-shapes.js').Graph} each node and function of which is sound
 * @throws {import('../../errors.js').ArtifactError} if one is not
 */
export function readGraph({ modelJson, groups, files }, file = 'model.json') {
  const topology = new JsonField(file, 'modelTopology', modelJson.modelTopology);
  const nodes = readNodes(topology.key('node'));
  const functions = readFunctions(topology);
  return { nodes, functions, constants: constantsOf(groups, files) };
}
