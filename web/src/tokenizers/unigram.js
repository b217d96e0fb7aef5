/**
 * The best path through a unigram model, in float32 as SentencePiece computes it.
 *
 * The library computes in float64, so that of paths that are equally good, as in `hahaha`, it takes
 * another one.
 *
 * @see https://github.com/google/sentencepiece/blob/master/src/unigram_model.cc EncodeOptimized
 */

/** @typedef {{id: number, score: number}} Piece */
/** @typedef {{score: number, id: number, start: number}} Step the best last piece up to a place */

/** What an unknown character costs more than the least likely piece. */
const UNKNOWN_PENALTY = 10;

/**
 * @param {{vocab: [string, number][], unk_id: number}} model of tokenizer.json
 * @param {string[]} kept pieces of a score of their own, which is not that of any piece of the training
 * @returns {(text: string) => number[]} the ids of the best path; unknown characters in a row have one
 */
export function createUnigram({ vocab, unk_id: unknownId }, kept) {
  const pieces = new Map(vocab.map(([text, score], id) => [text, { id, score }]));
  let longest = 1;
  let lowest = Number.POSITIVE_INFINITY;
  for (const [text, { score }] of pieces) {
    longest = Math.max(longest, text.length);
    lowest = kept.includes(text) ? lowest : Math.min(lowest, score);
  }
  const unknown = { id: unknownId, score: Math.fround(lowest - UNKNOWN_PENALTY) };
  return (text) => {
    const ids = idsOf(bestSteps(text, pieces, longest, unknown));
    return ids.filter((id, k) => id !== unknownId || ids[k - 1] !== unknownId);
  };
}

/**
 * @param {string} text
 * @param {Map<string, Piece>} pieces
 * @param {number} longest in UTF-16 units
 * @param {Piece} unknown
 * @returns {(Step | undefined)[]} by the place where they end
 */
function bestSteps(text, pieces, longest, unknown) {
  /** @type {(Step | undefined)[]} */
  const best = new Array(text.length + 1);
  best[0] = { score: 0, id: unknown.id, start: 0 };
  let start = 0;
  for (const character of text) {
    const before = /** @type {Step} */ (best[start]).score;
    const single = start + character.length;
    for (let end = single; end <= Math.min(start + longest, text.length); end += 1) {
      const piece = pieces.get(text.slice(start, end)) ?? (end === single ? unknown : undefined);
      const score = before + (piece?.score ?? 0);
      // The sum in float64 is compared with the one that was rounded, as in C++.
      if (piece !== undefined && score > (best[end]?.score ?? Number.NEGATIVE_INFINITY)) {
        best[end] = { score: Math.fround(score), id: piece.id, start };
      }
    }
    start = single;
  }
  return best;
}

/**
 * @param {(Step | undefined)[]} best
 * @returns {number[]}
 */
function idsOf(best) {
  const ids = [];
  for (let end = best.length - 1; end > 0; ) {
    const step = /** @type {Step} */ (best[end]);
    ids.push(step.id);
    end = step.start;
  }
  return ids.reverse();
}
