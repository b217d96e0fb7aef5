/** What a user gives, before it is prepared for a network. Pure. */

/** @typedef {'string' | 'int64' | 'int32' | 'float32' | 'bool'} RawDtype */

export const RAW_DTYPES = /** @type {const} */ (['string', 'int64', 'int32', 'float32', 'bool']);

const LONE_SURROGATES = /\p{Surrogate}/gu;

/**
 * @param {string} text
 * @returns {string} as UTF-8 can hold it: half a pair of UTF-16 becomes U+FFFD
 */
export function wellFormed(text) {
  return text.replace(LONE_SURROGATES, '\ufffd');
}
