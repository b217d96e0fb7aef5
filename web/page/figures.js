/** How the page words quantities. */

/**
 * @param {number} bytes
 * @returns {string} such as "0.38 MB"
 */
export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}

/**
 * @param {number} value
 * @param {number} [decimals]
 * @returns {string} such as "1.2 × 10⁻⁷", with spaces that do not break
 */
export function scientific(value, decimals = 1) {
  if (value === 0 || !Number.isFinite(value)) {
    return String(value);
  }
  const [digits, exponent] = value.toExponential(decimals).split('e');
  const raised = Array.from(exponent.replace('+', ''), (sign) => SUPERSCRIPTS[sign] ?? sign);
  return `${digits.replace(/\.0+$/, '')}\u00a0×\u00a010${raised.join('')}`;
}

/** @type {Record<string, string>} */
const SUPERSCRIPTS = {
  '-': '⁻',
  ...Object.fromEntries(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (raised, digit) => [digit, raised])),
};

/**
 * @param {number} probability
 * @returns {string} such as "99.2 %"
 */
export function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}

/**
 * @param {number} ms
 * @returns {string} such as "0.42 ms", "12 ms" or "1.3 s"
 */
export function duration(ms) {
  if (ms >= 1000) {
    return `${(ms / 1000).toFixed(1)} s`;
  }
  return `${ms.toFixed(ms < 1 ? 2 : ms < 10 ? 1 : 0)} ms`;
}
