/** @type {Set<string>} */
const said = new Set();

/**
 * Warns on the console, once for each cause: a page that loads ten models is told one thing once.
 *
 * @param {string} cause
 * @param {string} message
 */
export function warnOnce(cause, message) {
  if (!said.has(cause)) {
    said.add(cause);
    console.warn(`tfjs-bridge: ${message}`);
  }
}
