/** @typedef {import('./shapes.js').Shape} Shape */
/** @typedef {import('./shapes.js').Config} Config */
/** @typedef {Record<string, Shape>} Shapes by the weights' names in their layer */
/**
 * @typedef {object} LayerClass what TensorFlow.js makes of a class of layers
 * @property {Record<string, import('./settings.js').Kind>} settings those that shapes, sizes or
 *   loops come from; it ignores all others, or only looks at them
 * @property {(config: Config, inputs: Shape[]) => Shape | Shape[] | null} output null: it cannot be
 *   called on these inputs
 * @property {number} [rank] of the first input; undefined: any
 * @property {[least: number, most: number]} [inputs] how many tensors; default: one
 * @property {(config: Config, input: Shape) => Shapes} [weights]
 * @property {(config: Config, input: Shape, output: Shape) => number} [uses] how often each weight is
 *   multiplied with a value
 * @property {(input: Shape) => number} [steps] turns of a loop
 */

/** @type {LayerClass['output']} */
export const sameShape = (_, [input]) => input;

/**
 * @param {Config} config
 * @param {Shape} shape
 * @returns {Shapes}
 */
export function biasOf({ use_bias: useBias }, shape) {
  return (useBias ?? true) ? { bias: shape } : {};
}

/**
 * @param {Shape | Shape[]} output
 * @returns {output is Shape[]}
 */
export function isSeveral(output) {
  return Array.isArray(output[0]);
}
