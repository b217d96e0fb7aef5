/** The inspection document, which this view draws: docs/inspecting.md. Pure. */

/** @typedef {(number | null)[]} Shape null: any length */
/** @typedef {{name: string | null, shape: Shape, dtype: string | null}} End null: not stated */
/** @typedef {{name: string, shape: number[], dtype: string, encoding: string, bytes: number}} PartWeight */
/** @typedef {{shape: Shape | null, dtype: string | null}} Output null: not known */
/**
 * @typedef {object} PartExport what an export would do with a layer
 * @property {'exact' | 'rewritten' | 'dropped' | 'refused'} layers as a layers model
 * @property {'exact' | 'refused' | 'unknown'} graph as a graph of operations
 * @property {string} reason
 */
/**
 * @typedef {object} Part a layer, or a node of a graph
 * @property {string} id
 * @property {string} name
 * @property {string} kind the layer's class, or the node's operation
 * @property {string} group the function or the nested model that it is in; '' where it is in none
 * @property {string[]} inputs ids of the parts whose outputs it takes
 * @property {Output[]} outputs
 * @property {number} parameters
 * @property {number} bytes of its weights, as they are stored
 * @property {number | null} multiplyAdds null: not known
 * @property {PartWeight[]} weights
 * @property {Record<string, unknown>} settings
 * @property {PartExport | null} [export] of Keras's files alone
 */
/**
 * @typedef {object} Source
 * @property {string} path
 * @property {'artifact' | 'layers-model' | 'graph-model' | 'keras' | 'h5'} kind
 * @property {string | null} writtenBy
 * @property {string | null} madeBy
 * @property {number} fileBytes
 */
/**
 * @typedef {object} InspectionDocument
 * @property {'tfjs-bridge-inspection'} format
 * @property {1} version
 * @property {Source} source
 * @property {string} name
 * @property {End[]} inputs
 * @property {End[]} outputs
 * @property {{parts: number, parameters: number, weightBytes: number, multiplyAdds: number | null}} totals
 * @property {{encoding: string, weights: number, values: number, bytes: number}[]} encodings
 * @property {Part[]} parts
 * @property {string[]} warnings
 */

const FORMAT = 'tfjs-bridge-inspection';
const VERSION = 1;

/**
 * @param {any} value any: a file's JSON
 * @returns {InspectionDocument}
 * @throws {Error} if it is none that this view can draw
 */
export function readDocument(value) {
  if (value === null) {
    throw new Error(
      'this page: no model is in it; expected an inspection document, got null. ' +
        'Write one that holds a model: tfjs-bridge inspect MODEL --html OUT.html.',
    );
  }
  const { format, version, parts } = value;
  if (format !== FORMAT || version !== VERSION || !Array.isArray(parts)) {
    throw new Error(
      `this page: not an inspection document that it can draw; expected ${FORMAT} ${VERSION}, ` +
        `got ${format} ${version}. Write it again, with one version of tfjs-bridge.`,
    );
  }
  return value;
}
