/** The inspection document, which this view draws: docs/inspecting.md. Pure. */

/** @typedef {import('../../src/artifact/inspection-document.js').InspectionDocument} InspectionDocument */
/** @typedef {import('../../src/artifact/inspection-document.js').Shape} Shape */
/** @typedef {import('../../src/artifact/inspection-document.js').End} End */
/** @typedef {import('../../src/artifact/inspection-document.js').Output} Output */
/** @typedef {import('../../src/artifact/inspection-document.js').Part} Part */

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
