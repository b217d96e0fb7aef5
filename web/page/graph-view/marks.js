/** What an export would do with a layer, in words. Pure. */

/** @typedef {import('./document.js').Part} Part */
/** @typedef {{name: 'rewritten' | 'graph' | 'refused' | 'dropped', words: string, meaning: string}} Mark */

/** @type {Record<Mark['name'], Mark>} */
export const MARKS = {
  rewritten: {
    name: 'rewritten',
    words: 'rewritten',
    meaning: 'a layers model gets other layers that give the same numbers',
  },
  graph: { name: 'graph', words: 'graph alone', meaning: 'only a graph model can hold it' },
  refused: { name: 'refused', words: 'refused', meaning: 'no export holds it' },
  dropped: {
    name: 'dropped',
    words: 'dropped',
    meaning: 'left out, as it changes nothing when the model predicts',
  },
};

/**
 * @param {Part} part
 * @returns {Mark | null} null: exported as it is, or not known
 */
export function markOf({ export: done }) {
  if (!done || done.layers === 'exact') {
    return null;
  }
  if (done.layers === 'refused') {
    return done.graph === 'exact' ? MARKS.graph : MARKS.refused;
  }
  return MARKS[done.layers];
}

/**
 * @param {readonly Part[]} parts
 * @returns {Mark[]} those that occur
 */
export function marksAmong(parts) {
  const found = new Set(parts.map(markOf));
  return Object.values(MARKS).filter((mark) => found.has(mark));
}
