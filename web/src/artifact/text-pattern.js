/**
 * The small language of patterns that texts are searched for: docs/artifact-format.md. What RE2,
 * JavaScript and Python understand alike; tfjs_bridge/artifact/features/patterns.py is the twin. Pure.
 */

/** @typedef {[first: number, last: number][]} Ranges code points, in ascending order, apart */
/** @typedef {{ranges: Ranges, quantifier: string}} Item */

const MOST = 1000;
const LAST = 0x10ffff;
const META = '.^$*+?()[]{}|\\';
/** @type {Record<string, string>} */
const CONTROLS = { t: '\t', n: '\n', r: '\r', f: '\f', v: '\v' };
/** @type {Record<string, Ranges>} */
const CLASSES = {
  d: [[0x30, 0x39]],
  // RE2 has no vertical tab among them, nor spaces of other scripts.
  s: [
    [0x09, 0x0a],
    [0x0c, 0x0d],
    [0x20, 0x20],
  ],
  w: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
};
for (const name of Object.keys(CLASSES)) {
  CLASSES[name.toUpperCase()] = complement(CLASSES[name]);
}

/** Why a pattern is not of this language: what was expected instead. */
export class PatternError extends Error {}

/**
 * @param {string} pattern
 * @returns {RegExp} for all matches, the longest way that its quantifiers allow
 * @throws {PatternError} it is not of this language
 */
export function compilePattern(pattern) {
  const written = parsePattern(pattern).map((branch) =>
    branch.map(({ ranges, quantifier }) => writtenSet(ranges) + quantifier).join(''),
  );
  return new RegExp(written.join('|'), 'gu');
}

/** @param {Ranges} ranges */
function writtenSet(ranges) {
  const pairs = ranges.map((pair) => pair.map((code) => `\\u{${code.toString(16)}}`).join('-'));
  return `[${pairs.join('')}]`;
}

/** @param {string} pattern */
function parsePattern(pattern) {
  const chars = [...pattern];
  if (chars.length > MOST) {
    throw new PatternError(`a pattern of at most ${MOST} characters`);
  }
  const reader = new Reader(chars);
  const branches = [reader.branch()];
  while (reader.take('|')) {
    branches.push(reader.branch());
  }
  for (const branch of branches) {
    if (branch.every(isOptional)) {
      throw new PatternError('a pattern that does not match an empty text');
    }
    refuseSlow(branch);
  }
  return branches;
}

/** @param {Item} item */
function isOptional({ quantifier }) {
  return quantifier.startsWith('?') || quantifier.startsWith('*');
}

class Reader {
  /** @param {string[]} chars code points */
  constructor(chars) {
    this.chars = chars;
    this.place = 0;
  }

  /** @param {string} char */
  take(char) {
    const isNext = this.chars[this.place] === char;
    this.place += isNext ? 1 : 0;
    return isNext;
  }

  /** @returns {string} */
  char() {
    const char = this.chars[this.place] ?? this.refuse();
    this.place += 1;
    return char;
  }

  /** @returns {never} */
  refuse() {
    const place = `up to its character ${this.place}`;
    throw new PatternError(`a pattern of characters, sets, escapes, ?, *, + and |, ${place}`);
  }

  /** @returns {Item[]} */
  branch() {
    const items = [];
    while (this.place < this.chars.length && this.chars[this.place] !== '|') {
      items.push({ ranges: this.one(), quantifier: this.quantifier() });
    }
    return items;
  }

  quantifier() {
    const found = ['?', '*', '+'].find((char) => this.take(char)) ?? '';
    return found !== '' && this.take('?') ? `${found}?` : found;
  }

  /** @returns {Ranges} */
  one() {
    if (this.take('[')) {
      return this.bracket();
    }
    if (this.take('.')) {
      return complement([[0x0a, 0x0a]]);
    }
    if (this.take('\\')) {
      return this.escaped();
    }
    const char = this.char();
    return META.includes(char) ? this.refuse() : only(char);
  }

  /** @returns {Ranges} */
  escaped() {
    const char = this.char();
    return Object.hasOwn(CLASSES, char) ? CLASSES[char] : only(this.literal(char));
  }

  /** @param {string} char behind a backslash */
  literal(char) {
    if (Object.hasOwn(CONTROLS, char)) {
      return CONTROLS[char];
    }
    return char > '\x7f' || /\w/.test(char) ? this.refuse() : char;
  }

  /** @returns {Ranges} */
  bracket() {
    const isNegated = this.take('^');
    /** @type {Ranges} */
    const ranges = [];
    while (ranges.length === 0 || !this.take(']')) {
      ranges.push(...this.member());
    }
    const found = isNegated ? complement(united(ranges)) : united(ranges);
    return found.length === 0 ? this.refuse() : found;
  }

  /** @returns {Ranges} */
  member() {
    const [next, following] = this.chars.slice(this.place, this.place + 2);
    if (next === ']' || (next === '[' && following === ':')) {
      this.refuse();
    }
    if (next === '\\' && Object.hasOwn(CLASSES, following ?? '')) {
      this.place += 1;
      return this.escaped();
    }
    const first = this.bracketChar();
    const isRange = this.chars[this.place + 1] !== ']' && this.take('-');
    const last = isRange ? this.bracketChar() : first;
    return codeOf(last) < codeOf(first) ? this.refuse() : [[codeOf(first), codeOf(last)]];
  }

  bracketChar() {
    const char = this.char();
    return char === '\\' ? this.literal(this.char()) : char;
  }
}

/** @param {string} char */
function codeOf(char) {
  return Number(char.codePointAt(0));
}

/**
 * @param {string} char
 * @returns {Ranges}
 */
function only(char) {
  return [[codeOf(char), codeOf(char)]];
}

/** @param {Ranges} ranges in any order */
function united(ranges) {
  /** @type {Ranges} */
  const found = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const before = found.at(-1);
    if (before !== undefined && first <= before[1] + 1) {
      before[1] = Math.max(before[1], last);
    } else {
      found.push([first, last]);
    }
  }
  return found;
}

/**
 * @param {Ranges} ranges
 * @returns {Ranges} all other characters
 */
function complement(ranges) {
  const ends = [-1, ...ranges.flat(), LAST + 1];
  return ranges
    .concat([[LAST + 1, LAST + 1]])
    .map((_, i) => /** @type {[number, number]} */ ([ends[2 * i] + 1, ends[2 * i + 1] - 1]))
    .filter(([first, last]) => first <= last);
}

/**
 * Some patterns would be tried again and again: time may grow with the square of a text's length.
 *
 * @param {Item[]} branch
 */
function refuseSlow(branch) {
  const lastOne = branch.findLastIndex(({ quantifier }) => quantifier !== '');
  branch.slice(0, Math.max(lastOne, 0)).forEach(({ ranges, quantifier }, i) => {
    const behind = branch.slice(i + 1);
    const end = behind.findIndex((item) => !isOptional(item));
    const following = end === -1 ? behind : behind.slice(0, end + 1);
    if (quantifier !== '' && following.some((item) => isOverlap(ranges, item.ranges))) {
      throw new PatternError('other characters behind each ?, * and + but the last one');
    }
  });
}

/**
 * @param {Ranges} some
 * @param {Ranges} others
 */
function isOverlap(some, others) {
  return some.some(([a, b]) => others.some(([c, d]) => a <= d && c <= b));
}
