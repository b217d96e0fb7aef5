/** What a node of a graph says of itself: as in tfjs_bridge/inspection/graphs/. Pure. */

import { factsOf } from './graph-shapes/known.js';

/** @typedef {import('./graph-check/nodes.js').Node} Node */

/**
 * TensorFlow.js has no 64 bits.
 *
 * @type {Record<string, string>}
 */
const DTYPES = {
  DT_FLOAT: 'float32',
  DT_DOUBLE: 'float32',
  DT_HALF: 'float32',
  DT_INT32: 'int32',
  DT_INT64: 'int32',
  DT_BOOL: 'bool',
  DT_STRING: 'string',
  DT_COMPLEX64: 'complex64',
};

const TRUTHS =
  /^((Greater|Less)(Equal)?|(Not)?Equal|Logical(And|Not|Or)|Is(Nan|Inf|Finite)|All|Any)$/;
const COUNTS = /^(Shape|Rank|Size|ArgM(ax|in))$/;
/** These run functions, whose results come from inside. */
const CALLS = /^(Stateless)?(While|If)$/;
/**
 * Where the first input is not of the output's dtype: the one that is.
 *
 * @type {Record<string, number>}
 */
const SOURCES = { Select: 1, SelectV2: 1, OneHot: 2, Fill: 1, Split: 1, ScatterNd: 1 };

/**
 * @param {readonly Node[]} nodes of a graph or a function, each behind those that it reads
 * @param {ReadonlyMap<string, {dtype: string}>} weights by the constants' names
 * @returns {Map<string, string | null>} of what each gives, by its name; null: not known
 */
export function nodeDtypes(nodes, weights) {
  /** @type {Map<string, string | null>} */
  const found = new Map();
  for (const node of nodes) {
    const constant = node.op === 'Const' ? weights.get(node.name) : undefined;
    found.set(node.name, constant?.dtype ?? dtypeOf(node, found, weights));
  }
  return found;
}

/**
 * @param {Node} node
 * @param {ReadonlyMap<string, string | null>} found of the nodes that it reads
 * @param {ReadonlyMap<string, {dtype: string}>} weights
 * @returns {string | null}
 */
function dtypeOf({ op, field, inputs }, found, weights) {
  if (TRUTHS.test(op)) {
    return 'bool';
  }
  if (COUNTS.test(op)) {
    return 'int32';
  }
  const attributes = attributesOf(field);
  const types = ['DstT', 'dtype', 'T', 'element_dtype'].map((key) => attributes[key]?.type);
  const stated = DTYPES[types.find((type) => type != null)];
  const source = inputs[SOURCES[op] ?? 0]?.name;
  if (stated !== undefined || CALLS.test(op) || source === undefined) {
    return stated ?? null;
  }
  // Few nodes of ours state it: TensorFlow.js does not ask for it.
  return found.get(source) ?? weights.get(source)?.dtype ?? null;
}

/**
 * @param {Node['field']} field
 * @returns {any} any: TensorFlow's JSON, of many shapes
 */
function attributesOf(field) {
  return /** @type {any} */ (field.object()).attr ?? {};
}

const LISTS = ['strides', 'ksize', 'dilations', 'squeeze_dims'];
const TEXTS = ['padding', 'equation', 'data_format'];
const FLAGS = ['transpose_a', 'transpose_b', 'adj_x', 'adj_y', 'keep_dims', 'half_pixel_centers'];
const FUNCTIONS = ['cond', 'body', 'then_branch', 'else_branch', 'f'];
/** Of nearly all nodes. */
const USUAL_TEXTS = new Set(['', 'nhwc', 'ndhwc']);

/**
 * @param {Node} node
 * @returns {Record<string, unknown>} the few attributes that say what it does
 */
export function nodeSettings(node) {
  const facts = factsOf(node);
  const attributes = attributesOf(node.field);
  /** @type {Record<string, unknown>} */
  const found = {};
  for (const key of LISTS) {
    found[key] = facts.numbers(key).some((number) => number !== 1) ? facts.numbers(key) : null;
  }
  for (const key of TEXTS) {
    found[key] = USUAL_TEXTS.has(facts.text(key)) ? null : facts.text(key);
  }
  for (const key of FLAGS) {
    found[key] = facts.flag(key) || null;
  }
  for (const key of FUNCTIONS) {
    found[key] = attributes[key]?.func?.name || null;
  }
  const fused = (attributes.fused_ops?.list?.s ?? []).map(decoded);
  found.fused = fused.length > 0 ? fused : null;
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== null));
}

/** @param {string} text in base64 */
function decoded(text) {
  try {
    return atob(text);
  } catch {
    return text; // some converters write the text itself
  }
}
