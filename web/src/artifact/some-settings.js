/** The few settings of a layer that say what it is: as in tfjs_bridge/inspection/layers/settings.py. Pure. */

/** In the order in which people name them. */
const SHOWN = [
  ...['units', 'filters', 'kernel_size', 'pool_size', 'size', 'strides', 'padding', 'cropping'],
  ...['dilation_rate', 'groups', 'depth_multiplier', 'data_format', 'activation'],
  ...['recurrent_activation', 'use_bias', 'return_sequences', 'return_state', 'go_backwards'],
  ...['stateful', 'merge_mode', 'rate', 'axis', 'axes', 'epsilon', 'momentum', 'alpha'],
  ...['negative_slope', 'max_value', 'threshold', 'target_shape', 'dims', 'n', 'input_dim'],
  ...['output_dim', 'mask_zero', 'mask_value', 'num_heads', 'key_dim', 'equation', 'scale'],
  ...['offset', 'interpolation', 'height', 'width', 'num_tokens', 'output_mode'],
];

/**
 * What is written for most layers, and says nothing then.
 *
 * @type {Record<string, unknown>}
 */
const USUAL = {
  use_bias: true,
  groups: 1,
  depth_multiplier: 1,
  data_format: 'channels_last',
  activation: 'linear',
  return_sequences: false,
  return_state: false,
  go_backwards: false,
  stateful: false,
  mask_zero: false,
};

const MOST_CHARACTERS = 80;
const MOST_ITEMS = 8;

/**
 * @param {Record<string, any>} config any: each setting has a type of its own
 * @returns {Record<string, unknown>}
 */
export function someSettings(config) {
  const shown = SHOWN.flatMap((key) => {
    const value = plain(config[key]);
    const isUsual = value === null || value === USUAL[key] || isOnes(key, value);
    return isUsual ? [] : [/** @type {const} */ ([key, value])];
  });
  const inner = (config.layer ?? config.cell)?.class_name;
  return { ...Object.fromEntries(shown), ...(typeof inner === 'string' && { layer: inner }) };
}

/**
 * @param {any} value
 * @returns {unknown} short; of an object its class
 */
function plain(value) {
  if (typeof value === 'string') {
    return Array.from(value).slice(0, MOST_CHARACTERS).join('');
  }
  if (Array.isArray(value)) {
    const isSmall =
      value.length <= MOST_ITEMS &&
      value.every((one) => one === null || Array.isArray(one) || typeof one === 'number');
    return isSmall ? value : null;
  }
  if (typeof value === 'object' && value !== null) {
    return plain(value.class_name === 'function' ? value.config : (value.class_name ?? null));
  }
  return typeof value === 'boolean' || typeof value === 'number' ? value : null;
}

/**
 * @param {string} key
 * @param {unknown} value
 */
function isOnes(key, value) {
  const sizes = [value].flat();
  return (key === 'strides' || key === 'dilation_rate') && sizes.every((size) => size === 1);
}
