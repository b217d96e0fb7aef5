/** How the page writes quantities. */

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
  // NaN and infinite differences come from damaged models, and have no exponent.
  if (value === 0 || !Number.isFinite(value)) {
    return String(value);
  }
  const [digits, exponent] = value.toExponential(decimals).split('e');
  const raised = Array.from(exponent.replace('+', ''), (sign) => SUPERSCRIPTS[sign] ?? sign);
  return `${digits.replace(/\.0+$/, '')}\u00a0×\u00a010${raised.join('')}`;
}

/**
 * Words for parts, with the least value that each is used for.
 *
 * @type {readonly [number, number, string][]}
 */
const PARTS = [
  [1e-3, 1e-3, 'thousandths'],
  [1e-8, 1e-6, 'millionths'],
  [1e-11, 1e-9, 'billionths'],
];

/**
 * @param {number} value
 * @returns {string} a small number in words, such as "2.3 millionths"; others as scientific()
 */
export function inWords(value) {
  const [, size, word] = PARTS.find(([least]) => value >= least) ?? [0, 0, ''];
  return value < 1 && size > 0
    ? `${Number((value / size).toPrecision(2))} ${word}`
    : scientific(value);
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
