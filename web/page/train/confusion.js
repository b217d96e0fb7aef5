/** Confusion matrices. Pure. */

/**
 * @typedef {object} Confusion
 * @property {number[][]} matrix rows: what digits are; columns: what they are taken for; counts
 * @property {(number | null)[]} accuracies of each class, in [0, 1]; null where it has no digits
 * @property {number} accuracy of all, in [0, 1]
 * @property {number} total
 */

/**
 * @param {ArrayLike<number>} labels what the digits are
 * @param {ArrayLike<number>} answers what they are taken for
 * @param {number} classes
 * @returns {Confusion}
 */
export function confusionOf(labels, answers, classes) {
  const matrix = Array.from({ length: classes }, () => Array(classes).fill(0));
  for (let i = 0; i < labels.length; i += 1) {
    matrix[labels[i]][answers[i]] += 1;
  }
  const counts = matrix.map((row) => row.reduce((sum, count) => sum + count, 0));
  const right = matrix.map((row, label) => row[label]);
  return {
    matrix,
    // Not 0 for a class without test digits: that would be a mistake nobody made.
    accuracies: counts.map((count, label) => (count === 0 ? null : right[label] / count)),
    accuracy: right.reduce((sum, count) => sum + count, 0) / labels.length,
    total: labels.length,
  };
}

/**
 * @param {number[][]} matrix
 * @returns {{label: number, answer: number, count: number} | null} the most frequent mistake
 */
export function worstMistake(matrix) {
  const mistakes = matrix.flatMap((row, label) =>
    row.map((count, answer) => ({ label, answer, count: label === answer ? 0 : count })),
  );
  const worst = mistakes.reduce((a, b) => (b.count > a.count ? b : a));
  return worst.count > 0 ? worst : null;
}
